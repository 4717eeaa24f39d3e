/** What the command line asks for. */
export const PARTS = [
  'training',
  'peers',
  'writing',
  'growth',
  'copied',
  'loading',
  'first-sample',
  'memory',
  'profile',
] as const;

export type Part = (typeof PARTS)[number];

/** Those that run unasked. Peers are installed first, and the profile is for when a figure has to be explained. */
const USUAL: readonly Part[] = ['training', 'writing', 'growth', 'copied', 'loading', 'first-sample', 'memory'];

export interface Options {
  readonly parts: readonly Part[];
  /** Where the figures are written as JSON, or null. */
  readonly json: string | null;
  /** Shorter, for a look: the figures scatter more. */
  readonly quick: boolean;
}

const USAGE = `npm run bench -- [--only ${PARTS.join('|')}] [--peers] [--profile] [--json PATH] [--quick]`;

function isPart(name: string): name is Part {
  return (PARTS as readonly string[]).includes(name);
}

/** @throws TypeError saying what is not understood, and what would be. */
export function readOptions(command: readonly string[]): Options {
  const only: Part[] = [];
  const more: Part[] = [];
  let json: string | null = null;
  let quick = false;
  for (let at = 0; at < command.length; at++) {
    // Both `--only writing` and `--only=writing` are usual.
    const [option, glued] = split(command[at]);
    const value = (): string => {
      const found = glued ?? command.at(++at) ?? '';
      if (found === '') throw new TypeError(`${option} needs a value. ${USAGE}`);
      return found;
    };
    if (option === '--only') only.push(...value().split(',').map(partNamed));
    else if (option === '--json') json = value();
    else if (option === '--quick') quick = true;
    else if (option === '--peers') more.push('peers');
    else if (option === '--profile') more.push('profile');
    else throw new TypeError(`${option} is not an option of the bench. ${USAGE}`);
  }
  const wanted = new Set([...(only.length > 0 ? only : USUAL), ...more]);
  return { parts: PARTS.filter((part) => wanted.has(part)), json, quick };
}

function split(word: string): [string, string | null] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
}

function partNamed(name: string): Part {
  if (isPart(name)) return name;
  throw new TypeError(`The bench has no part ${name}; it has ${PARTS.join(', ')}.`);
}

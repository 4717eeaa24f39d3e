/** What the command line asks for. */
import { InputError } from '../src/shared/errors.ts';
import { PRESETS, type Preset } from '../src/shared/presets.ts';
import {
  optionOf,
  SETTING_KEYS,
  settingProblem,
  SETTINGS,
  type SettingKey,
  type Settings,
} from '../src/shared/settings.ts';

export interface Options {
  /** Path of the text to learn from. */
  readonly text: string;
  /** A network to go on with, as --safetensors writes it, or null for a new one. */
  readonly from: string | null;
  /** Where the figures are written as JSON. */
  readonly json: string;
  /** Where the best network is written in each format, or null. */
  readonly safetensors: string | null;
  readonly onnx: string | null;
  /** The preset to fit, or null. */
  readonly preset: Preset | null;
  /** How long it may take, in place of the preset's own time. */
  readonly minutes: number | null;
  /** After so many minutes of training it is stopped, as by the Stop button, or null to let it come to its end. */
  readonly stopAfter: number | null;
  /** Settings that were given; the others are fitted around them, or the defaults where no time is given. */
  readonly given: Partial<Settings>;
}

const WORDS = ['text', 'from', 'json', 'safetensors', 'onnx', 'preset', 'minutes', 'stopAfter'] as const;
const MOST_MINUTES = 10_000;

export const USAGE = [
  'npm run recipe -- --text PATH --json OUT [--from FILE.safetensors] [--safetensors OUT] [--onnx OUT]',
  `  [--preset ${PRESETS.map(({ id }) => id).join('|')}] [--minutes N] [--stop-after N] [settings]`,
  '',
  'Settings, each by its own name:',
  ...SETTING_KEYS.map((key) => `  ${optionOf(key)} ${limitsOf(key)}`),
].join('\n');

/** @throws InputError naming every option that is not understood, with its value and what it may be. */
export function readOptions(command: readonly string[]): Options {
  const problems: string[] = [];
  const words: Partial<Record<(typeof WORDS)[number], string>> = {};
  const given: Partial<Record<SettingKey, string | number>> = {};
  for (let at = 0; at < command.length; at++) {
    // Both `--hidden 256` and `--hidden=256` are usual.
    const [word, glued] = split(command[at]);
    const name = word.startsWith('--') ? camel(word.slice(2)) : '';
    const known = WORDS.find((candidate) => candidate === name);
    const key = SETTING_KEYS.find((candidate) => candidate === name);
    if (known === undefined && key === undefined) {
      problems.push(`${word} is not an option of the recipe.`);
      continue;
    }
    const value = glued ?? command.at(++at) ?? '';
    if (value === '' || (glued === null && value.startsWith('--'))) {
      problems.push(`${word} needs a value.`);
      if (glued === null) at--;
    } else if (known !== undefined) words[known] = value;
    else if (key !== undefined) {
      given[key] = SETTINGS[key].kind === 'choice' ? value : Number(value);
      const problem = settingProblem(key, Number.isNaN(given[key]) ? value : given[key]);
      if (problem !== null) problems.push(`${word}: ${problem}`);
    }
  }
  const { text, from = null, json, safetensors = null, onnx = null } = words;
  const preset = PRESETS.find(({ id }) => id === words.preset) ?? null;
  const minutes = minutesOf(words.minutes);
  const stopAfter = minutesOf(words.stopAfter);
  if (words.preset !== undefined && preset === null) {
    problems.push(`--preset is “${words.preset}”; choose one of ${PRESETS.map(({ id }) => id).join(', ')}.`);
  }
  for (const [name, given, value] of [
    ['minutes', words.minutes, minutes],
    ['stop-after', words.stopAfter, stopAfter],
  ] as const) {
    if (value === null || (value > 0 && value <= MOST_MINUTES)) continue;
    problems.push(`--${name} is “${given}”; it must be a number above 0, at most ${MOST_MINUTES}.`);
  }
  if (text === undefined) problems.push('--text PATH is missing: the text to learn from.');
  if (json === undefined) problems.push('--json OUT is missing: where the figures are to be written.');
  if (problems.length > 0 || text === undefined || json === undefined) {
    throw new InputError(`${problems.join('\n')}\n\n${USAGE}`);
  }
  return { text, from, json, safetensors, onnx, preset, minutes, stopAfter, given: given as Partial<Settings> };
}

function minutesOf(word: string | undefined): number | null {
  return word === undefined ? null : Number(word);
}

function split(word: string): [string, string | null] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
}

function limitsOf(key: SettingKey): string {
  const setting = SETTINGS[key];
  if (setting.kind === 'choice') return setting.choices.join('|');
  return `${setting.minimum} to ${setting.maximum}`;
}

/** Settings are known both as `windowSteps` and as `window-steps`. */
function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

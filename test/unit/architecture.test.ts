/** The house's import directions hold because the linter refuses every other one; here it is asked, room by room. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const RULES = ['house/directions', 'house/wrapping', 'no-restricted-globals'];

const eslint = new ESLint({
  // Snippets are no files of the project, so rules that need types cannot run on them.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: false } } },
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
});

/** The rules a file of this content would break. */
async function broken(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  const fatal = result.messages.find((message) => message.fatal);
  if (fatal) throw new Error(fatal.message);
  return result.messages.map((message) => String(message.ruleId));
}

const importing = (path: string) => `import { thing } from '${path}';\nthing();\n`;

const OPEN: Readonly<Record<string, readonly string[]>> = {
  messages: [],
  shared: ['messages'],
  text: ['shared', 'messages'],
  engine: ['shared', 'messages'],
  formats: ['engine', 'text', 'shared', 'messages'],
  storage: ['engine', 'text', 'shared', 'messages'],
  training: ['engine', 'text', 'shared', 'messages'],
  writing: ['formats', 'engine', 'text', 'shared', 'messages'],
  workbench: ['training', 'writing', 'storage', 'formats', 'engine', 'text', 'shared', 'messages'],
  client: ['shared', 'messages'],
  state: ['client', 'shared', 'messages'],
  ui: ['state', 'client', 'shared', 'messages'],
};
const ROOMS = Object.keys(OPEN);

describe.each(ROOMS)('src/%s', (room) => {
  it(`may import from itself${OPEN[room].map((other) => `, ${other}`).join('')}`, async () => {
    for (const other of OPEN[room]) {
      expect([other, await broken(`src/${room}/probe.ts`, importing(`../${other}/thing.ts`))]).toEqual([other, []]);
    }
    expect(await broken(`src/${room}/deep/probe.ts`, importing('../thing.ts'))).toEqual([]);
    expect(await broken(`src/${room}/probe.ts`, importing(`./${room === 'ui' ? 'text' : 'ui'}/thing.ts`))).toEqual([]);
  });

  it('may import from no other room, nor from workers, by any kind of import and at any depth', async () => {
    for (const other of ROOMS.filter((name) => name !== room && !OPEN[room].includes(name))) {
      for (const [path, code] of [
        ['probe.ts', importing(`../${other}/thing.ts`)],
        ['deep/probe.ts', importing(`../../${other}/thing.ts`)],
        ['probe.ts', `export * from '../${other}/thing.ts';\n`],
        ['probe.ts', `export { thing } from './../${other}/thing.ts';\n`],
        ['probe.ts', `export const later = () => import('../${other}/thing.ts');\n`],
        ['probe.ts', `import type { Thing } from '../${other}/thing.ts';\nexport type Other = Thing;\n`],
      ]) {
        expect([code, await broken(`src/${room}/${path}`, code)]).toEqual([code, ['house/directions']]);
      }
    }
    expect(await broken(`src/${room}/probe.ts`, importing('../../workers/training.ts'))).toEqual(['house/directions']);
  });

  const packages: readonly [string, readonly string[]][] = [
    ['onnxruntime-web/wasm', ['writing']],
    ['idb', ['storage']],
    ['comlink', ['client']],
    ['svelte/store', ['state', 'ui']],
  ];
  it.each(packages)('may import %s only where it is at home', async (name, homes) => {
    const expected = homes.includes(room) ? [] : ['house/directions'];
    expect(await broken(`src/${room}/probe.ts`, importing(name))).toEqual(expected);
  });
});

describe('components', () => {
  it('are held to the same directions as the other files of ui', async () => {
    const component = (path: string) =>
      `<script lang="ts">\n  import { thing } from '${path}';\n  thing();\n</script>\n`;
    expect(await broken('src/ui/Probe.svelte', component('../state/thing.ts'))).toEqual([]);
    expect(await broken('src/ui/Probe.svelte', component('../engine/thing.ts'))).toEqual(['house/directions']);
  });
});

describe('workers', () => {
  it('may import what runs off the page, and nothing of the page', async () => {
    for (const room of ['workbench', 'training', 'writing', 'storage', 'formats', 'engine', 'text', 'shared']) {
      expect([room, await broken('workers/probe.ts', importing(`../src/${room}/thing.ts`))]).toEqual([room, []]);
    }
    for (const room of ['ui', 'state', 'client']) {
      expect(await broken('workers/probe.ts', importing(`../src/${room}/thing.ts`))).toEqual(['house/directions']);
    }
  });

  it('may expose themselves by Comlink, but wrap nobody', async () => {
    expect(await broken('workers/probe.ts', `import { expose } from 'comlink';\nexpose({});\n`)).toEqual([]);
    expect(await broken('workers/probe.ts', `import * as Comlink from 'comlink';\nComlink.expose({});\n`)).toEqual([]);
    expect(await broken('workers/probe.ts', `import { wrap } from 'comlink';\nwrap(self);\n`)).toEqual([
      'house/wrapping',
    ]);
    expect(await broken('workers/probe.ts', `import * as Comlink from 'comlink';\nComlink.wrap(self);\n`)).toEqual([
      'house/wrapping',
    ]);
  });

  it('are wrapped by the client', async () => {
    expect(await broken('src/client/probe.ts', `import { wrap } from 'comlink';\nwrap(self);\n`)).toEqual([]);
    expect(await broken('src/client/probe.ts', `import * as Comlink from 'comlink';\nComlink.wrap(self);\n`)).toEqual(
      [],
    );
  });
});

describe('what the page or a worker brings with it', () => {
  const AMBIENT = ['document', 'window', 'localStorage', 'indexedDB', 'self', 'postMessage', 'navigator'];

  it.each(['shared', 'text', 'engine', 'formats'])('is unknown to src/%s', async (room) => {
    for (const name of AMBIENT) {
      expect([name, await broken(`src/${room}/probe.ts`, `export const found = ${name};\n`)]).toEqual([
        name,
        ['no-restricted-globals'],
      ]);
    }
    expect(await broken(`src/${room}/probe.ts`, `export const found = (self: number) => self;\n`)).toEqual([]);
  });

  it.each(['storage', 'client', 'ui'])('is known to src/%s', async (room) => {
    expect(await broken(`src/${room}/probe.ts`, 'export const found = [navigator, self];\n')).toEqual([]);
  });
});

/** What each file of src imports, types too, by path. */
function importsOfAll(): Map<string, readonly string[]> {
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ts|svelte)$/.test(path));
  return new Map(
    paths.map((path) => {
      const found = readFileSync(join('src', path), 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g);
      return [path, [...found].map(([, to]) => join(dirname(path), to))];
    }),
  );
}

/** The first way found that leads from a file back to it. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const cleared = new Set<string>();
  const walk = (path: string, way: readonly string[]): readonly string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (cleared.has(path)) return [];
    for (const next of imports.get(path) ?? []) {
      const circle = walk(next, [...way, path]);
      if (circle.length > 0) return circle;
    }
    cleared.add(path);
    return [];
  };
  for (const path of imports.keys()) {
    const circle = walk(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

describe('files', () => {
  it('never import one another in a circle, not even types', () => {
    expect(circleIn(new Map([...importsOfAll(), ['shared/errors.ts', ['state/app.svelte.ts']]]))).not.toEqual([]);
    expect(circleIn(importsOfAll())).toEqual([]);
  });
});

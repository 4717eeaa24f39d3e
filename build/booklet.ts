/**
 * The program of the page that writes by itself, compiled from src/booklet when something imports `virtual:booklet`: one
 * script and one style sheet as strings, with the hashes that its content security policy names them by.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const FOLDER = join(import.meta.dirname, '../src/booklet');
const ID = 'virtual:booklet';

async function compile(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: join(FOLDER, 'main.ts'), formats: ['iife'], name: 'unroll' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result as Rolldown.RolldownOutput];
  const chunks = output.output.filter((file) => file.type === 'chunk');
  if (chunks.length !== 1) throw new Error(`The page that writes by itself became ${chunks.length} scripts.`);
  const script = chunks[0].code.trim();
  // It stands inside of an element: what would end that must not be in it.
  if (/<\/script|<!--/i.test(script)) throw new Error('The script of the page would end its own element.');
  return script;
}

/** The style sheet without its comments and indentation. */
function readStyle(): string {
  return readFileSync(join(FOLDER, 'page.css'), 'utf8')
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

export function booklet(): Plugin {
  return {
    name: 'unroll:booklet',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null;
      for (const name of readdirSync(FOLDER)) this.addWatchFile(join(FOLDER, name));
      const script = await compile();
      const style = readStyle();
      const parts = { script, style, scriptHash: hashOf(script), styleHash: hashOf(style) };
      return `export default ${JSON.stringify(parts)};`;
    },
  };
}

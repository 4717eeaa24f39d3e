/** Compiles assembly/peak.ts when something imports `virtual:peak/<build>`: a module whose default export is the bytes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import type { Plugin } from 'vite';

const SOURCE = join(import.meta.dirname, 'assembly/peak.ts');
const PREFIX = 'virtual:peak/';
const OPTIONS = ['--runtime', 'stub', '-O3', '--noAssert'];

const BUILDS: Readonly<Record<string, readonly string[]>> = {
  simd: ['--enable', 'simd'],
  'relaxed-simd': ['--enable', 'simd', '--enable', 'relaxed-simd'],
};

async function compile(features: readonly string[]): Promise<Uint8Array> {
  const outputs: Uint8Array[] = [];
  const diagnostics = asc.createMemoryStream();
  const { error } = await asc.main(['peak.ts', '--outFile', 'peak.wasm', ...OPTIONS, ...features], {
    readFile: (name) => (name === 'peak.ts' ? readFileSync(SOURCE, 'utf8') : null),
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') outputs.push(contents);
    },
    listFiles: () => [],
    stderr: diagnostics,
  });
  if (error !== null || outputs.length !== 1) {
    throw new Error(`The peak loop does not compile: ${error?.message ?? 'no output'}\n${diagnostics.toString()}`);
  }
  return outputs[0];
}

export function peak(): Plugin {
  return {
    name: 'unroll:bench-peak',
    resolveId: (id) => (id.startsWith(PREFIX) && id.slice(PREFIX.length) in BUILDS ? `\0${id}` : null),
    async load(id) {
      const features = id.startsWith(`\0${PREFIX}`) ? BUILDS[id.slice(PREFIX.length + 1)] : undefined;
      if (features === undefined) return null;
      const base64 = Buffer.from(await compile(features)).toString('base64');
      return `export default Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0));`;
    },
  };
}

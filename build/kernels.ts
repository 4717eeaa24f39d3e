/**
 * The WebAssembly kernels, compiled from AssemblyScript when something imports `virtual:kernels/<build>`: a module whose
 * default export is the bytes. They are small enough to travel inside a script, which works alike in a page, in a
 * worker, in Node and offline.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import type { Plugin } from 'vite';

const FOLDER = join(import.meta.dirname, '../src/engine/kernels/simd/assembly');
const ENTRY = 'index.ts';
const OUTPUT = 'kernels.wasm';
const PREFIX = 'virtual:kernels/';

const OPTIONS = [
  ...['--runtime', 'stub', '-O3', '--noAssert', '--importMemory', '--noExportMemory'],
  // Shared memory has to have a bound; this is all that 32 bits address.
  ...['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'],
  // v128 never leaves the module.
  ...['--disableWarning', '112'],
];

const BUILDS: Readonly<Record<string, readonly string[]>> = {
  simd: ['--enable', 'simd'],
  'relaxed-simd': ['--enable', 'simd', '--enable', 'relaxed-simd'],
};

/** The sources by name, and what they and the options amount to. */
function readSources(features: readonly string[]): { files: Map<string, string>; key: string } {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  const files = new Map(names.sort().map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]));
  const key = createHash('sha256')
    .update(JSON.stringify([asc.version, OPTIONS, features, [...files]]))
    .digest('hex');
  return { files, key };
}

async function compile(files: ReadonlyMap<string, string>, features: readonly string[]): Promise<Uint8Array> {
  const outputs: Uint8Array[] = [];
  const diagnostics = asc.createMemoryStream();
  const { error } = await asc.main([ENTRY, '--outFile', OUTPUT, ...OPTIONS, ...features], {
    readFile: (name) => files.get(name) ?? null,
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') outputs.push(contents);
    },
    listFiles: () => [],
    stderr: diagnostics,
  });
  const [wasm] = outputs;
  if (error !== null || outputs.length !== 1) {
    throw new Error(`The kernels do not compile: ${error?.message ?? 'no output'}
${diagnostics.toString()}`);
  }
  return wasm;
}

/** Serves `virtual:kernels/simd` and `virtual:kernels/relaxed-simd`. Compiled once for each state of the sources. */
export function kernels(): Plugin {
  let cache = '';

  async function compiled(features: readonly string[]): Promise<Uint8Array> {
    const { files, key } = readSources(features);
    const path = join(cache, `${key}.wasm`);
    try {
      return readFileSync(path);
    } catch {
      const wasm = await compile(files, features);
      mkdirSync(cache, { recursive: true });
      writeFileSync(path, wasm);
      return wasm;
    }
  }

  return {
    name: 'unroll:kernels',
    configResolved(config) {
      cache = join(config.cacheDir, 'kernels');
    },
    resolveId(id) {
      return id.startsWith(PREFIX) && id.slice(PREFIX.length) in BUILDS ? `\0${id}` : null;
    },
    async load(id) {
      const features = id.startsWith(`\0${PREFIX}`) ? BUILDS[id.slice(PREFIX.length + 1)] : undefined;
      if (features === undefined) return null;
      for (const name of readdirSync(FOLDER)) this.addWatchFile(join(FOLDER, name));
      const base64 = Buffer.from(await compiled(features)).toString('base64');
      return `export default Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0));`;
    },
  };
}

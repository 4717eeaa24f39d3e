/** `npm run recipe`: what it runs is TypeScript, which Vite builds first. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { build } from 'vite';

// Node 20 has relaxed SIMD behind a flag, later ones without it.
if (Number.parseInt(process.versions.node) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');

// A folder for each start, so that several may run side by side; in here, so that onnxruntime is found from it.
const cache = join(import.meta.dirname, '../node_modules/.cache');
mkdirSync(cache, { recursive: true });
const outDir = mkdtempSync(join(cache, 'unroll-recipe-'));
try {
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'error', build: { outDir } });
  const { main } = await import(pathToFileURL(join(outDir, 'main.mjs')).href);
  process.exitCode = await main(process.argv.slice(2));
} finally {
  rmSync(outDir, { recursive: true });
}

/** `npm run recipe`: what it runs is TypeScript, which Vite builds first. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { build } from 'vite';

// Node 20 has relaxed SIMD behind a flag, later ones without it.
if (Number.parseInt(process.versions.node) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');

// A folder for each start, so that several may run side by side.
const outDir = mkdtempSync(join(tmpdir(), 'unroll-recipe-'));
try {
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'error', build: { outDir } });
  const { main } = await import(pathToFileURL(join(outDir, 'main.mjs')).href);
  process.exitCode = await main(process.argv.slice(2));
} finally {
  rmSync(outDir, { recursive: true });
}

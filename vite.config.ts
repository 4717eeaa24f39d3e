import { svelte } from '@sveltejs/vite-plugin-svelte';
import { VitePWA } from 'vite-plugin-pwa';
import { configDefaults, defineConfig } from 'vitest/config';
import { booklet } from './build/booklet.ts';
import { kernels } from './build/kernels.ts';
import { manifest } from './build/manifest.ts';
import { samples } from './build/samples.ts';
import { screenshots } from './build/screenshots.ts';
import { security } from './build/security.ts';
import { APP_HEADERS, ISOLATION_HEADERS } from './src/shared/isolation.ts';

const MEBIBYTE = 1024 * 1024;

export default defineConfig({
  plugins: [
    svelte({ configFile: false }),
    samples(),
    kernels(),
    booklet(),
    security(),
    screenshots(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'workers',
      filename: 'service-worker.ts',
      // The page registers it itself (src/client), so that no inline script is needed and an update waits for consent.
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      includeManifestIcons: false,
      injectManifest: {
        // Runs as a module and as a classic script alike: not every browser takes module service workers.
        rollupFormat: 'iife',
        // What the manifest shows before it is installed is no part of it.
        globIgnores: ['screenshots/**'],
        globPatterns: ['**/*.{html,js,css,wasm,svg,png,txt,json,woff2}'],
        // onnxruntime's WebAssembly file has 14 MB, and without it nothing can be written offline.
        maximumFileSizeToCacheInBytes: 48 * MEBIBYTE,
      },
    }),
  ],
  worker: {
    format: 'es',
    plugins: () => [kernels(), booklet()],
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  build: {
    target: 'es2022',
    // Files stay files: a data: URL would need an exception in a content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1024,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      // One file for all that the first screen needs: on a slow network a request costs more than its bytes.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: { headers: { ...ISOLATION_HEADERS } },
  preview: { headers: { ...APP_HEADERS }, port: 4173, strictPort: false },
  test: {
    include: ['test/unit/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/browser/**', 'test/soak/**'],
    environment: 'node',
    // One a core: by itself it leaves one out.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Once more, for two noisy cores: test/run.mjs names each test that needed it.
    retry: 1,
  },
});

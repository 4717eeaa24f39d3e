/** The bench pages by themselves, with the app's own kernels and workers, served isolated as the app is. */
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { booklet } from '../../build/booklet.ts';
import { kernels } from '../../build/kernels.ts';
import { ISOLATION_HEADERS } from '../../src/shared/isolation.ts';
import { peak } from './peak-plugin.ts';

const PAGES = join(import.meta.dirname, 'page');

export default defineConfig({
  root: PAGES,
  plugins: [kernels(), booklet(), peak()],
  worker: { format: 'es', plugins: () => [kernels(), booklet(), peak()] },
  build: {
    target: 'es2022',
    outDir: join(import.meta.dirname, '../../dist-bench/page'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: { input: [join(PAGES, 'index.html'), join(PAGES, 'tfjs.html')] },
  },
  preview: { headers: { ...ISOLATION_HEADERS } },
});

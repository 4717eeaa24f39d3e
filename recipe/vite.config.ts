/** The recipe's program and its threads as plain modules for Node, with everything they need inside. */
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { booklet } from '../build/booklet.ts';
import { kernels } from '../build/kernels.ts';

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  plugins: [kernels(), booklet()],
  // onnxruntime finds its WebAssembly beside itself.
  ssr: { noExternal: true, external: ['onnxruntime-web'] },
  build: {
    ssr: true,
    target: 'node20',
    rolldownOptions: {
      input: { main: join(import.meta.dirname, 'main.ts'), shard: join(import.meta.dirname, 'shard.ts') },
      output: { entryFileNames: '[name].mjs' },
    },
  },
});

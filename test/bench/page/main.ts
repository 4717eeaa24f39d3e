/** The bench page: two workers, as the app has them, and a way for Node to call them. */
import * as Comlink from 'comlink';
import type { BenchWorker, WritingBenchWorker } from './interface.ts';

const training = Comlink.wrap<BenchWorker>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
const writing = Comlink.wrap<WritingBenchWorker>(
  new Worker(new URL('./writing-worker.ts', import.meta.url), { type: 'module' }),
);

const bench = { training, writing };

declare global {
  interface Window {
    bench: typeof bench;
  }
}

window.bench = bench;

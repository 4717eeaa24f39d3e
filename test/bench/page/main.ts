/** The bench page: workers as the app has them, and a way for Node to call them. */
import * as Comlink from 'comlink';
import type { BenchWorker, CopiedBenchWorker } from './interface.ts';
import { WritingTeam } from './writing-team.ts';

const training = Comlink.wrap<BenchWorker>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
const writing = new WritingTeam(navigator.hardwareConcurrency);
const copied = Comlink.wrap<CopiedBenchWorker>(
  new Worker(new URL('./copied-worker.ts', import.meta.url), { type: 'module' }),
);

const bench = { training, writing, copied };

declare global {
  interface Window {
    bench: typeof bench;
  }
}

window.bench = bench;

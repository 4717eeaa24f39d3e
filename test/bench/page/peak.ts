/** The madd peak: what every product is held against. */
import type { KernelName } from '../../../src/engine/kernels/interface.ts';
import type { PeakOrder } from './peak-worker.ts';

type Build = Exclude<KernelName, 'reference'>;

const workers = new Map<Build, Worker[]>();

async function bytesOf(build: Build): Promise<Uint8Array<ArrayBuffer>> {
  const module = build === 'simd' ? await import('virtual:peak/simd') : await import('virtual:peak/relaxed-simd');
  return module.default;
}

async function workersOf(build: Build, count: number): Promise<readonly Worker[]> {
  const known = workers.get(build) ?? [];
  workers.set(build, known);
  const bytes = await bytesOf(build);
  while (known.length < count) {
    const worker = new Worker(new URL('./peak-worker.ts', import.meta.url), { type: 'module' });
    known.push(worker);
    // The first call compiles; it is not measured.
    await ask(worker, { bytes, milliseconds: 1 });
  }
  return known.slice(0, count);
}

function ask(worker: Worker, order: PeakOrder): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(order);
  });
}

/** @returns GFLOP/s of so many threads together. */
export async function measurePeak(build: Build, threads: number, milliseconds: number): Promise<number> {
  const rates = (await workersOf(build, threads)).map((worker) => ask(worker, { milliseconds }));
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
}

/** One writing worker a core: texts written at once are dealt to them, for onnxruntime-web's own threads slow such small products down. */
import * as Comlink from 'comlink';
import type { WritingBenchWorker, WritingCase } from './interface.ts';

interface Part {
  readonly worker: WritingBenchWorker;
  readonly id: number;
}

export class WritingTeam implements WritingBenchWorker {
  readonly #workers: readonly WritingBenchWorker[];
  readonly #opened: (readonly Part[])[] = [];

  constructor(count: number) {
    this.#workers = Array.from({ length: count }, () =>
      Comlink.wrap<WritingBenchWorker>(new Worker(new URL('./writing-worker.ts', import.meta.url), { type: 'module' })),
    );
  }

  async open(writing: WritingCase): Promise<number> {
    const count = Math.min(this.#workers.length, writing.batch);
    const share = (index: number): number => Math.floor((writing.batch * index) / count);
    const parts = this.#workers.slice(0, count).map(async (worker, index) => {
      const batch = share(index + 1) - share(index);
      return { worker, id: await worker.open({ ...writing, batch }) };
    });
    return this.#opened.push(await Promise.all(parts)) - 1;
  }

  async write(id: number, milliseconds: number): Promise<number> {
    const speeds = this.#opened[id].map((part) => part.worker.write(part.id, milliseconds));
    return (await Promise.all(speeds)).reduce((sum, speed) => sum + speed, 0);
  }

  async close(id: number): Promise<void> {
    await Promise.all(this.#opened[id].map((part) => part.worker.close(part.id)));
  }
}

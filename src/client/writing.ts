/** The page's face of the writing worker, which is started (and its runtime loaded) only when something is written. */
import { common } from '../messages/common.ts';
import * as Comlink from 'comlink';
import type { Language } from '../messages/language.ts';
import type { Living } from '../shared/living.ts';
import type { OpenRun, WritingChunk, WritingResult, WritingSettings, WritingWorker } from '../shared/writing-worker.ts';
import { greet } from './life.ts';
import { WorkerLine } from './worker-line.ts';

/** The answer and the last chunk travel by different ports: this long is waited for stragglers, in milliseconds. */
const STRAGGLER_MS = 500;

function spawn(): Worker {
  return new Worker(new URL('../../workers/writing.ts', import.meta.url), { type: 'module', name: 'writing' });
}

export class WritingClient {
  readonly #line: WorkerLine<WritingWorker & Living>;

  constructor(start: () => Worker = spawn) {
    this.#line = new WorkerLine<WritingWorker & Living>({
      spawn: start,
      lostMessage: () => common.lost.writing,
      greet,
    });
  }

  /** From now on the worker speaks this language. */
  speak(language: Language): void {
    this.#line.tell((worker) => worker.speak(language));
  }

  open(run: string | Blob, step: number | null): Promise<OpenRun> {
    return this.#line.call((worker) => worker.open(run, step));
  }

  /** Writes with the open run. `hear` gets the text in order; all of it has been heard when the promise resolves. */
  async write(settings: WritingSettings, hear: (text: string) => void): Promise<WritingResult> {
    const { port1, port2 } = new MessageChannel();
    let heard = 0;
    let wanted = Number.POSITIVE_INFINITY;
    let complete = (): void => {};
    port1.onmessage = (event: MessageEvent<WritingChunk>): void => {
      heard += countSymbols(event.data.text);
      hear(event.data.text);
      if (heard >= wanted) complete();
    };
    try {
      const result = await this.#line.call((worker) => worker.write(settings, Comlink.transfer(port2, [port2])));
      if (heard < result.written) {
        wanted = result.written;
        await new Promise<void>((resolve) => {
          complete = resolve;
          setTimeout(resolve, STRAGGLER_MS);
        });
      }
      return result;
    } finally {
      port1.close();
    }
  }

  stop(): Promise<void> {
    return this.#line.call((worker) => worker.stop());
  }
}

function countSymbols(text: string): number {
  let count = 0;
  for (const symbol of text) count += symbol.length > 0 ? 1 : 0;
  return count;
}

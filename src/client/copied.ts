/** The page's face of the worker that looks for copied passages, which is started only when something was written. */
import { common } from '../messages/common.ts';
import type { Language } from '../messages/language.ts';
import type { CopiedReport, CopiedWorker } from '../shared/copied.ts';
import type { Living } from '../shared/living.ts';
import { greet } from './life.ts';
import { keepCallback, releaseCallback, WorkerLine } from './worker-line.ts';

function spawn(): Worker {
  return new Worker(new URL('../../workers/copied.ts', import.meta.url), { type: 'module', name: 'copied' });
}

export class CopiedClient implements CopiedWorker {
  readonly #line: WorkerLine<CopiedWorker & Living>;

  constructor(start: () => Worker = spawn) {
    this.#line = new WorkerLine<CopiedWorker & Living>({
      spawn: start,
      lostMessage: () => common.lost.copied,
      greet,
    });
  }

  /** From now on the worker speaks this language. */
  speak(language: Language): void {
    this.#line.tell((worker) => worker.speak(language));
  }

  async index(hash: string, text: Blob, report: (share: number) => void): Promise<void> {
    const callback = keepCallback(report);
    try {
      await this.#line.call((worker) => worker.index(hash, text, callback));
    } finally {
      releaseCallback(callback);
    }
  }

  compare(written: string): Promise<CopiedReport> {
    return this.#line.call((worker) => worker.compare(written));
  }

  /** Ends whatever it is doing. */
  end(): void {
    this.#line.end();
  }
}

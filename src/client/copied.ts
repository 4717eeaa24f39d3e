/** The page's face of the worker that looks for copied passages, which is started only when something was written. */
import type { CopiedReport, CopiedWorker } from '../shared/copied.ts';
import type { Living } from '../shared/living.ts';
import { WorkerLine } from './worker-line.ts';

const LOST = 'The thread that looks for copied passages ended unexpectedly. Write once more to try again.';

function spawn(): Worker {
  return new Worker(new URL('../../workers/copied.ts', import.meta.url), { type: 'module', name: 'copied' });
}

export class CopiedClient implements CopiedWorker {
  readonly #line: WorkerLine<CopiedWorker & Living>;

  constructor(start: () => Worker = spawn) {
    this.#line = new WorkerLine<CopiedWorker & Living>({
      spawn: start,
      lostMessage: LOST,
      greet: (worker) => worker.life(),
    });
  }

  index(hash: string, text: Blob): Promise<void> {
    return this.#line.call((worker) => worker.index(hash, text));
  }

  compare(written: string): Promise<CopiedReport> {
    return this.#line.call((worker) => worker.compare(written));
  }

  /** Ends whatever it is doing. */
  end(): void {
    this.#line.end();
  }
}

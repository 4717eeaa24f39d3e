/** The page's face of the writing worker, which is started (and its runtime loaded) only when something is written. */
import { answering } from '../messages/answering.ts';
import { common } from '../messages/common.ts';
import * as Comlink from 'comlink';
import type { Language } from '../messages/language.ts';
import type { LineAnswer } from '../shared/classifying.ts';
import type { FillingAnswer, HeldOutPart, PassagePiece } from '../shared/filling.ts';
import type { Living } from '../shared/living.ts';
import { StateError } from '../shared/errors.ts';
import type { TaskKind } from '../shared/network.ts';
import type {
  OpenClassifier,
  OpenFiller,
  Alternative,
  OpenRun,
  OpenRunFor,
  OpenWriter,
  PageText,
  Passage,
  WritingChunk,
  WritingResult,
  WritingSettings,
  WritingWorker,
} from '../shared/writing-worker.ts';
import { greet } from './life.ts';
import { WorkerLine } from './worker-line.ts';

/** The answer and the last chunk travel by different ports: this long is waited for stragglers, in milliseconds. */
const STRAGGLER_MS = 500;

function spawn(): Worker {
  return new Worker(new URL('../../workers/writing.ts', import.meta.url), { type: 'module', name: 'writing' });
}

/** Opens runs of one task. */
export interface Opening<Kind extends TaskKind> {
  open(task: Kind, run: string | Blob, step: number | null): Promise<OpenRunFor<Kind>>;
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

  /** Opens a run for its task. Throws StateError when it was trained for another. */
  async open<Kind extends TaskKind>(task: Kind, run: string | Blob, step: number | null): Promise<OpenRunFor<Kind>> {
    const opened = await this.#line.call<OpenRun>((worker) => worker.open(run, step));
    if (!isFor(opened, task)) throw new StateError(answering.otherTask(opened.name));
    return opened;
  }

  /** Writes with an open run. `hear` gets the text in order; all of it has been heard when the promise resolves. */
  async write(
    writer: OpenWriter,
    settings: WritingSettings,
    hear: (chunk: WritingChunk) => void,
  ): Promise<WritingResult> {
    const { port1, port2 } = new MessageChannel();
    let heard = 0;
    let wanted = Number.POSITIVE_INFINITY;
    let complete = (): void => {};
    port1.onmessage = ({ data }: MessageEvent<WritingChunk>): void => {
      if (data.kind === 'written') heard += data.probabilities.length;
      hear(data);
      if (heard >= wanted) complete();
    };
    try {
      const result = await this.#line.call((worker) =>
        worker.write(writer, settings, Comlink.transfer(port2, [port2])),
      );
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

  /** Fills the blanks of a passage; null when it was stopped. */
  fill(filler: OpenFiller, passage: readonly PassagePiece[]): Promise<FillingAnswer | null> {
    return this.#line.call((worker) => worker.fill(filler, passage));
  }

  /** The same by counting in what it has learned, from the left alone. */
  count(filler: OpenFiller, text: Blob, part: HeldOutPart, passage: readonly PassagePiece[]): Promise<FillingAnswer> {
    return this.#line.call((worker) => worker.count(filler, text, part, passage));
  }

  /** The answer to each line, in their order; null when it was stopped. */
  classify(classifier: OpenClassifier, lines: readonly string[]): Promise<readonly LineAnswer[] | null> {
    return this.#line.call((worker) => worker.classify(classifier, lines));
  }

  read(writer: OpenWriter, page: PageText): Promise<Passage | null> {
    return this.#line.call((worker) => worker.read(writer, page));
  }

  alternatives(writer: OpenWriter, page: PageText, count: number): Promise<readonly Alternative[]> {
    return this.#line.call((worker) => worker.alternatives(writer, page, count));
  }

  candidates(writer: OpenWriter, settings: WritingSettings, count: number): Promise<readonly Passage[]> {
    return this.#line.call((worker) => worker.candidates(writer, settings, count));
  }

  stop(): Promise<void> {
    return this.#line.call((worker) => worker.stop());
  }
}

function isFor<Kind extends TaskKind>(run: OpenRun, task: Kind): run is OpenRunFor<Kind> {
  return run.task === task;
}

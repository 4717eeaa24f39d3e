/** The thread that answers: a checkpoint of a run, the best if none is named, as an ONNX model, in onnxruntime-web. */
import { writing } from '../src/messages/writing.ts';
import * as Comlink from 'comlink';
import { decodeCheckpoint } from '../src/formats/checkpoint.ts';
import { modelOf } from '../src/formats/onnx/model.ts';
import { StateError } from '../src/shared/errors.ts';
import type { LineAnswer } from '../src/shared/classifying.ts';
import type { FillingAnswer, HeldOutPart, PassagePiece } from '../src/shared/filling.ts';
import type { Living } from '../src/shared/living.ts';
import type {
  Alternative,
  OpenClassifier,
  OpenFiller,
  OpenRun,
  OpenWriter,
  PageText,
  Passage,
  WritingChunk,
  WritingResult,
  WritingSettings,
  WritingWorker,
} from '../src/shared/writing-worker.ts';
import { Store } from '../src/storage/store.ts';
import { adoptLanguage, holdLife } from '../src/workbench/life.ts';
import { Desk } from '../src/writing/desk.ts';
import { guessByCounting } from '../src/writing/left-guess.ts';

class Writer implements WritingWorker, Living {
  readonly life = holdLife;
  readonly speak = adoptLanguage;
  readonly #desk = new Desk();
  /** Which state was opened last, so that it is not opened again: what was read with it is remembered. */
  #last: { readonly key: string; readonly run: OpenRun } | null = null;
  #job: Job | null = null;
  #stopping = false;

  async open(run: string | Blob, step: number | null): Promise<OpenRun> {
    const model = typeof run === 'string' ? await stored(run, step) : { key: null, bytes: () => bytesOf(run) };
    if (this.#last !== null && this.#last.key === model.key && this.#desk.has(this.#last.run)) return this.#last.run;
    await this.stop();
    const opened = await this.#desk.open(await model.bytes());
    this.#last = model.key === null ? null : { key: model.key, run: opened };
    return opened;
  }

  async write(writer: OpenWriter, settings: WritingSettings, port: MessagePort): Promise<WritingResult> {
    const session = this.#desk.writer(writer);
    const send = (chunk: WritingChunk): void => port.postMessage(chunk, [chunk.probabilities.buffer]);
    return this.#do('goes on', (stops) =>
      session.write(
        settings,
        (text, probabilities) => send({ kind: 'written', text, probabilities }),
        stops,
        (prompt) => send({ kind: 'read', ...prompt }),
      ),
    );
  }

  async read(writer: OpenWriter, page: PageText): Promise<Passage | null> {
    const session = this.#desk.writer(writer);
    return this.#do('gives way', (stops) => session.read(page, stops));
  }

  async alternatives(writer: OpenWriter, page: PageText, count: number): Promise<readonly Alternative[]> {
    const session = this.#desk.writer(writer);
    return this.#do('gives way', () => session.alternatives(page, count));
  }

  async candidates(writer: OpenWriter, settings: WritingSettings, count: number): Promise<readonly Passage[]> {
    const session = this.#desk.writer(writer);
    return this.#do('gives way', () => session.candidates(settings, count));
  }

  async fill(filler: OpenFiller, passage: readonly PassagePiece[]): Promise<FillingAnswer | null> {
    const session = this.#desk.filler(filler);
    return this.#do('goes on', (stops) => session.fill(passage, stops));
  }

  async count(
    filler: OpenFiller,
    text: Blob,
    part: HeldOutPart,
    passage: readonly PassagePiece[],
  ): Promise<FillingAnswer> {
    return guessByCounting(this.#desk.filler(filler).metadata, await text.text(), part, passage);
  }

  async classify(classifier: OpenClassifier, lines: readonly string[]): Promise<readonly LineAnswer[] | null> {
    const session = this.#desk.classifier(classifier);
    return this.#do('goes on', (stops) => session.classify(lines, stops));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    // Its failure, if it has one, is for the one who asked for it.
    await this.#job?.done.catch(() => undefined);
  }

  /** One thing at a time: what is in progress is waited for where it gives way, and nothing else is begun where it goes on. */
  async #do<Result>(manner: Job['manner'], act: (stops: () => boolean) => Promise<Result>): Promise<Result> {
    while (this.#job !== null) {
      if (this.#job.manner === 'goes on') throw new StateError(writing.busy);
      await this.stop();
    }
    this.#stopping = false;
    const done = act(() => this.#stopping);
    const job: Job = { manner, done };
    this.#job = job;
    try {
      return await done;
    } finally {
      this.#job = null;
    }
  }
}

interface Job {
  readonly manner: 'goes on' | 'gives way';
  readonly done: Promise<unknown>;
}

interface Model {
  /** Which state it is; null where that is not known. */
  readonly key: string | null;
  bytes(): Uint8Array | Promise<Uint8Array>;
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

async function stored(runId: string, step: number | null): Promise<Model> {
  const store = await Store.open();
  try {
    const checkpoint = decodeCheckpoint(
      await (step === null ? store.bestCheckpoint(runId) : store.checkpoint(runId, step)),
    );
    const name = (await store.run(runId))?.name ?? checkpoint.text.name;
    const { progress } = checkpoint;
    return { key: `${runId} ${progress.step} ${progress.seconds} ${name}`, bytes: () => modelOf(checkpoint, name) };
  } finally {
    store.close();
  }
}

Comlink.expose(new Writer());

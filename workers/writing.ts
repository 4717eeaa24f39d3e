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
  OpenClassifier,
  OpenFiller,
  OpenRun,
  OpenWriter,
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
  #doing: Promise<unknown> | null = null;
  #stopping = false;

  async open(run: string | Blob, step: number | null): Promise<OpenRun> {
    const model = typeof run === 'string' ? await storedModel(run, step) : new Uint8Array(await run.arrayBuffer());
    await this.stop();
    return this.#desk.open(model);
  }

  async write(writer: OpenWriter, settings: WritingSettings, port: MessagePort): Promise<WritingResult> {
    const session = this.#desk.writer(writer);
    const send = (text: string): void => port.postMessage({ text } satisfies WritingChunk);
    return this.#do((stops) => session.write(settings, send, stops));
  }

  async fill(filler: OpenFiller, passage: readonly PassagePiece[]): Promise<FillingAnswer | null> {
    const session = this.#desk.filler(filler);
    return this.#do((stops) => session.fill(passage, stops));
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
    return this.#do((stops) => session.classify(lines, stops));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    // Its failure, if it has one, is for the one who asked for it.
    await this.#doing?.catch(() => undefined);
  }

  /** One thing at a time. */
  async #do<Result>(act: (stops: () => boolean) => Promise<Result>): Promise<Result> {
    if (this.#doing !== null) throw new StateError(writing.busy);
    this.#stopping = false;
    const doing = act(() => this.#stopping);
    this.#doing = doing;
    try {
      return await doing;
    } finally {
      this.#doing = null;
    }
  }
}

async function storedModel(runId: string, step: number | null): Promise<Uint8Array> {
  const store = await Store.open();
  try {
    const checkpoint = decodeCheckpoint(
      await (step === null ? store.bestCheckpoint(runId) : store.checkpoint(runId, step)),
    );
    return modelOf(checkpoint, (await store.run(runId))?.name ?? checkpoint.text.name);
  } finally {
    store.close();
  }
}

Comlink.expose(new Writer());

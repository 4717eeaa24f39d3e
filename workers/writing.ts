/** The thread that answers: a checkpoint of a run, the best if none is named, as an ONNX model, in onnxruntime-web. */
import { writing } from '../src/messages/writing.ts';
import * as Comlink from 'comlink';
import { decodeCheckpoint } from '../src/formats/checkpoint.ts';
import { modelOf } from '../src/formats/onnx/model.ts';
import { StateError } from '../src/shared/errors.ts';
import type { Living } from '../src/shared/living.ts';
import type {
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

class Writer implements WritingWorker, Living {
  readonly life = holdLife;
  readonly speak = adoptLanguage;
  readonly #desk = new Desk();
  #writing: Promise<WritingResult> | null = null;
  #stopping = false;

  async open(run: string | Blob, step: number | null): Promise<OpenRun> {
    const model = typeof run === 'string' ? await storedModel(run, step) : new Uint8Array(await run.arrayBuffer());
    await this.stop();
    return this.#desk.open(model);
  }

  async write(writer: OpenWriter, settings: WritingSettings, port: MessagePort): Promise<WritingResult> {
    const session = this.#desk.writer(writer);
    if (this.#writing !== null) throw new StateError(writing.busy);
    this.#stopping = false;
    const send = (text: string): void => port.postMessage({ text } satisfies WritingChunk);
    try {
      this.#writing = session.write(settings, send, () => this.#stopping);
      return await this.#writing;
    } finally {
      this.#writing = null;
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    // Its failure, if it has one, is for the one who asked it to write.
    await this.#writing?.catch(() => undefined);
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

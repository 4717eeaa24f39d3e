/** The thread that writes: a checkpoint of a run, the best if none is named, as an ONNX step graph, in onnxruntime-web. */
import { writing } from '../src/messages/writing.ts';
import * as Comlink from 'comlink';
import { decodeCheckpoint } from '../src/formats/checkpoint.ts';
import { stepGraph } from '../src/formats/onnx/step-graph.ts';
import { StateError } from '../src/shared/errors.ts';
import type { Living } from '../src/shared/living.ts';
import type {
  OpenRun,
  WritingChunk,
  WritingResult,
  WritingSettings,
  WritingWorker,
} from '../src/shared/writing-worker.ts';
import { Store } from '../src/storage/store.ts';
import { adoptLanguage, holdLife } from '../src/workbench/life.ts';
import { WritingSession } from '../src/writing/session.ts';

class Writer implements WritingWorker, Living {
  readonly life = holdLife;
  readonly speak = adoptLanguage;
  #session: WritingSession | null = null;
  #writing: Promise<WritingResult> | null = null;
  #stopping = false;

  async open(run: string | Blob, step: number | null): Promise<OpenRun> {
    const model = typeof run === 'string' ? await modelOf(run, step) : new Uint8Array(await run.arrayBuffer());
    const session = await WritingSession.create(model);
    await this.stop();
    await this.#session?.release();
    this.#session = session;
    const { metadata } = session;
    return { name: metadata.name, step: metadata.step, vocabulary: metadata.network.vocabulary };
  }

  async write(settings: WritingSettings, port: MessagePort): Promise<WritingResult> {
    if (this.#session === null) throw new StateError(writing.noRunOpen);
    if (this.#writing !== null) throw new StateError(writing.busy);
    this.#stopping = false;
    const send = (text: string): void => port.postMessage({ text } satisfies WritingChunk);
    try {
      this.#writing = this.#session.write(settings, send, () => this.#stopping);
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

/** A checkpoint of a run as a model that writes. */
async function modelOf(runId: string, chosen: number | null): Promise<Uint8Array> {
  const store = await Store.open();
  try {
    const bytes = await (chosen === null ? store.bestCheckpoint(runId) : store.checkpoint(runId, chosen));
    const { network, vocabulary, tensors, text, progress } = decodeCheckpoint(bytes);
    const name = (await store.run(runId))?.name ?? text.name;
    return stepGraph({ network, vocabulary, tensors, name, step: progress.step });
  } finally {
    store.close();
  }
}

Comlink.expose(new Writer());

import { files } from '../messages/files.ts';
import { language } from '../messages/language.ts';
import { bookletOf } from '../formats/booklet.ts';
import { decodingCheckpoint } from '../formats/checkpoint.ts';
import { writingModel } from '../formats/onnx/model.ts';
import { StateError } from '../shared/errors.ts';
import { inTurns, within } from '../shared/piecework.ts';
import type { Checkpoint, RunSummary } from '../shared/run.ts';
import type { CarryingWorker } from '../shared/training-worker.ts';
import type { Checkpoints } from './checkpoints.ts';
import { Stops } from './stops.ts';

/** A file is read so many bytes at a time. */
const PIECE_BYTES = 4_000_000;
/** The part of the way, by time, after which the bytes are here, and after which they are understood. */
const HERE_SHARE = 0.3;
const DECODED_SHARE = 0.6;

/** Hears the share done, 0 to 1. */
type Report = (share: number) => void;

const unheard: Report = () => undefined;

/** One run on its way into a file or out of one. A run that trains trains meanwhile, and each can be stopped. */
export class Carrying implements CarryingWorker {
  readonly #checkpoints: Checkpoints;
  readonly #remove: (runId: string) => Promise<void>;
  readonly #stops = new Stops(() => new StateError(files.carryingStopped));

  /** @param remove a run from the store. */
  constructor(checkpoints: Checkpoints, remove: (runId: string) => Promise<void>) {
    this.#checkpoints = checkpoints;
    this.#remove = remove;
  }

  exportSafetensors(runId: string, step: number | null = null, report: Report = unheard): Promise<Blob> {
    return this.#stops.during(async (signal) => {
      report(0);
      const bytes = await (step === null ? this.#checkpoints.newest(runId) : this.#checkpoints.at(runId, step));
      signal.throwIfAborted();
      return blobOf(bytes);
    });
  }

  exportOnnx(runId: string, step: number | null = null, report: Report = unheard): Promise<Blob> {
    return this.#stops.during(async (signal) => {
      const { name, checkpoint } = await this.#decoded(runId, step, report, signal);
      return blobOf(await inTurns(within(DECODED_SHARE, 1, writingModel(checkpoint, name)), report, signal));
    });
  }

  exportBooklet(runId: string, step: number | null = null, report: Report = unheard): Promise<Blob> {
    return this.#stops.during(async (signal) => {
      const { name, checkpoint } = await this.#decoded(runId, step, report, signal);
      return new Blob([bookletOf(checkpoint, name, language())], { type: 'text/html' });
    });
  }

  importSafetensors(file: Blob, report: Report = unheard): Promise<RunSummary> {
    return this.#stops.during(async (signal) => {
      const bytes = await bytesOf(file, report, signal);
      const checkpoint = await inTurns(within(HERE_SHARE, DECODED_SHARE, decodingCheckpoint(bytes)), report, signal);
      const run = await this.#checkpoints.bring(checkpoint, bytes);
      // It may have been stopped while the store was at it.
      if (signal.aborted) await this.#remove(run.id);
      signal.throwIfAborted();
      return run;
    });
  }

  stopCarrying(): Promise<void> {
    return this.#stops.stop();
  }

  async #decoded(
    runId: string,
    step: number | null,
    report: Report,
    signal: AbortSignal,
  ): Promise<{ readonly name: string; readonly checkpoint: Checkpoint }> {
    report(0);
    const name = await this.#checkpoints.nameOf(runId);
    const bytes = await this.#checkpoints.toUse(runId, step);
    return {
      name,
      checkpoint: await inTurns(within(HERE_SHARE, DECODED_SHARE, decodingCheckpoint(bytes)), report, signal),
    };
  }
}

async function bytesOf(file: Blob, report: Report, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    signal.throwIfAborted();
    report((HERE_SHARE * at) / file.size);
    bytes.set(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()), at);
  }
  return bytes;
}

function blobOf(bytes: Uint8Array<ArrayBuffer>): Blob {
  return new Blob([bytes], { type: 'application/octet-stream' });
}

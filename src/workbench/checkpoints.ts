import { training } from '../messages/training.ts';
import { language } from '../messages/language.ts';
import { bookletOf } from '../formats/booklet.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../formats/checkpoint.ts';
import { modelOf } from '../formats/onnx/model.ts';
import { StateError, StorageError } from '../shared/errors.ts';
import type { RunSummary } from '../shared/run.ts';
import type { StorageFault } from '../shared/storage-state.ts';
import type { Keeping } from '../storage/memory-store.ts';
import type { ActiveRun } from './active-run.ts';
import { copiedRun, importedRun } from './run-summary.ts';
import { storedRun } from './stored.ts';

/** Where nothing at all can be stored, a new run is in memory as everything else is. */
const NOTHING_STORED: ReadonlySet<StorageFault> = new Set(['waiting', 'newer', 'refused', 'damaged']);

/** The states a run can be taken in: its checkpoints, and, while it trains, how it stands. */
export class Checkpoints {
  readonly #store: Keeping;
  readonly #disk: Keeping;
  readonly #training: (runId: string) => ActiveRun | null;

  /**
   * @param disk where new runs go, past the memory of `store`: what they are made of is still there when there is no room.
   * @param training the run that trains, if it is the one of this id.
   */
  constructor(store: Keeping, disk: Keeping, training: (runId: string) => ActiveRun | null) {
    this.#store = store;
    this.#disk = disk;
    this.#training = training;
  }

  /** Pins the newest and returns its step. */
  async pinNewest(runId: string): Promise<number> {
    const newest = (await this.#store.checkpoints(runId)).at(0);
    if (newest === undefined) throw new StateError(training.nothingSavedYet);
    await this.#store.pin(runId, newest.step, true);
    return newest.step;
  }

  /**
   * @param step of a checkpoint; null stands for the newest state, for that is what to go on from. Of a run that trains
   * it is taken from memory, and nothing stored is asked for: it leaves the tab whatever has become of the store.
   */
  async safetensors(runId: string, step: number | null): Promise<Blob> {
    const active = step === null ? this.#training(runId) : null;
    if (active !== null) return blobOf(active.snapshot());
    const bytes = await (step === null ? this.#store.newestCheckpoint(runId) : this.#store.checkpoint(runId, step));
    return blobOf(await this.#compared(runId, bytes));
  }

  /** @param step of a checkpoint; null stands for the best state, for that is what to use. */
  async onnx(runId: string, step: number | null): Promise<Blob> {
    const name = await this.#nameOf(runId);
    const bytes = await (step === null ? this.#best(runId) : this.#store.checkpoint(runId, step));
    return blobOf(modelOf(decodeCheckpoint(bytes), name));
  }

  /** As a web page that writes by itself, at the best state or that of a step. */
  async booklet(runId: string, step: number | null): Promise<Blob> {
    const name = await this.#nameOf(runId);
    const bytes = await (step === null ? this.#best(runId) : this.#store.checkpoint(runId, step));
    return new Blob([bookletOf(decodeCheckpoint(bytes), name, language())], { type: 'text/html' });
  }

  /** Makes a run of its own out of a checkpoint; the run it comes from stays as it is. */
  async copy(runId: string, step: number): Promise<RunSummary> {
    const name = await this.#nameOf(runId);
    const bytes = await this.#compared(runId, await this.#store.checkpoint(runId, step));
    return this.#add(copiedRun(decodeCheckpoint(bytes), name, Date.now()), bytes);
  }

  /** Brings a run back from its safetensors file. */
  async import(file: Blob): Promise<RunSummary> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return this.#add(importedRun(decodeCheckpoint(bytes), Date.now()), bytes);
  }

  async #add(run: RunSummary, bytes: Uint8Array<ArrayBuffer>): Promise<RunSummary> {
    try {
      await this.#disk.save(run, bytes);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      if (NOTHING_STORED.has(error.fault)) await this.#store.save(run, bytes).catch(() => undefined);
      else {
        // What it is made of is still there: it need not wait for room.
        await this.#disk.removeRun(run.id).catch(() => undefined);
        throw error;
      }
    }
    return storedRun(this.#store, run.id);
  }

  /** With what n-grams reach, where the checkpoint was written before they were counted. */
  async #compared(runId: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const ngramNats = (await this.#store.run(runId))?.ngramNats;
    if (ngramNats === undefined) return bytes;
    const checkpoint = decodeCheckpoint(bytes);
    return checkpoint.ngramNats === undefined ? encodeCheckpoint({ ...checkpoint, ngramNats }) : bytes;
  }

  async #nameOf(runId: string): Promise<string> {
    const { name } = this.#training(runId)?.summary ?? (await storedRun(this.#store, runId));
    return name;
  }

  /** Of a run that trains without a stored best, or whose store cannot be read now, the state in memory. */
  async #best(runId: string): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const hasBest = (await this.#store.checkpoints(runId)).some(({ best }) => best);
      if (hasBest || this.#training(runId) === null) return await this.#store.bestCheckpoint(runId);
    } catch (error) {
      if (!(error instanceof StorageError) || this.#training(runId) === null) throw error;
    }
    const active = this.#training(runId);
    return active === null ? this.#store.bestCheckpoint(runId) : active.snapshot();
  }
}

function blobOf(bytes: Uint8Array<ArrayBuffer>): Blob {
  return new Blob([bytes], { type: 'application/octet-stream' });
}

import { training } from '../messages/training.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../formats/checkpoint.ts';
import { StateError, StorageError } from '../shared/errors.ts';
import type { Checkpoint, RunSummary } from '../shared/run.ts';
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

  /** What to go on from. Of a run that trains it is taken from memory, and nothing stored is asked for: it leaves the tab whatever has become of the store. */
  async newest(runId: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#training(runId)?.snapshot() ?? this.#compared(runId, await this.#store.newestCheckpoint(runId));
  }

  /** @throws StateError when it is not kept any more. */
  async at(runId: string, step: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#compared(runId, await this.#store.checkpoint(runId, step));
  }

  /** Makes a run of its own out of a checkpoint; the run it comes from stays as it is. */
  async copy(runId: string, step: number): Promise<RunSummary> {
    const name = await this.nameOf(runId);
    const bytes = await this.at(runId, step);
    return this.#add(copiedRun(decodeCheckpoint(bytes), name, Date.now()), bytes);
  }

  /** Keeps a run that came from a file, with the file. */
  bring(checkpoint: Checkpoint, bytes: Uint8Array<ArrayBuffer>): Promise<RunSummary> {
    return this.#add(importedRun(checkpoint, Date.now()), bytes);
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

  async nameOf(runId: string): Promise<string> {
    const { name } = this.#training(runId)?.summary ?? (await storedRun(this.#store, runId));
    return name;
  }

  /** What to use: the state of a step, or the best. Of a run that trains without a stored best, or whose store cannot be read now, the state in memory. */
  async toUse(runId: string, step: number | null): Promise<Uint8Array<ArrayBuffer>> {
    if (step !== null) return this.#store.checkpoint(runId, step);
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

import { StateError } from '../shared/errors.ts';
import type { Lock } from './lock.ts';

/** How tabs agree on who may write a run. */
export interface Locking {
  /** Holds a run for this tab alone; null when another tab has it. */
  lock(runId: string): Promise<Lock | null>;
  /** The runs that any tab holds, this one too. */
  heldRuns(): Promise<ReadonlySet<string>>;
}

/** The runs this tab holds: what it trains, and what it could not store. */
export class Holds {
  readonly #locking: Locking;
  readonly #locks = new Map<string, Lock>();
  /** Those that are being let go, and may still be seen held. */
  readonly #leaving = new Set<string>();

  constructor(locking: Locking) {
    this.#locking = locking;
  }

  /**
   * Nothing happens when this tab has the run already.
   * @throws StateError when another tab has it.
   */
  async take(runId: string, name: string): Promise<void> {
    if (this.#locks.has(runId)) return;
    const lock = await this.#locking.lock(runId);
    if (lock === null) throw new StateError(`${name} is training in another tab. Pause it there first.`);
    this.#locks.set(runId, lock);
  }

  async release(runId: string): Promise<void> {
    const lock = this.#locks.get(runId);
    if (lock === undefined) return;
    this.#locks.delete(runId);
    this.#leaving.add(runId);
    await lock.release();
    this.#leaving.delete(runId);
  }

  /** The runs that other tabs hold. */
  async elsewhere(): Promise<ReadonlySet<string>> {
    const own = new Set([...this.#locks.keys(), ...this.#leaving]);
    const held = await this.#locking.heldRuns();
    return new Set([...held].filter((runId) => !own.has(runId) && !this.#locks.has(runId)));
  }
}

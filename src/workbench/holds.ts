import { training } from '../messages/training.ts';
import { StateError } from '../shared/errors.ts';
import { HOLD } from '../shared/tabs.ts';
import { TRAINING_LOCK } from '../shared/updates.ts';
import type { Lock, Locking } from './lock.ts';

/** A tab that only renames or reads what it finds lets go within this time, in milliseconds. */
const PATIENCE_MS = 500;

interface Hold {
  /** Names this hold, and no other: a checkpoint is only stored under the name that holds the run. */
  readonly writer: string;
  /** The run itself: one tab has it. */
  readonly run: Lock;
  /** This hold of it: nobody else ever wants it, so a tab that sleeps while it waits for it is in nobody's way. */
  readonly sign: Lock;
}

/** The runs this tab holds: what it trains, and what it could not store. */
export class Holds {
  readonly #locks: Locking;
  readonly #holds = new Map<string, Hold>();
  /** Those that are being let go, and may still be seen held. */
  readonly #leaving = new Set<string>();
  /** Other tabs' holds whose end is waited for. */
  readonly #awaited = new Set<string>();
  readonly #onFreed: () => void;
  readonly #onLost: (runId: string) => void;

  /** `onFreed` hears when another tab's hold, seen by `elsewhere`, has ended; `onLost` when a run was taken from this one. */
  constructor(locks: Locking, onFreed: () => void, onLost: (runId: string) => void) {
    this.#locks = locks;
    this.#onFreed = onFreed;
    this.#onLost = onLost;
  }

  has(runId: string): boolean {
    return this.#holds.has(runId);
  }

  /**
   * Nothing happens when this tab has the run already.
   * @returns the name of the hold.
   * @throws StateError when another tab has it.
   */
  async take(runId: string, name: string): Promise<string> {
    const writer = await this.await(runId, AbortSignal.timeout(PATIENCE_MS));
    if (writer === null) throw new StateError(training.trainsElsewhere(name));
    return writer;
  }

  /** The same, with so much patience; null when another tab still has it then. */
  async await(runId: string, patience: AbortSignal): Promise<string | null> {
    return this.#holds.get(runId)?.writer ?? this.#keep(runId, await this.#locks.hold(runLock(runId), patience));
  }

  /** Takes a run from whoever has it. */
  async steal(runId: string): Promise<void> {
    if (!this.has(runId)) await this.#keep(runId, await this.#locks.steal(runLock(runId)));
  }

  async release(runId: string): Promise<void> {
    const hold = this.#holds.get(runId);
    if (hold === undefined) return;
    this.#holds.delete(runId);
    this.#leaving.add(runId);
    await hold.run.release();
    await hold.sign.release();
    this.#leaving.delete(runId);
  }

  /** The runs that other tabs hold. */
  async elsewhere(): Promise<ReadonlySet<string>> {
    const others = await this.#others();
    for (const sign of [...others.values()].flat()) void this.#awaitEnd(sign);
    return new Set(others.keys());
  }

  /** Resolves when no other tab holds the run, or when `signal` says so. */
  async freed(runId: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const signs = (await this.#others()).get(runId);
      if (signs === undefined || signal.aborted) return;
      await Promise.race(signs.map((sign) => this.#locks.freed(sign, signal)));
    }
  }

  /** The runs other tabs hold, each with the signs of it. */
  async #others(): Promise<ReadonlyMap<string, readonly string[]>> {
    const names = await this.#locks.held();
    const isOwn = (runId: string): boolean => this.#holds.has(runId) || this.#leaving.has(runId);
    const others = new Map<string, string[]>();
    for (const name of names) {
      const [kind, runId] = name.split(':');
      // A tab that was robbed in its sleep still shows its sign.
      if (kind !== HOLD || isOwn(runId) || !names.has(runLock(runId))) continue;
      others.set(runId, [...(others.get(runId) ?? []), name]);
    }
    return others;
  }

  async #awaitEnd(sign: string): Promise<void> {
    if (this.#awaited.has(sign)) return;
    this.#awaited.add(sign);
    await this.#locks.freed(sign);
    this.#awaited.delete(sign);
    this.#onFreed();
  }

  async #keep(runId: string, run: Lock | null): Promise<string | null> {
    if (run === null) return null;
    const writer = crypto.randomUUID();
    const sign = await this.#locks.steal(signLock(runId, writer));
    this.#holds.set(runId, { writer, run, sign });
    void run.lost.then(() => this.#lose(runId, writer));
    return writer;
  }

  #lose(runId: string, writer: string): void {
    const hold = this.#holds.get(runId);
    if (hold?.writer !== writer) return;
    this.#holds.delete(runId);
    void hold.sign.release();
    this.#onLost(runId);
  }
}

function runLock(runId: string): string {
  return `${TRAINING_LOCK}:${runId}`;
}

function signLock(runId: string, writer: string): string {
  return `${HOLD}:${runId}:${writer}`;
}

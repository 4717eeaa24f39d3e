/** The checkpoints of one run in memory. Memory is not damaged, so of the newest one is enough. */
import type { CheckpointSummary, RunSummary } from '../shared/run.ts';
import { retained, summaries, validationNatsOf, writerOf, type Retained } from './retention.ts';

export interface Held extends Retained {
  /** The run as it stood then. */
  readonly run: RunSummary;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Epoch milliseconds. */
  readonly savedAt: number;
}

export class Course {
  #run: RunSummary;
  /** In the order of their steps; never empty, but for one that was `drop`ped to the last. */
  #held: readonly Held[] = [];

  /** @param bytes of this and every later checkpoint must not be changed by anybody: they are not copied. */
  constructor(run: RunSummary, bytes: Uint8Array<ArrayBuffer>) {
    this.#run = run;
    this.add(run, bytes);
  }

  /** The run as it stands. */
  get run(): RunSummary {
    return this.#run;
  }

  /** Takes a checkpoint as the newest, and lets go of those that need not stay. */
  add(run: RunSummary, bytes: Uint8Array<ArrayBuffer>): void {
    const { step } = run;
    this.#run = { ...run, checkpointBytes: bytes.byteLength };
    const pinned = this.at(step)?.pinned ?? false;
    const added = { run, bytes, step, pinned, savedAt: Date.now(), validationNats: validationNatsOf(run) };
    const others = this.#held.filter((each) => each.step !== step);
    const all = [...others, added].sort((one, other) => one.step - other.step);
    const kept = retained(all, step, 1);
    this.#held = all.filter((each) => kept.has(each));
  }

  update(change: (run: RunSummary) => RunSummary): RunSummary {
    this.#run = change(this.#run);
    return this.#run;
  }

  /** In the order of their steps, but the one the run stands at last. */
  get inOrder(): readonly Held[] {
    const isNewest = ({ step }: Held): boolean => step === this.#run.step;
    return [...this.#held.filter((each) => !isNewest(each)), ...this.#held.filter(isNewest)];
  }

  at(step: number): Held | null {
    return this.#held.find((each) => each.step === step) ?? null;
  }

  get newest(): Held {
    return this.inOrder[this.#held.length - 1];
  }

  /** What to write with. */
  get best(): Held {
    return writerOf(this.#held, this.#run.step) ?? this.newest;
  }

  get checkpoints(): readonly CheckpointSummary[] {
    const all = this.#held.map((each) => ({ ...each, byteLength: each.bytes.byteLength, inMemory: true }));
    return summaries(all, this.#run.step);
  }

  /** False when it is not here. */
  pin(step: number, pinned: boolean): boolean {
    const isHere = this.at(step) !== null;
    this.#held = this.#held.map((each) => (each.step === step ? { ...each, pinned } : each));
    return isHere;
  }

  drop(step: number): void {
    this.#held = this.#held.filter((each) => each.step !== step);
  }
}

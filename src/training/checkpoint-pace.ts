import { messageOf } from '../shared/errors.ts';

/** No more training than this may be lost. */
const AT_RISK_MS = 10_000;
/** From one checkpoint to the next: at first, and, doubled each time, at most. The rest is for writing it. */
const FIRST_GAP_MS = 2000;
const LONGEST_GAP_MS = 8000;
/** A checkpoint may hold training up for a fiftieth of the time. */
const COST = 50;

/**
 * When checkpoints are due, and what became of the last one. The first is due at once; then they come ever more seldom,
 * and so seldom that copying them takes less than 2 % of the time; but always early enough that the next is written
 * before ten seconds of training are at risk. Only where writing one takes longer than that, cost alone decides.
 */
export class CheckpointPace {
  readonly #now: () => number;
  #gap = FIRST_GAP_MS;
  #due = -Infinity;
  /** When the next must have begun to be written in time. */
  #latest = Infinity;
  #begun = -Infinity;
  #underWay: Promise<void> | null = null;
  #savedAt: number | null = null;
  #problem: string | null = null;

  /** @param now milliseconds on a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Resolves when the checkpoint that is being written is stored or refused; null when none is. */
  get underWay(): Promise<void> | null {
    return this.#underWay;
  }

  /** Milliseconds since the last one was begun. */
  get age(): number {
    return this.#now() - this.#begun;
  }

  /** When the last one was completely written, in epoch milliseconds, or null. */
  get savedAt(): number | null {
    return this.#savedAt;
  }

  /** Why the last one was refused, until one succeeds. */
  get problem(): string | null {
    return this.#problem;
  }

  /** @param sliceMs how long it will take until this is asked again. */
  isDue(sliceMs: number): boolean {
    if (this.#underWay !== null) return false;
    return this.#now() >= this.#due || this.#now() + sliceMs > this.#latest;
  }

  /** @param save copies the state at once, and resolves when the copy is stored. */
  begin(save: () => Promise<void>): Promise<void> {
    const begun = this.#now();
    this.#begun = begun;
    const written = save();
    // The copy is made by now; only its cost delays training.
    const gap = Math.max(this.#gap, (this.#now() - begun) * COST);
    this.#gap = Math.min(LONGEST_GAP_MS, this.#gap * 2);
    this.#underWay = written
      .then(
        () => {
          const tookMs = this.#now() - begun;
          this.#savedAt = Date.now();
          this.#problem = null;
          this.#due = begun + gap;
          this.#latest = tookMs < AT_RISK_MS ? begun + AT_RISK_MS - tookMs : Infinity;
        },
        (error: unknown) => {
          this.#problem = messageOf(error);
          this.#due = this.#now() + gap;
          this.#latest = Infinity;
        },
      )
      .finally(() => {
        this.#underWay = null;
      });
    return this.#underWay;
  }
}

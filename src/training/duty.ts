/** Of the time, how much a gentle run works: the rest of it the device cools. */
export const GENTLE_SHARE = 0.5;

/** A rest is taken in pieces of this length, so that pause and stop are heard. */
const LONGEST_REST_MS = 100;
/** What was rested too long may be worked off, but no more than this: a device that slept need not run hot for it. */
const MOST_CREDIT_MS = 1000;

/**
 * Keeps a run to its share of the time. Rests are owed for work and paid by the clock, as long as they really were: timers
 * of a hidden tab may take a second, and the share is kept all the same.
 */
export class Duty {
  #share = 1;
  /** Milliseconds of rest that are due; below zero when there was more than was owed. */
  #owed = 0;

  /** Above 0 and at most 1, all of the time. */
  get share(): number {
    return this.#share;
  }

  set share(share: number) {
    this.#share = share;
    this.#owed = 0;
  }

  /** How long to rest now, in milliseconds; 0 when there is no need. */
  get rest(): number {
    return Math.min(LONGEST_REST_MS, Math.max(0, this.#owed));
  }

  worked(milliseconds: number): void {
    this.#owed += milliseconds * (1 / this.#share - 1);
  }

  rested(milliseconds: number): void {
    this.#owed = Math.max(-MOST_CREDIT_MS, this.#owed - milliseconds);
  }
}

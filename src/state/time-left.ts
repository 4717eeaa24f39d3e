/** How long something will take yet, told from how long its part so far has taken. */

/** Before so long has passed, and so much is done, a guess is worth nothing. */
const LEAST_SECONDS = 1;
const LEAST_SHARE = 0.02;

export class TimeLeft {
  readonly #now: () => number;
  readonly #began: number;

  /** Begins now. @param now milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#began = now();
  }

  /** Seconds; null as long as nobody can know. @param share done, 0 to 1 */
  at(share: number): number | null {
    const passed = (this.#now() - this.#began) / 1000;
    if (passed < LEAST_SECONDS || share < LEAST_SHARE) return null;
    return (passed * (1 - share)) / share;
  }
}

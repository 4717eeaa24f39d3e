import { StateError } from '../shared/errors.ts';

/** The loss or the gradient is not finite, or the loss has exploded: the weights are worth nothing any more. */
export class DivergenceError extends StateError {}

/** The mean that is watched fades over so many steps, and over so many answers at least. */
const STEPS = 10;
const ANSWERS = 1000;
/** So many lanes read all parts of a text at once; in fewer its language may change under the reader's eyes. */
const MIXED_LANES = 8;

/**
 * Notices a loss that explodes: its fading mean stands more than a nat, and more than half of what was learned, above
 * where it was lowest. Where a few lanes read the text, only what is far worse than where it began counts. It begins
 * with the loss of knowing nothing, or with what the first window costs, if that is more: a network that has learned
 * another text may be very sure of what does not come.
 */
export class LossWatch {
  readonly #ignorance: number;
  /** The loss it began with, once that is known. */
  #start: number | null = null;
  readonly #keep: number;
  readonly #isMixed: boolean;
  #mean: number;
  #lowest: number;

  /**
   * @param choices how many answers there are to choose from: knowing nothing costs the logarithm.
   * @param answers asked for in a step, of all lanes.
   */
  constructor(choices: number, lanes: number, answers: number) {
    this.#ignorance = Math.log(choices);
    this.#keep = 1 - 1 / Math.max(STEPS, ANSWERS / answers);
    this.#isMixed = lanes >= MIXED_LANES;
    this.#mean = this.#ignorance;
    this.#lowest = this.#ignorance;
  }

  /** @returns the mean that is too high after this window's loss, or null when all is well. */
  add(nats: number): number | null {
    if (this.#start === null) this.#mean = this.#lowest = this.#start = Math.max(this.#ignorance, nats);
    this.#mean = this.#keep * this.#mean + (1 - this.#keep) * nats;
    this.#lowest = Math.min(this.#lowest, this.#mean);
    return this.#mean > this.#limit ? this.#mean : null;
  }

  /** The run stands again where its loss was lowest. */
  turnBack(): void {
    this.#mean = this.#lowest;
  }

  get #limit(): number {
    if (!this.#isMixed) return 2 * (this.#start ?? this.#ignorance) + 1;
    return this.#lowest + Math.max(1, (this.#ignorance - this.#lowest) / 2);
  }
}

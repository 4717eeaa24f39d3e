/** Classifying: what a network answers to lines. */

export interface LineAnswer {
  /** [C] the probability of each class; null where the line has no character that the network knows. */
  readonly probabilities: Float32Array | null;
  /** Only the first MAXIMUM_LINE_SYMBOLS of its characters were read. */
  readonly cut: boolean;
  /** Characters the network never saw, each once, in order. */
  readonly unseen: readonly string[];
}

/** No more lines are answered at once. */
export const MAXIMUM_ANSWERS = 10_000;

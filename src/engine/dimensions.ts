/**
 * The letters of every shape in the engine, defined once. A shape comment such as `[T, B, H]` lists the slowest-moving
 * dimension first: rows are contiguous.
 *
 *     B  lanes: places of the text read side by side (the batch)
 *     T  steps of the window the network is unrolled over
 *     V  symbols in the vocabulary
 *     E  width of what enters a layer: V or the embedding's width for the first, H above
 *     H  hidden units of a layer
 *     L  layers
 *     G  blocks of gates in a cell: 1 in the plain RNN, 4 in the LSTM, 3 in the GRU
 *
 * A matrix product has M rows, N columns and K terms a sum.
 */
export interface WindowSize {
  /** B */
  readonly lanes: number;
  /** T */
  readonly steps: number;
}

/** The lanes one thread steps: from `from` up to, not including, `to`. */
export interface LaneRange {
  readonly from: number;
  readonly to: number;
}

/** One thread's share of work that is split by output element: part `index` of `count`. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

export const WHOLE: Share = { index: 0, count: 1 };

/**
 * Where share `index` of `count` of `length` elements begins, in whole vectors; share `index + 1` begins where it ends.
 */
export function shareStart(length: number, index: number, count: number): number {
  return Math.min(length, Math.ceil((length * index) / count / 16) * 16);
}

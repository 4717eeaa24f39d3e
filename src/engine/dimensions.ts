/**
 * The letters of every shape in the engine, defined once. A shape comment such as `[T, B, H]` lists the slowest-moving
 * dimension first: rows are contiguous.
 *
 *     B  lanes: places of the text read side by side (the batch)
 *     T  steps of the window the network is unrolled over
 *     V  symbols the network reads
 *     C  answers it chooses from: symbols, or the classes of a line
 *     P  answers a lane is asked for in a window
 *     E  width of what enters a layer: V or the embedding's width for the first, D·H above
 *     H  hidden units of a layer
 *     L  layers
 *     D  directions the text is read in
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

/** Neighbouring elements of some row of elements: from `from` up to, not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The lanes one thread steps. */
export type LaneRange = Range;

/**
 * One thread's share of any work that can be split, such as 0.25 to 0.5 of it. Where the share of one thread ends that of
 * the next begins, at the very same number.
 */
export type Share = Range;

export const WHOLE: Share = { from: 0, to: 1 };

/** A share of `length` elements, in whole vectors but for the end. */
export function partOf(length: number, share: Share): Range {
  const place = (fraction: number): number => Math.min(length, Math.ceil((length * fraction) / 16) * 16);
  return { from: place(share.from), to: place(share.to) };
}

/** A share of `count` things that cannot be split. */
export function someOf(count: number, share: Share): Range {
  return { from: Math.round(count * share.from), to: Math.round(count * share.to) };
}

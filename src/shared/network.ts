/**
 * What a network is, as everyone outside the engine needs to know it: plain data, cloneable, stored in checkpoints and
 * written into exported files.
 */

export type CellKind = 'rnn' | 'lstm' | 'gru';

/** The non-linearity of the vanilla cell; LSTM and GRU have their own. */
export type Nonlinearity = 'tanh' | 'relu';

/**
 * What the network is asked to do. A union, so that what a task cannot do does not type-check: `continue` reads forward
 * only. Filling in and classifying will join here.
 */
export type Task = { readonly kind: 'continue' };

/** How a symbol enters the first layer: as a row of its input weights, or through a learned vector of its own. */
export type NetworkInput = { readonly kind: 'one-hot' } | { readonly kind: 'embedding'; readonly width: number };

export interface NetworkConfiguration {
  readonly task: Task;
  readonly cell: CellKind;
  readonly nonlinearity: Nonlinearity;
  readonly layers: number;
  readonly hidden: number;
  /** 2 when the network also reads from right to left. */
  readonly directions: 1 | 2;
  readonly input: NetworkInput;
  /** How many symbols the network reads and predicts. */
  readonly vocabulary: number;
}

/** A named array of 32-bit floats; names and shapes are PyTorch's. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * The symbols a network knows, by id: Unicode code points as strings. `rare` is the id of the symbol that stands for all
 * characters beyond the vocabulary cap, or null when every character of the text has an id of its own.
 */
export interface VocabularyData {
  readonly symbols: readonly string[];
  readonly rare: number | null;
}

/** How the rare symbol is written where a character must be shown for it. */
export const RARE_SYMBOL = '\uFFFD';

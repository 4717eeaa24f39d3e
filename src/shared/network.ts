/**
 * What a network is, as everyone outside the engine needs to know it: plain data, cloneable, stored in checkpoints and
 * written into exported files.
 */

export type CellKind = 'rnn' | 'lstm' | 'gru';

/** The non-linearity of the vanilla cell; LSTM and GRU have their own. */
export type Nonlinearity = 'tanh' | 'relu';

/** What of a line a classifier answers from: the state each direction ends in, or the mean of all states. */
export type Pooling = 'last' | 'mean';

/** Write on: predict each symbol from those before it. */
export interface ContinueTask {
  readonly kind: 'continue';
}

/** Fill in: predict symbols that were replaced by a mask, which is a symbol of its own behind those of the text. */
export interface FillTask {
  readonly kind: 'fill';
  /** Part of the symbols that is masked in training, between 0 and 1. */
  readonly share: number;
}

/** Name the class of a whole line. */
export interface ClassifyTask {
  readonly kind: 'classify';
  /** C */
  readonly classes: number;
  readonly pooling: Pooling;
}

export type Task = ContinueTask | FillTask | ClassifyTask;
export type TaskKind = Task['kind'];

/** How a symbol enters the first layer: as a row of its input weights, or through a learned vector of its own. */
export type NetworkInput = { readonly kind: 'one-hot' } | { readonly kind: 'embedding'; readonly width: number };

/** What every network has, whatever its task. */
export interface NetworkShape {
  readonly cell: CellKind;
  readonly nonlinearity: Nonlinearity;
  readonly layers: number;
  readonly hidden: number;
  readonly input: NetworkInput;
  /** How many symbols the text has. */
  readonly vocabulary: number;
}

/** A union, so that what a task cannot do does not type-check: who writes on cannot read what is not written yet. */
export type TaskAndDirections =
  | { readonly task: ContinueTask; readonly directions: 1 }
  | { readonly task: FillTask; readonly directions: Directions }
  | { readonly task: ClassifyTask; readonly directions: Directions };

/** 2 when the network also reads from right to left. */
export type Directions = 1 | 2;

export type NetworkConfiguration = NetworkShape & TaskAndDirections;

/** The network of one task. */
export type NetworkFor<Kind extends TaskKind> = Extract<
  NetworkConfiguration,
  { readonly task: { readonly kind: Kind } }
>;

/** Is this a network of that task? */
export function isFor<Kind extends TaskKind>(network: NetworkConfiguration, kind: Kind): network is NetworkFor<Kind> {
  return network.task.kind === kind;
}

/** How many symbols the network reads: when filling in, the mask stands behind those of the text. */
export function inputSymbols({ task, vocabulary }: NetworkConfiguration): number {
  return task.kind === 'fill' ? vocabulary + 1 : vocabulary;
}

/** Of how many answers the network gives each a probability: the symbols of the text, or the classes. */
export function outputCount({ task, vocabulary }: NetworkConfiguration): number {
  return task.kind === 'classify' ? task.classes : vocabulary;
}

/** P: how many answers a lane is asked for in a window of `steps` steps. */
export function predictionsIn(task: Task, steps: number): number {
  switch (task.kind) {
    case 'continue':
      return steps;
    case 'fill':
      return Math.max(1, Math.round(task.share * steps));
    case 'classify':
      return 1;
  }
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

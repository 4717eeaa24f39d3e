/**
 * The one table of parameters. Initialisation, gradients, the optimizer, checkpoints and exported files all iterate it.
 * Names, shapes and gate order are those of PyTorch's `nn.RNN`, `nn.LSTM`, `nn.GRU`, `nn.Embedding` and `nn.Linear`.
 */
import { inputSymbols, outputCount, type CellKind, type NetworkConfiguration } from '../shared/network.ts';
import { roundUp } from './layout.ts';

export interface Parameter {
  readonly name: string;
  /** Rows and columns of a weight, or the length of a bias. */
  readonly shape: readonly number[];
  /** First element within the flat array of all parameters; a multiple of 16, so rows load as vectors. */
  readonly offset: number;
  readonly length: number;
}

export interface ParameterTable {
  readonly entries: readonly Parameter[];
  /** Elements of the flat array, with the padding between parameters. */
  readonly length: number;
  /** Numbers that are learned, without padding. */
  readonly count: number;
  /** @throws RangeError when there is no such parameter. */
  get(name: string): Parameter;
}

/** G: how many blocks of H rows the weights of a cell have. */
export const GATES: Readonly<Record<CellKind, number>> = { rnn: 1, lstm: 4, gru: 3 };

/** The width of what a symbol becomes when it enters the first layer. */
export function inputWidth(network: NetworkConfiguration): number {
  return network.input.kind === 'embedding' ? network.input.width : inputSymbols(network);
}

/** The name of a recurrent parameter, such as `rnn.weight_ih_l0` or `rnn.bias_hh_l1_reverse`. */
export function recurrentName(
  part: 'weight_ih' | 'weight_hh' | 'bias_ih' | 'bias_hh',
  layer: number,
  reverse: boolean,
): string {
  return `rnn.${part}_l${layer}${reverse ? '_reverse' : ''}`;
}

export function parameterTable(network: NetworkConfiguration): ParameterTable {
  const { cell, layers, hidden, directions } = network;
  const outputs = outputCount(network);
  const entries: Parameter[] = [];
  let offset = 0;
  const add = (name: string, ...shape: number[]): void => {
    const length = shape.reduce((product, size) => product * size, 1);
    entries.push({ name, shape, offset, length });
    offset = roundUp(offset + length, 16);
  };

  if (network.input.kind === 'embedding') add('embedding.weight', inputSymbols(network), network.input.width);
  for (let layer = 0; layer < layers; layer++) {
    const width = layer === 0 ? inputWidth(network) : hidden * directions;
    const rows = GATES[cell] * hidden;
    for (const reverse of directions === 2 ? [false, true] : [false]) {
      add(recurrentName('weight_ih', layer, reverse), rows, width);
      add(recurrentName('weight_hh', layer, reverse), rows, hidden);
      add(recurrentName('bias_ih', layer, reverse), rows);
      add(recurrentName('bias_hh', layer, reverse), rows);
    }
  }
  add('head.weight', outputs, hidden * directions);
  add('head.bias', outputs);

  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    entries,
    length: offset,
    count: entries.reduce((sum, entry) => sum + entry.length, 0),
    get(name) {
      const entry = byName.get(name);
      if (entry === undefined) {
        throw new RangeError(`No parameter ${name}; there are ${[...byName.keys()].join(', ')}.`);
      }
      return entry;
    },
  };
}

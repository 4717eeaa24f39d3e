import { describe, expect, it } from 'vitest';
import { extendParameters } from '../../../src/engine/extend-parameters.ts';
import { parameterTable } from '../../../src/engine/parameters.ts';
import type { NamedTensor, NetworkConfiguration } from '../../../src/shared/network.ts';

const OLD = 5;
const NEW = 8;

const BASE: NetworkConfiguration = {
  task: { kind: 'continue' },
  cell: 'gru',
  nonlinearity: 'tanh',
  layers: 2,
  hidden: 3,
  directions: 1,
  input: { kind: 'one-hot' },
  vocabulary: OLD,
};

/** Numbers that no arithmetic would leave as they are by chance. */
function parametersOf(network: NetworkConfiguration): NamedTensor[] {
  let count = 0;
  return parameterTable(network).entries.map(({ name, shape, length }) => ({
    name,
    shape,
    data: Float32Array.from({ length }, () => Math.sin((count += 1)) / 3),
  }));
}

/** What a symbol has of a tensor: its row, or of one-hot input weights its column. */
function ofSymbol({ name, shape, data }: NamedTensor, symbol: number): number[] {
  const [rows, width = 1] = shape;
  if (name.startsWith('rnn.')) return Array.from({ length: rows }, (_, row) => data[row * width + symbol]);
  return [...data.subarray(symbol * width, (symbol + 1) * width)];
}

const OF_SYMBOLS = {
  'one-hot': ['rnn.weight_ih_l0', 'head.weight', 'head.bias'],
  embedding: ['embedding.weight', 'head.weight', 'head.bias'],
};

describe.each([
  { ...BASE },
  { ...BASE, cell: 'lstm' as const },
  { ...BASE, input: { kind: 'embedding' as const, width: 4 } },
])('the parameters of a $cell with $input.kind input for a larger vocabulary', (network) => {
  const before = parametersOf(network);
  const after = extendParameters(network, before, NEW);
  const named = (tensors: readonly NamedTensor[], name: string): NamedTensor =>
    tensors.find((tensor) => tensor.name === name)!;

  it('have the names and shapes of a network made for it', () => {
    const larger = parameterTable({ ...network, vocabulary: NEW }).entries;
    expect(after.map(({ name, shape }) => [name, shape])).toEqual(larger.map(({ name, shape }) => [name, shape]));
    expect(after.map(({ data }) => data.length)).toEqual(larger.map(({ length }) => length));
  });

  it('are the old ones bit for bit for the symbols it had, and everywhere else', () => {
    const extended = OF_SYMBOLS[network.input.kind];
    for (const tensor of before) {
      const larger = named(after, tensor.name);
      if (!extended.includes(tensor.name)) expect(larger.data, tensor.name).toEqual(tensor.data);
      else for (let id = 0; id < OLD; id++) expect(ofSymbol(larger, id), tensor.name).toEqual(ofSymbol(tensor, id));
    }
  });

  it('are for each new symbol the mean of the old ones, within 1e-7', () => {
    for (const name of OF_SYMBOLS[network.input.kind]) {
      const old = Array.from({ length: OLD }, (_, id) => ofSymbol(named(before, name), id));
      for (let id = OLD; id < NEW; id++) {
        ofSymbol(named(after, name), id).forEach((value, at) => {
          expect(Math.abs(value - old.reduce((sum, each) => sum + each[at], 0) / OLD)).toBeLessThan(1e-7);
        });
      }
    }
  });

  it('are copies where nothing is added', () => {
    const same = extendParameters(network, before, OLD);
    expect(same).toEqual(before);
    expect(same.some(({ data }, at) => data === before[at].data)).toBe(false);
  });
});

it('a parameter that is missing is named', () => {
  expect(() => extendParameters(BASE, parametersOf(BASE).slice(1), NEW)).toThrow('rnn.weight_ih_l0 is missing');
});

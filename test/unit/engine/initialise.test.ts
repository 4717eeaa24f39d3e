import { describe, expect, test } from 'vitest';
import { initialise } from '../../../src/engine/initialise.ts';
import { parameterTable } from '../../../src/engine/parameters.ts';
import type { NetworkConfiguration } from '../../../src/shared/network.ts';
import { CELLS, configuration } from './support.ts';

function initialised(network: NetworkConfiguration, seed: number): Float32Array {
  const table = parameterTable(network);
  // Not zeros: what was there before must not shine through.
  const values = new Float32Array(table.length).fill(9);
  initialise(values, table, network, seed);
  return values;
}

function moments(values: Float32Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length };
}

const H = 64;

describe('initialise', () => {
  test.each(CELLS)(
    '%s: weights are uniform in ±1/sqrt(H): within it, mean 0 and variance 1/(3H) to 5 standard errors',
    (cell) => {
      const network = configuration({ cell, layers: 2, hidden: H, vocabulary: 80 });
      const values = initialised(network, 3);
      for (const { name, shape, offset, length } of parameterTable(network).entries) {
        if (shape.length !== 2) continue;
        const weights = values.subarray(offset, offset + length);
        const { mean, variance } = moments(weights);
        const bound = 1 / Math.sqrt(H);
        const largest = weights.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        expect(largest, name).toBeLessThanOrEqual(bound);
        expect(largest, name).toBeGreaterThan(0.99 * bound);
        expect(Math.abs(mean), name).toBeLessThan((5 * bound) / Math.sqrt(3 * length));
        // The fourth moment of the uniform distribution gives the variance of its variance: 4/45 of the bound's fourth power.
        expect(Math.abs(variance - bound ** 2 / 3), name).toBeLessThan(5 * bound ** 2 * Math.sqrt(4 / 45 / length));
      }
    },
  );

  test.each(CELLS)("%s: biases are 0, but the LSTM's forget gate in bias_ih is 1, in every layer", (cell) => {
    const network = configuration({ cell, layers: 3, hidden: H });
    const values = initialised(network, 3);
    for (const { name, shape, offset, length } of parameterTable(network).entries) {
      if (shape.length !== 1) continue;
      const expected = new Float32Array(length);
      if (cell === 'lstm' && name.startsWith('rnn.bias_ih')) expected.fill(1, H, 2 * H);
      expect(values.slice(offset, offset + length), name).toEqual(expected);
    }
  });

  test('an embedding is standard normal: mean 0, variance 1, kurtosis 3 to 5 standard errors over 12,800 numbers', () => {
    const network = configuration({ vocabulary: 200, input: { kind: 'embedding', width: 64 } });
    const { offset, length } = parameterTable(network).get('embedding.weight');
    const values = initialised(network, 5).subarray(offset, offset + length);
    const { mean, variance } = moments(values);
    const kurtosis = values.reduce((sum, x) => sum + (x - mean) ** 4, 0) / length / variance ** 2;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(length));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / length));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / length));
  });

  test('the same seed gives the same bits, another seed other weights', () => {
    const network = configuration({ layers: 2, input: { kind: 'embedding', width: 5 } });
    expect(initialised(network, 8)).toEqual(initialised(network, 8));
    const one = initialised(network, 8);
    const other = initialised(network, 9);
    for (const { shape, offset, length } of parameterTable(network).entries) {
      if (shape.length !== 2) continue;
      const equal = one.subarray(offset, offset + length).filter((x, i) => x === other[offset + i]);
      expect(equal.length).toBeLessThan(length / 100 + 1);
    }
  });

  test('the room between parameters is zero, so that norms over the whole array are right', () => {
    const network = configuration({ hidden: 5, vocabulary: 7 });
    const { entries } = parameterTable(network);
    const values = initialised(network, 1);
    for (const { offset, length } of entries) values.fill(0, offset, offset + length);
    expect(values.every((x) => x === 0)).toBe(true);
  });
});

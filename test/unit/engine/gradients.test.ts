import { describe, expect, test } from 'vitest';
import type { NetworkShape } from '../../../src/shared/network.ts';
import { CELLS, configuration, createNetwork, fillSmall, forwardBackward, lanesOf, REFERENCE_64 } from './support.ts';

/** The gradient against central differences, both in double precision, for every single parameter. */
function worstRelativeError(options: Partial<NetworkShape>, dropout: number): number {
  const settings = configuration({ hidden: 5, vocabulary: 7, ...options });
  const window = { lanes: 3, steps: 6 };
  const { network, kernels } = createNetwork(REFERENCE_64, settings, window, dropout);
  const { values, gradients, table } = network.space;
  const floats = kernels.floats;
  const key = dropout > 0 ? { seed: 9, step: 4 } : null;
  fillSmall(floats.subarray(values, values + table.length), 7);
  // A state carried in from an earlier window, different in every lane.
  for (const state of network.carried.flat()) {
    fillSmall(floats.subarray(state, state + window.lanes * settings.hidden), state, 0.9);
  }
  for (let i = 0; i < window.lanes * window.steps; i++) {
    kernels.integers[network.inputs + i] = (i * 5 + 2) % 7;
    kernels.integers[network.targets + i] = i === 4 ? -1 : (i * 3 + 1) % 7;
  }

  const loss = (): number => {
    network.pack(kernels);
    network.forward(kernels, lanesOf(network), window.steps, key);
    network.loss(kernels, lanesOf(network), window.steps);
    let sum = 0;
    for (let i = 0; i < window.lanes * window.steps; i++) sum += floats[network.losses + i];
    return sum / (window.lanes * window.steps);
  };
  forwardBackward(network, kernels, key);
  const analytic = Float64Array.from(floats.subarray(gradients, gradients + table.length));

  let worst = 0;
  const epsilon = 1e-5;
  for (const { offset, length } of table.entries) {
    for (let i = offset; i < offset + length; i++) {
      const value = floats[values + i];
      floats[values + i] = value + epsilon;
      const above = loss();
      floats[values + i] = value - epsilon;
      const below = loss();
      floats[values + i] = value;
      const numeric = (above - below) / (2 * epsilon);
      const error = Math.abs(numeric - analytic[i]) / Math.max(1e-5, Math.abs(numeric) + Math.abs(analytic[i]));
      worst = Math.max(worst, error);
    }
  }
  return worst;
}

describe('BPTT equals finite differences to 1e-4 relative, from a carried state, with one unscored target', () => {
  for (const cell of CELLS) {
    for (const layers of [1, 2, 3, 4]) {
      test(`${cell}, ${layers} layers, one-hot`, () => {
        expect(worstRelativeError({ cell, layers }, 0)).toBeLessThan(1e-4);
      });
      test(`${cell}, ${layers} layers, embedding, dropout 0.4 with its mask held`, () => {
        expect(worstRelativeError({ cell, layers, input: { kind: 'embedding', width: 4 } }, 0.4)).toBeLessThan(1e-4);
      });
    }
  }
  test('rnn with ReLU, 2 layers', () => {
    expect(worstRelativeError({ cell: 'rnn', nonlinearity: 'relu', layers: 2 }, 0)).toBeLessThan(1e-4);
  });
});

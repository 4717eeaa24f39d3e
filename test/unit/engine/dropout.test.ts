import { describe, expect, test } from 'vitest';
import type { DropoutKey } from '../../../src/engine/kernels/interface.ts';
import { CELLS, KERNEL_SETS, read } from './support.ts';
import { KEY, SIZES, Trial, WINDOW } from './trial.ts';

for (const set of KERNEL_SETS) {
  describe(`${set.title}: dropout`, () => {
    test.each(CELLS)('%s: without a key, a network with dropout computes what one without it does', (cell) => {
      const options = { cell, layers: 2 };
      expect(new Trial(set, options, 0.6).forward()).toEqual(new Trial(set, options, 0).forward());
      expect(new Trial(set, options, 0.6).learn()).toEqual(new Trial(set, options, 0).learn());
    });

    test('drops its share of every layer’s states to 0.01, scales the rest by 1/keep to 1e-6, and so keeps the mean to 3 %', () => {
      const keep = 0.7;
      const window = { lanes: 8, steps: 16 };
      const trial = new Trial(set, { cell: 'rnn', nonlinearity: 'relu', layers: 2, hidden: 300 }, 1 - keep, window);
      const count = 8 * 16 * 300;
      trial.forward(KEY);
      for (const layer of [0, 1]) {
        const states = read(trial.kernels, trial.network.stack.output(layer, false), count);
        const dropped = read(trial.kernels, trial.network.stack.output(layer, true), count);
        const live = [...states.keys()].filter((i) => states[i] !== 0);
        const kept = live.filter((i) => dropped[i] !== 0);
        expect(Math.abs(kept.length / live.length - keep)).toBeLessThan(0.01);
        const worst = kept.reduce((most, i) => Math.max(most, Math.abs((dropped[i] * keep) / states[i] - 1)), 0);
        expect(worst).toBeLessThan(1e-6);
        const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
        expect(Math.abs(sum(dropped) / sum(states) - 1)).toBeLessThan(0.03);
      }
    });

    test('draws the same mask for the same key, and another for another seed, step or layer', () => {
      const mask = (key: DropoutKey, layer: number): string => {
        const trial = new Trial(set, { cell: 'rnn', layers: 2 }, 0.5);
        trial.forward(key);
        const count = WINDOW.lanes * WINDOW.steps * SIZES.hidden;
        const dropped = read(trial.kernels, trial.network.stack.output(layer, true), count);
        return Array.from(dropped, (x) => (x === 0 ? '.' : 'x')).join('');
      };
      expect(mask(KEY, 0)).toBe(mask(KEY, 0));
      const masks = [mask(KEY, 0), mask(KEY, 1), mask({ ...KEY, seed: 12 }, 0), mask({ ...KEY, step: 4 }, 0)];
      expect(new Set(masks).size).toBe(4);
    });
  });
}

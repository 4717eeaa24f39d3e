import { describe, expect, test } from 'vitest';
import { WHOLE } from '../../../src/engine/dimensions.ts';
import { KERNEL_SETS, read } from './support.ts';
import { DECAYED, largestDifference, Trial, UNDECAYED } from './trial.ts';

for (const set of KERNEL_SETS) {
  describe(`${set.title}: the update`, () => {
    test('a gradient scale of 1/4 does what a gradient a quarter as long does, to the bit', () => {
      const scaled = new Trial(set, { layers: 2 });
      scaled.learn();
      const quarter = { gradientScale: 1 / 4 };
      scaled.network.update(scaled.kernels, { ...DECAYED, ...quarter }, { ...UNDECAYED, ...quarter }, WHOLE);
      const short = new Trial(set, { layers: 2 });
      const gradients = short.learn().map((gradient) => gradient / 4);
      short.kernels.floats.set(gradients, short.network.space.gradients);
      short.network.update(short.kernels, DECAYED, UNDECAYED, WHOLE);
      expect(scaled.values()).toEqual(short.values());
      const { moment1, moment2, table } = scaled.network.space;
      for (const moment of [moment1, moment2]) {
        expect(read(scaled.kernels, moment, table.length)).toEqual(read(short.kernels, moment, table.length));
      }
    });

    test('the first step moves each parameter by learning rate · g / (|g| + ε), weights by 0.001 of themselves more, to 1e-6', () => {
      const trial = new Trial(set, { layers: 2 });
      const before = trial.values();
      const gradients = trial.learn();
      trial.network.update(trial.kernels, DECAYED, UNDECAYED, WHOLE);
      const { learningRate, epsilon, weightDecay } = DECAYED;
      const expected = before.slice();
      for (const { offset, length, shape } of trial.network.space.table.entries) {
        const decay = shape.length === 2 ? weightDecay : 0;
        for (let i = offset; i < offset + length; i++) {
          const g = gradients[i];
          expected[i] -= learningRate * (g / (Math.abs(g) + epsilon) + decay * before[i]);
        }
      }
      expect(largestDifference(trial.values(), expected)).toBeLessThan(1e-6);
    });

    test('the norm is that of all gradients together, to 1e-6 relative', () => {
      const trial = new Trial(set, { hidden: 90, vocabulary: 97 });
      const expected = Math.hypot(...trial.learn());
      trial.network.squareGradients(trial.kernels, WHOLE);
      expect(Math.abs(trial.network.gradientNorm(trial.kernels) / expected - 1)).toBeLessThan(1e-6);
    });
  });
}

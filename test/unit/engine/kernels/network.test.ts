import { describe, expect, test } from 'vitest';
import { WHOLE } from '../../../../src/engine/dimensions.ts';
import { CELLS, REFERENCE_64, SIMD_SETS } from '../support.ts';
import { DECAYED, KEY, largestDifference, Trial, UNDECAYED } from '../trial.ts';

describe.each(SIMD_SETS)('$title in a whole network', (set) => {
  test.each(CELLS)('%s: gradients of two layers equal those in double precision to 1e-4 of the largest', (cell) => {
    for (const key of [null, KEY]) {
      const [actual, expected] = [set, REFERENCE_64].map((kernels) =>
        new Trial(kernels, { cell, layers: 2 }, key === null ? 0 : 0.3).learn(key),
      );
      const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largestDifference(actual, expected) / largest).toBeLessThan(1e-4);
    }
  });

  test.each(CELLS)('%s: 500 steps on one window leave less than half the loss, every number finite', (cell) => {
    const trial = new Trial(set, { cell, layers: 2, hidden: 24, vocabulary: 13 });
    const { network, kernels } = trial;
    const mean = (): number => trial.losses().reduce((sum, loss) => sum + loss, 0) / trial.losses().length;
    let first = 0;
    for (let step = 1; step <= 500; step++) {
      network.pack(kernels, WHOLE);
      trial.learn();
      if (step === 1) first = mean();
      network.squareGradients(kernels, WHOLE);
      const gradientScale = Math.min(1, 1 / network.gradientNorm(kernels));
      network.update(kernels, { ...DECAYED, step, gradientScale }, { ...UNDECAYED, step, gradientScale }, WHOLE);
    }
    expect(mean()).toBeLessThan(first / 2);
    expect(trial.values().every(Number.isFinite)).toBe(true);
  });
});

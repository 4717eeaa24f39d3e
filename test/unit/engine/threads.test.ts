import { describe, expect, test } from 'vitest';
import { CELLS, KERNEL_SETS } from './support.ts';
import { DECAYED, KEY, shareOf, SIZES, Trial, UNDECAYED, WINDOW } from './trial.ts';

const INPUTS = [{ kind: 'one-hot' }, SIZES.input] as const;
const NETWORKS = CELLS.flatMap((cell) => INPUTS.map((input) => ({ title: `${cell}, ${input.kind}`, cell, input })));

for (const set of KERNEL_SETS) {
  describe(`${set.title}: the work of several threads gives the bits of one`, () => {
    test.each(NETWORKS)('$title: lanes 1 to 3 alone have the logits they have among all lanes', ({ cell, input }) => {
      const options = { cell, input, layers: 2 };
      const { lanes: B, steps: T } = WINDOW;
      const V = SIZES.vocabulary;
      const whole = new Trial(set, options, 0.4).forward(KEY);
      const part = new Trial(set, options, 0.4);
      part.network.forward(part.kernels, { from: 1, to: 3 }, T, KEY);
      for (let t = 0; t < T; t++) {
        const [from, to] = [(t * B + 1) * V, (t * B + 3) * V];
        expect(part.logits().slice(from, to)).toEqual(whole.slice(from, to));
        expect(part.logits().slice(to, (t + 1) * B * V)).toEqual(new Float64Array(2 * V));
      }
    });

    test.each(NETWORKS)('$title: gradients of 1, 2, 3, 5 lane groups in 1, 2, 3 shares', ({ cell, input }) => {
      const options = { cell, input, layers: 2 };
      const one = new Trial(set, options, 0.4).learn(KEY);
      for (const [groups, shares] of [
        [1, 2],
        [1, 3],
        [2, 1],
        [2, 2],
        [3, 3],
        [5, 3],
      ] as const) {
        expect(new Trial(set, options, 0.4).learn(KEY, groups, shares), `${groups} groups, ${shares} shares`).toEqual(
          one,
        );
      }
    });

    test.each(CELLS)('%s: the norm and two steps with a carried state, in 1, 2, 3 shares', (cell) => {
      // Wide enough for several blocks of the norm's sum.
      const options = { cell, hidden: 90, vocabulary: 97 };
      const train = (shares: number): { norm: number; values: Float64Array } => {
        const trial = new Trial(set, options);
        const { network, kernels } = trial;
        for (const step of [1, 2]) {
          trial.readWindow((step - 1) * WINDOW.steps);
          trial.learn(null, shares, shares);
          for (let index = 0; index < shares; index++) network.squareGradients(kernels, shareOf(index, shares));
          for (let index = 0; index < shares; index++) {
            network.update(kernels, { ...DECAYED, step }, { ...UNDECAYED, step }, shareOf(index, shares));
          }
          for (const lanes of trial.groups(shares)) network.carry(kernels, lanes, WINDOW.steps);
          network.pack(kernels);
        }
        return { norm: network.gradientNorm(kernels), values: trial.values() };
      };
      const one = train(1);
      expect(train(2)).toEqual(one);
      expect(train(3)).toEqual(one);
    });
  });
}

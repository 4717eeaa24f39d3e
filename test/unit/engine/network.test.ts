import { describe, expect, test } from 'vitest';
import { CELLS, KERNEL_SETS, read } from './support.ts';
import { largestDifference, SIZES, Trial, WINDOW } from './trial.ts';

for (const set of KERNEL_SETS) {
  describe(`${set.title}: the state and the window`, () => {
    test.each(CELLS)('%s: two windows with the state carried have the logits of one window twice as long', (cell) => {
      const options = { cell, layers: 3 };
      const long = new Trial(set, options, 0, { lanes: 5, steps: 12 }).forward();
      const short = new Trial(set, options);
      const first = short.forward();
      short.network.carry(short.kernels, short.all, WINDOW.steps);
      short.readWindow(WINDOW.steps);
      const second = short.forward();
      expect(Float64Array.of(...first, ...second)).toEqual(long);
    });

    test.each(CELLS)('%s: forget makes the state of its lanes zero, and only of those', (cell) => {
      const trial = new Trial(set, { cell, layers: 2 });
      const H = SIZES.hidden;
      const states = trial.network.carried.flat();
      const before = states.map((state) => read(trial.kernels, state, WINDOW.lanes * H));
      trial.network.forget(trial.kernels, { from: 1, to: 3 });
      states.forEach((state, i) => {
        const expected = before[i].slice().fill(0, H, 3 * H);
        expect(read(trial.kernels, state, WINDOW.lanes * H)).toEqual(expected);
        expect(expected).not.toEqual(before[i]);
      });
    });

    test.each(CELLS)('%s: a window cut short at 4 of 6 steps has the logits and gradients of a window of 4', (cell) => {
      const options = { cell, layers: 2 };
      const short = new Trial(set, options, 0, { lanes: 5, steps: 4 });
      const cut = new Trial(set, options);
      // What an earlier, whole window left behind must not matter.
      const { floats } = cut.kernels;
      const state = cut.network.carried.flat();
      const carried = state.map((address) => floats.slice(address, address + WINDOW.lanes * SIZES.hidden));
      cut.learn();
      state.forEach((address, i) => floats.set(carried[i], address));
      expect(cut.forward(null, 4)).toEqual(short.forward());
      expect(cut.learn(null, 1, 1, 4)).toEqual(short.learn());
    });

    test.each(CELLS)('%s: a symbol changes the logits of its own lane, from its own step on', (cell) => {
      const before = new Trial(set, { cell, layers: 2 }).forward();
      const trial = new Trial(set, { cell, layers: 2 });
      const { lanes: B, steps: T } = WINDOW;
      trial.kernels.integers[trial.network.inputs + 2 * B + 3] = 42;
      const after = trial.forward();
      const V = SIZES.vocabulary;
      const changed: string[] = [];
      for (let row = 0; row < T * B; row++) {
        const [from, to] = [row * V, (row + 1) * V];
        const difference = largestDifference(after.slice(from, to), before.slice(from, to));
        if (difference > 0) changed.push(`step ${Math.floor(row / B)}, lane ${row % B}`);
      }
      expect(changed).toEqual([2, 3, 4, 5].map((t) => `step ${t}, lane 3`));
    });
  });

  describe(`${set.title}: the loss`, () => {
    test('a target of -1 costs nothing, and nothing is learned when there is no other', () => {
      const trial = new Trial(set, { layers: 2 });
      trial.kernels.integers.fill(-1, trial.network.targets, trial.network.targets + 30);
      expect(largestDifference(trial.learn(), new Float64Array(trial.network.space.table.length))).toBe(0);
      expect(trial.losses()).toEqual(new Float64Array(30));
    });

    test.each(CELLS)('%s: the gradients of scored and unscored halves sum to the whole, to 1e-6', (cell) => {
      const options = { cell, layers: 2 };
      const scoring = (isScored: (place: number) => boolean): { gradients: Float64Array; losses: Float64Array } => {
        const trial = new Trial(set, options);
        for (let i = 0; i < 30; i++) {
          if (!isScored(i)) trial.kernels.integers[trial.network.targets + i] = -1;
        }
        const gradients = trial.learn();
        return { gradients, losses: trial.losses() };
      };
      const whole = scoring(() => true);
      const even = scoring((place) => place % 2 === 0);
      const odd = scoring((place) => place % 2 === 1);
      expect(
        largestDifference(
          whole.losses,
          even.losses.map((loss, i) => loss + odd.losses[i]),
        ),
      ).toBe(0);
      const sum = even.gradients.map((gradient, i) => gradient + odd.gradients[i]);
      expect(largestDifference(sum, whole.gradients)).toBeLessThan(1e-6);
      expect(largestDifference(even.gradients, whole.gradients)).toBeGreaterThan(1e-3);
    });

    test('evaluation and training measure the same losses, to 1e-6, in lane groups too', () => {
      const trial = new Trial(set, {});
      trial.forward();
      for (const lanes of trial.groups(2)) trial.network.loss(trial.kernels, lanes, WINDOW.steps);
      const evaluated = trial.losses();
      trial.learn();
      expect(largestDifference(trial.losses(), evaluated)).toBeLessThan(1e-6);
      expect(Math.min(...evaluated)).toBeGreaterThan(1);
    });
  });
}

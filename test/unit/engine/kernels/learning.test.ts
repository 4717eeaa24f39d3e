import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SIMD_SETS } from '../support.ts';
import { Bench } from './bench.ts';

const seed = fc.integer({ min: 1, max: 10_000 });
const size = fc.integer({ min: 1, max: 70 });

describe.each(SIMD_SETS)('$title', (set) => {
  describe('softmax with cross-entropy, for 1 to 70 symbols and logits within ±20', () => {
    test('losses to 1e-5, gradients to 2e-6, zeros where the target is negative', () => {
      fc.assert(
        fc.property(size, fc.integer({ min: 1, max: 9 }), seed, (V, rows, s) => {
          const bench = new Bench(set, s);
          const [losses, logits] = [bench.room(rows), bench.floats(rows * V, 20)];
          const targets = bench.integers(Array.from({ length: rows }, (_, r) => ((r * 7 + s) % (V + 1)) - 1));
          const ofLoss = bench.difference([losses], (kernels) =>
            kernels.crossEntropy(losses.address, logits.address, targets.address, rows, V),
          );
          expect(ofLoss).toBeLessThan(1e-5);
          const ofBoth = bench.difference(
            [losses],
            (kernels) => kernels.softmaxCrossEntropy(losses.address, logits.address, targets.address, rows, V, 0.5),
            [logits],
          );
          expect(ofBoth).toBeLessThan(1e-5);
          const [actual, expected] = [bench.read(logits), bench.read(logits, bench.oracle)];
          actual.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(2e-6));
        }),
      );
    });

    test('a NaN makes its row NaN and leaves the others', () => {
      const [rows, V] = [3, 10];
      for (let at = 0; at < V; at++) {
        const bench = new Bench(set, at + 1);
        const [losses, logits] = [bench.room(rows), bench.floats(rows * V, 20)];
        const targets = bench.integers([1, 2, 3]);
        bench.simd.floats[logits.address + V + at] = NaN;
        bench.simd.softmaxCrossEntropy(losses.address, logits.address, targets.address, rows, V, 1);
        expect([...bench.read(losses)].map(Number.isNaN)).toEqual([false, true, false]);
        expect([...bench.read(logits)].map(Number.isNaN)).toEqual(
          Array.from({ length: rows * V }, (_, i) => Math.floor(i / V) === 1),
        );
      }
    });

    test('logits a thousand apart give a loss of a thousand and no overflow', () => {
      const bench = new Bench(set, 1);
      const [losses, logits] = [bench.room(1), bench.floats(3, [1000, 0, -Infinity])];
      const targets = bench.integers([1]);
      bench.simd.softmaxCrossEntropy(losses.address, logits.address, targets.address, 1, 3, 1);
      expect(bench.read(losses)[0]).toBe(1000);
      expect([...bench.read(logits)]).toEqual([1, -1, 0]);
    });
  });

  describe('dropout', () => {
    test('keeps just the elements the reference keeps, scaled to 2e-7 relative, from any index, in place or not', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 150 }),
          fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 2 ** 31 })),
          fc.constantFrom(0.1, 0.37, 0.5, 0.8, 1),
          fc.boolean(),
          fc.integer({ min: 0, max: 2 ** 32 - 1 }),
          fc.integer({ min: 0, max: 2 ** 32 - 1 }),
          fc.integer({ min: 0, max: 3 }),
          (count, first, keep, inPlace, seed, step, layer) => {
            const bench = new Bench(set, seed % 1000);
            const x = bench.floats(count);
            const y = inPlace ? x : bench.room(count);
            const error = bench.difference([y], (kernels) =>
              kernels.dropout(y.address, x.address, count, first, keep, seed, step, layer),
            );
            expect(error).toBeLessThanOrEqual(2e-7 / keep);
            const [actual, expected] = [bench.read(y), bench.read(y, bench.oracle)];
            expect(actual.map((value) => Number(value === 0))).toEqual(expected.map((value) => Number(value === 0)));
          },
        ),
      );
    });
  });

  describe('the optimizer', () => {
    test('sumOfSquares equals the sum in double precision to 1e-14 relative', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 300 }), seed, (count, s) => {
          const bench = new Bench(set, s);
          const x = bench.floats(count, 3);
          const [actual, expected] = [bench.simd, bench.oracle].map((kernels) =>
            kernels.sumOfSquares(x.address, count),
          );
          expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-14 * expected);
        }),
      );
    });

    test('adam moves parameters and moments as in double precision, to 1e-6', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 1, max: 5000 }), seed, (count, step, s) => {
          const bench = new Bench(set, s);
          const [w, g, m] = [bench.floats(count), bench.floats(count), bench.floats(count, 0.1)];
          const v = bench.floats(
            count,
            Array.from({ length: count }, (_, i) => ((i * s) % 97) / 1000),
          );
          const options = {
            ...{ learningRate: 0.002, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, step },
            gradientScale: 0.7,
          };
          const error = bench.difference([w, m, v], (kernels) =>
            kernels.adam(w.address, g.address, m.address, v.address, count, options),
          );
          expect(error).toBeLessThan(1e-6);
        }),
      );
    });

    test('a gradient of zero with moments of zero moves nothing', () => {
      const bench = new Bench(set, 1);
      const w = bench.floats(7);
      const [g, m, v] = [bench.floats(7, 0), bench.floats(7, 0), bench.floats(7, 0)];
      const before = bench.bits(w);
      bench.simd.adam(w.address, g.address, m.address, v.address, 7, {
        ...{ learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, step: 1, gradientScale: 1 },
      });
      expect(bench.bits(w)).toEqual(before);
    });
  });
});

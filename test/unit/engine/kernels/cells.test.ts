import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kernels } from '../../../../src/engine/kernels/interface.ts';
import { SIMD_SETS } from '../support.ts';
import { Bench, type Range } from './bench.ts';

const rows = fc.integer({ min: 1, max: 12 });
const hidden = fc.integer({ min: 1, max: 70 });
const seed = fc.integer({ min: 1, max: 10_000 });

/** A cell's kernel over some arrays: those it writes, those it reads, and how it is called for `rows` rows from `row` on. */
interface Half {
  readonly title: string;
  /** Elements a unit of each array, outputs first, and how large the values in it are. */
  readonly arrays: readonly (readonly [perUnit: number, scale: number])[];
  readonly written: number;
  call(kernels: Kernels, arrays: readonly number[], rows: number, H: number): void;
}

const HALVES: readonly Half[] = [
  ...(['tanh', 'relu'] as const).flatMap((f): Half[] => [
    {
      title: `rnnForward with ${f}`,
      arrays: [
        [1, 1],
        [1, 6],
      ],
      written: 1,
      call: (kernels, [h, a], rows, H) => kernels.rnnForward(h, a, rows, H, f),
    },
    {
      title: `rnnBackward with ${f}`,
      arrays: [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      written: 1,
      call: (kernels, [da, dh, h], rows, H) => kernels.rnnBackward(da, dh, h, rows, H, f),
    },
  ]),
  {
    title: 'lstmForward',
    arrays: [
      [4, 8],
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 2],
    ],
    written: 4,
    call: (kernels, [gates, c, tanhC, h, previousC], rows, H) =>
      kernels.lstmForward(gates, c, tanhC, h, previousC, rows, H),
  },
  {
    title: 'lstmBackward',
    arrays: [
      [4, 1],
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 2],
    ],
    written: 2,
    call: (kernels, [gates, dc, dh, tanhC, previousC], rows, H) =>
      kernels.lstmBackward(gates, dc, dh, tanhC, previousC, rows, H),
  },
  {
    title: 'gruForward',
    arrays: [
      [3, 5],
      [1, 1],
      [3, 5],
      [1, 1],
    ],
    written: 2,
    call: (kernels, [x, h, u, previousH], rows, H) => kernels.gruForward(x, u, h, previousH, rows, H),
  },
  {
    title: 'gruBackward',
    arrays: [
      [3, 1],
      [3, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ],
    written: 3,
    call: (kernels, [x, u, dPreviousH, dh, previousH], rows, H) =>
      kernels.gruBackward(x, u, dPreviousH, dh, previousH, rows, H),
  },
];

function lay(bench: Bench, half: Half, rows: number, H: number): Range[] {
  return half.arrays.map(([perUnit, scale]) => bench.floats(perUnit * rows * H, scale));
}

describe.each(SIMD_SETS)('$title', (set) => {
  describe('the halves of the cells equal those in double precision to 1e-6, for 1 to 70 units, and write nothing else', () => {
    test.each(HALVES)('$title', (half) => {
      fc.assert(
        fc.property(rows, hidden, seed, (rows, H, s) => {
          const bench = new Bench(set, s);
          const arrays = lay(bench, half, rows, H);
          const addresses = arrays.map(({ address }) => address);
          const error = bench.difference(arrays.slice(0, half.written), (kernels) =>
            half.call(kernels, addresses, rows, H),
          );
          expect(error).toBeLessThan(1e-6);
        }),
        { numRuns: 60 },
      );
    });
  });

  describe('a row has the same bits alone and among others', () => {
    test.each(HALVES)('$title', (half) => {
      fc.assert(
        fc.property(rows, hidden, seed, (rows, H, s) => {
          const bench = new Bench(set, s);
          const together = lay(bench, half, rows, H);
          const alone = together.map((range) => {
            const copy = bench.room(range.count);
            bench.simd.copy(copy.address, range.address, range.count);
            return copy;
          });
          half.call(
            bench.simd,
            together.map(({ address }) => address),
            rows,
            H,
          );
          for (let row = rows - 1; row >= 0; row--) {
            const addresses = alone.map(({ address }, i) => address + half.arrays[i][0] * row * H);
            half.call(bench.simd, addresses, 1, H);
          }
          for (let i = 0; i < half.written; i++) expect(bench.bits(alone[i])).toEqual(bench.bits(together[i]));
        }),
        { numRuns: 60 },
      );
    });
  });

  describe('a NaN in one unit breaks that unit and no other', () => {
    test.each(HALVES)('$title', (half) => {
      const [rows, H] = [3, 10];
      const bench = new Bench(set, 4);
      const arrays = lay(bench, half, rows, H);
      const broken = 1 * H + 9;
      for (const { floats } of [bench.simd, bench.oracle]) {
        for (const { address, count } of arrays) if (count === rows * H) floats[address + broken] = NaN;
      }
      const error = bench.difference(arrays.slice(0, half.written), (kernels) =>
        half.call(
          kernels,
          arrays.map(({ address }) => address),
          rows,
          H,
        ),
      );
      expect(error).toBeLessThan(1e-6);
    });
  });

  test('saturated gates, ±1e30 and infinities, give finite states as in double precision, to 1e-6', () => {
    const H = 6;
    const bench = new Bench(set, 1);
    const extreme = [1e30, -1e30, Infinity, -Infinity, 90, -90];
    const gates = bench.floats(4 * H, [...extreme, ...extreme, ...extreme, ...extreme]);
    const [c, tanhC, h] = [bench.room(H), bench.room(H), bench.room(H)];
    const previousC = bench.floats(H);
    const error = bench.difference([gates, c, tanhC, h], (kernels) =>
      kernels.lstmForward(gates.address, c.address, tanhC.address, h.address, previousC.address, 1, H),
    );
    expect(error).toBeLessThan(1e-6);
    expect(bench.read(h).every(Number.isFinite)).toBe(true);
  });
});

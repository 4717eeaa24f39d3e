import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SIMD_SETS } from '../support.ts';
import { Bench } from './bench.ts';

const size = fc.integer({ min: 1, max: 70 });
const seed = fc.integer({ min: 1, max: 10_000 });
const sizes = fc.record({ rows: size, width: size, tableRows: size, seed });

function ids(rows: number, tableRows: number, seed: number): number[] {
  return Array.from({ length: rows }, (_, r) => (r * r * seed + 3 * r + seed) % tableRows);
}

describe.each(SIMD_SETS)('$title', (set) => {
  describe('rows, of 1 to 70 columns, and nothing written beside them', () => {
    test('lookUp copies rows of the table exactly', () => {
      fc.assert(
        fc.property(sizes, ({ rows, width, tableRows, seed }) => {
          const bench = new Bench(set, seed);
          const [y, table] = [bench.room(rows * width), bench.floats(tableRows * width)];
          const id = bench.integers(ids(rows, tableRows, seed));
          const error = bench.difference([y], (kernels) =>
            kernels.lookUp(y.address, table.address, id.address, rows, width),
          );
          expect(error).toBe(0);
        }),
      );
    });

    test('gatherSums adds rows within ±1 of the same id, to 1e-5, in the given columns', () => {
      fc.assert(
        fc.property(sizes, size, ({ rows, width, tableRows, seed }, cut) => {
          const bench = new Bench(set, seed);
          const [table, x] = [bench.floats(tableRows * width), bench.floats(rows * width)];
          const id = bench.integers(ids(rows, tableRows, seed));
          const error = bench.difference([table], (kernels) =>
            kernels.gatherSums(
              table.address,
              x.address,
              id.address,
              rows,
              width,
              tableRows,
              Math.min(cut, width),
              width,
            ),
          );
          expect(error).toBeLessThan(1e-5);
        }),
      );
    });

    test('addBias and add equal the rounded sum exactly', () => {
      fc.assert(
        fc.property(sizes, ({ rows, width, seed }) => {
          const bench = new Bench(set, seed);
          const [y, bias, a] = [bench.floats(rows * width), bench.floats(width), bench.floats(rows * width)];
          expect(bench.difference([y], (kernels) => kernels.addBias(y.address, bias.address, rows, width))).toBe(0);
          // The oracle's sums are not rounded until they are stored.
          const sum = bench.room(rows * width);
          const error = bench.difference([sum], (kernels) =>
            kernels.add(sum.address, a.address, a.address, rows * width),
          );
          expect(error).toBe(0);
        }),
      );
    });

    test('addRows adds each row within ±1 to the row of its id, to 1e-5', () => {
      fc.assert(
        fc.property(sizes, ({ rows, width, tableRows, seed }) => {
          const bench = new Bench(set, seed);
          const [table, x] = [bench.floats(tableRows * width), bench.floats(rows * width)];
          const id = bench.integers(ids(rows, tableRows, seed));
          const error = bench.difference([table], (kernels) =>
            kernels.addRows(table.address, x.address, id.address, rows, width),
          );
          expect(error).toBeLessThan(1e-5);
        }),
      );
    });

    test('copyColumns moves the first columns of rows of one width to rows of another exactly', () => {
      fc.assert(
        fc.property(sizes, size, ({ rows, width, seed }, other) => {
          const bench = new Bench(set, seed);
          const [y, x] = [bench.floats(rows * width), bench.floats(rows * other)];
          const error = bench.difference([y], (kernels) =>
            kernels.copyColumns(y.address, width, x.address, other, rows, Math.min(width, other)),
          );
          expect(error).toBe(0);
        }),
      );
    });

    test('clearEnded makes just those rows zero that have ended, and divideRows rounds each quotient once', () => {
      fc.assert(
        fc.property(sizes, ({ rows, width, tableRows, seed }) => {
          const bench = new Bench(set, seed);
          const y = bench.floats(rows * width);
          const counts = bench.integers(ids(rows, tableRows, seed).map((id) => id + 1));
          const cleared = bench.difference([y], (kernels) =>
            kernels.clearEnded(y.address, counts.address, tableRows >> 1, rows, width),
          );
          const divided = bench.difference([y], (kernels) =>
            kernels.divideRows(y.address, counts.address, rows, width),
          );
          expect([cleared, divided]).toEqual([0, 0]);
        }),
      );
    });

    test('sumRows adds rows within ±1, to 1e-5, in the given columns', () => {
      fc.assert(
        fc.property(sizes, size, ({ rows, width, seed }, cut) => {
          const bench = new Bench(set, seed);
          const [sum, x] = [bench.floats(width), bench.floats(rows * width)];
          const error = bench.difference([sum], (kernels) =>
            kernels.sumRows(sum.address, x.address, rows, width, 0, Math.min(cut, width)),
          );
          expect(error).toBeLessThan(1e-5);
        }),
      );
    });

    test('transpose moves each element of the given rows exactly', () => {
      fc.assert(
        fc.property(sizes, size, size, ({ rows, width, seed }, from, to) => {
          const bench = new Bench(set, seed);
          const [y, x] = [bench.floats(rows * width), bench.floats(rows * width)];
          const first = Math.min(from, to, rows);
          const last = Math.min(Math.max(from, to), rows);
          const error = bench.difference([y], (kernels) =>
            kernels.transpose(y.address, x.address, rows, width, first, last),
          );
          expect(error).toBe(0);
        }),
      );
    });

    test('copy and fill write just their range', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 70 }), seed, (count, s) => {
          const bench = new Bench(set, s);
          const [y, x] = [bench.room(count), bench.floats(count)];
          expect(bench.difference([y], (kernels) => kernels.copy(y.address, x.address, count))).toBe(0);
          expect(bench.difference([y], (kernels) => kernels.fill(y.address, count, 0.1))).toBe(0);
        }),
      );
    });
  });

  describe('sums over rows have the same bits in any shares that begin at multiples of 16', () => {
    test('gatherSums and sumRows, of 600 rows of 75 columns', () => {
      const [rows, width, tableRows] = [600, 75, 9];
      const bench = new Bench(set, 5);
      const x = bench.floats(rows * width);
      const id = bench.integers(ids(rows, tableRows, 3));
      const [whole, parts] = [bench.room(tableRows * width), bench.room(tableRows * width)];
      const [wholeSum, partsSum] = [bench.room(width), bench.room(width)];
      const { simd } = bench;
      simd.gatherSums(whole.address, x.address, id.address, rows, width, tableRows, 0, width);
      simd.sumRows(wholeSum.address, x.address, rows, width, 0, width);
      for (const cut of [0, 16, 32, 48, 64]) {
        simd.gatherSums(parts.address, x.address, id.address, rows, width, tableRows, cut, width);
        simd.gatherSums(parts.address, x.address, id.address, rows, width, tableRows, 0, cut);
        simd.sumRows(partsSum.address, x.address, rows, width, cut, width);
        simd.sumRows(partsSum.address, x.address, rows, width, 0, cut);
        expect(bench.bits(parts)).toEqual(bench.bits(whole));
        expect(bench.bits(partsSum)).toEqual(bench.bits(wholeSum));
      }
    });
  });
});

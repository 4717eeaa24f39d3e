import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SIMD_SETS } from '../support.ts';
import { Bench } from './bench.ts';

const size = fc.integer({ min: 1, max: 70 });
const seed = fc.integer({ min: 1, max: 10_000 });

describe.each(SIMD_SETS)('$title', (set) => {
  describe('products of entries within ±1 equal those in double precision to K · 2e-7, and write nothing else', () => {
    test('A · B and C + A · B, for M, N, K from 1 to 70', () => {
      fc.assert(
        fc.property(size, size, size, fc.boolean(), seed, (M, N, K, accumulate, s) => {
          const bench = new Bench(set, s);
          const [c, a, b] = [bench.floats(M * N), bench.floats(M * K), bench.floats(K * N)];
          const packed = bench.room(bench.simd.packedLength(K, N));
          const error = bench.difference(
            [c],
            (kernels) => {
              kernels.pack(packed.address, b.address, K, N);
              kernels.multiply(c.address, a.address, packed.address, M, N, K, accumulate);
            },
            [packed],
          );
          expect(error).toBeLessThanOrEqual(K * 2e-7);
        }),
      );
    });

    test('A · Bᵀ, for M, N, K from 1 to 70', () => {
      fc.assert(
        fc.property(size, size, size, seed, (M, N, K, s) => {
          const bench = new Bench(set, s);
          const [c, a, b] = [bench.room(M * N), bench.floats(M * K), bench.floats(N * K)];
          const packed = bench.room(bench.simd.packedLength(K, N));
          const error = bench.difference(
            [c],
            (kernels) => {
              kernels.packTransposed(packed.address, b.address, K, N);
              kernels.multiply(c.address, a.address, packed.address, M, N, K, false);
            },
            [packed],
          );
          expect(error).toBeLessThanOrEqual(K * 2e-7);
        }),
      );
    });

    test('Aᵀ · B for a share of the rows, for M, N, K from 1 to 70', () => {
      fc.assert(
        fc.property(size, size, size, size, size, seed, (M, N, K, from, to, s) => {
          const bench = new Bench(set, s);
          const [c, a, b] = [bench.room(M * N), bench.floats(K * M), bench.floats(K * N)];
          const first = Math.min(from, to, M);
          const last = Math.min(Math.max(from, to), M);
          const share = { address: c.address + first * N, count: (last - first) * N };
          const error = bench.difference([share], (kernels) =>
            kernels.multiplyTransposed(c.address, a.address, b.address, M, N, K, first, last),
          );
          expect(error).toBeLessThanOrEqual(K * 2e-7);
        }),
      );
    });

    test.each([
      ['more terms than a block', 20, 17, 700],
      ['more columns than a block', 7, 530, 20],
      ['more rows than a group', 131, 9, 300],
    ])('Aᵀ · B with %s: M %i, N %i, K %i', (_, M, N, K) => {
      const bench = new Bench(set, 1);
      const [c, a, b] = [bench.room(M * N), bench.floats(K * M), bench.floats(K * N)];
      const error = bench.difference([c], (kernels) =>
        kernels.multiplyTransposed(c.address, a.address, b.address, M, N, K, 0, M),
      );
      expect(error).toBeLessThanOrEqual(K * 2e-7);
    });

    test('A · B with more rows than are held in the cache at once: M 40, N 9, K 2000', () => {
      const [M, N, K] = [40, 9, 2000];
      const bench = new Bench(set, 1);
      const [c, a, b] = [bench.floats(M * N), bench.floats(M * K), bench.floats(K * N)];
      const packed = bench.room(bench.simd.packedLength(K, N));
      const error = bench.difference(
        [c],
        (kernels) => {
          kernels.pack(packed.address, b.address, K, N);
          kernels.multiply(c.address, a.address, packed.address, M, N, K, true);
        },
        [packed],
      );
      expect(error).toBeLessThanOrEqual(K * 2e-7);
    });
  });

  describe('an element of a product has the same bits however the work is dealt', () => {
    test('rows one by one, in two parts and all at once', () => {
      fc.assert(
        fc.property(size, size, size, size, fc.boolean(), seed, (M, N, K, cut, accumulate, s) => {
          const bench = new Bench(set, s);
          const [a, b] = [bench.floats(M * K), bench.floats(K * N)];
          const packed = bench.room(bench.simd.packedLength(K, N));
          const start = bench.floats(M * N);
          const [whole, parts, single] = [bench.room(M * N), bench.room(M * N), bench.room(M * N)];
          const { simd } = bench;
          simd.pack(packed.address, b.address, K, N);
          for (const c of [whole, parts, single]) simd.copy(c.address, start.address, M * N);
          const multiply = (c: number, from: number, to: number): void =>
            simd.multiply(c + from * N, a.address + from * K, packed.address, to - from, N, K, accumulate);
          multiply(whole.address, 0, M);
          multiply(parts.address, 0, Math.min(cut, M));
          multiply(parts.address, Math.min(cut, M), M);
          for (let m = 0; m < M; m++) multiply(single.address, m, m + 1);
          expect(bench.bits(parts)).toEqual(bench.bits(whole));
          expect(bench.bits(single)).toEqual(bench.bits(whole));
        }),
      );
    });

    test('a weight gradient over 600 terms, in shares that begin at any multiple of 16 rows', () => {
      const [M, N, K] = [80, 21, 600];
      const bench = new Bench(set, 3);
      const [a, b] = [bench.floats(K * M), bench.floats(K * N)];
      const [whole, parts] = [bench.room(M * N), bench.room(M * N)];
      bench.simd.multiplyTransposed(whole.address, a.address, b.address, M, N, K, 0, M);
      for (let cut = 0; cut <= M; cut += 16) {
        bench.simd.fill(parts.address, M * N, 0);
        bench.simd.multiplyTransposed(parts.address, a.address, b.address, M, N, K, cut, M);
        bench.simd.multiplyTransposed(parts.address, a.address, b.address, M, N, K, 0, cut);
        expect(bench.bits(parts)).toEqual(bench.bits(whole));
      }
    });
  });

  describe('what is no ordinary number goes through a product', () => {
    test('a NaN and an infinity reach just the elements they are a term of', () => {
      const [M, N, K] = [7, 11, 5];
      const bench = new Bench(set, 2);
      const a = bench.floats(M * K);
      const b = bench.floats(K * N);
      for (const { floats } of [bench.simd, bench.oracle]) {
        floats[a.address + 2 * K + 1] = NaN;
        floats[b.address + 3 * N + 10] = -Infinity;
      }
      const packed = bench.room(bench.simd.packedLength(K, N));
      const c = bench.room(M * N);
      const error = bench.difference(
        [c],
        (kernels) => {
          kernels.pack(packed.address, b.address, K, N);
          kernels.multiply(c.address, a.address, packed.address, M, N, K, false);
        },
        [packed],
      );
      expect(error).toBeLessThanOrEqual(K * 2e-7);
      const values = bench.read(c);
      expect(values.filter(Number.isNaN)).toHaveLength(N);
      expect(values.filter((value) => Math.abs(value) === Infinity).length).toBe(M - 1);
    });

    test('denormals are not flushed', () => {
      const bench = new Bench(set, 2);
      const a = bench.floats(3, [1e-42, 0, 1e-44]);
      const b = bench.floats(3, [1, 1, 1]);
      const packed = bench.room(bench.simd.packedLength(3, 1));
      const c = bench.room(1);
      bench.simd.pack(packed.address, b.address, 3, 1);
      bench.simd.multiply(c.address, a.address, packed.address, 1, 1, 3, false);
      expect(bench.read(c)[0]).toBe(Math.fround(Math.fround(1e-42) + Math.fround(1e-44)));
    });
  });
});

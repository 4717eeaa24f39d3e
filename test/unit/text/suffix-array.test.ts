import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suffixArray } from '../../../src/text/suffix-array.ts';

function sortedByComparing(symbols: Int32Array): number[] {
  return [...symbols.keys()].sort((one, other) => {
    for (let at = 0; ; at += 1) {
      if (Math.max(one, other) + at >= symbols.length) return other - one;
      const difference = symbols[one + at] - symbols[other + at];
      if (difference !== 0) return difference;
    }
  });
}

function check(symbols: readonly number[], alphabet: number): void {
  const text = Int32Array.from(symbols);
  expect([...suffixArray(text, alphabet)]).toEqual(sortedByComparing(text));
  expect([...text]).toEqual(symbols);
}

describe('suffixArray', () => {
  test('tells the share done, ever more of it and all in the end', () => {
    const shares: number[] = [];
    suffixArray(
      Int32Array.from({ length: 5000 }, (_, at) => (at * at * 7) % 11),
      11,
      (share) => shares.push(share),
    );
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares.at(-1)).toBe(1);
  });

  test('sorts all suffixes of any text over one to five symbols as comparing each with each does', () => {
    const texts = fc
      .integer({ min: 1, max: 5 })
      .chain((alphabet) =>
        fc.tuple(fc.array(fc.nat({ max: alphabet - 1 }), { maxLength: 120 }), fc.constant(alphabet)),
      );
    fc.assert(
      fc.property(texts, ([symbols, alphabet]) => check(symbols, alphabet)),
      { numRuns: 2000 },
    );
  });

  test('sorts texts that repeat a short period, whole and cut off', () => {
    const periods = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(periods, fc.nat({ max: 150 }), (period, length) =>
        check(
          Array.from({ length }, (_, at) => period[at % period.length]),
          3,
        ),
      ),
      { numRuns: 500 },
    );
  });

  test('sorts texts whose leftmost suffixes are alike three levels deep: the Fibonacci word of 987 symbols', () => {
    let [word, longer] = ['a', 'ab'];
    while (word.length < 987) [word, longer] = [longer, longer + word];
    check(
      [...word].map((symbol) => (symbol === 'a' ? 0 : 1)),
      2,
    );
  });

  test('sorts the empty text, a single symbol, and ids that leave gaps in a large alphabet', () => {
    check([], 1);
    check([0], 1);
    check([70_000, 3, 70_000, 1_000_000, 3], 1_000_001);
  });
});

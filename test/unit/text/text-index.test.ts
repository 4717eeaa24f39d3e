import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/shared/errors.ts';
import { LONGEST_INDEXED, TextIndex } from '../../../src/text/text-index.ts';

/** Few symbols, so that much is copied by chance; one lies beyond the first 65,536 code points, one is half a pair. */
const written = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom('a', 'b', '\n', '字', '🐳', '\ud800'), { maxLength }).map((symbols) => symbols.join(''));

function occursAt(text: readonly string[], part: readonly string[], place: number): boolean {
  return place + part.length <= text.length && part.every((symbol, at) => text[place + at] === symbol);
}

function placesOf(text: readonly string[], part: readonly string[]): number[] {
  return [...text.keys()].filter((place) => occursAt(text, part, place));
}

/** Which symbols are part of `least` or more that stand in the text, found by trying every place. */
function copiedSymbols(text: readonly string[], symbols: readonly string[], least: number): boolean[] {
  const copied = symbols.map(() => false);
  for (let at = 0; at + least <= symbols.length; at += 1) {
    if (placesOf(text, symbols.slice(at, at + least)).length > 0) copied.fill(true, at, at + least);
  }
  return copied;
}

function checkAgainstTrying(text: string, writing: string, least: number): void {
  const report = TextIndex.of(text).compare(writing, least);
  const [source, symbols] = [[...text], [...writing]];
  const copied = copiedSymbols(source, symbols, least);
  const marked = symbols.map(() => false);
  let last = 0;
  for (const { start, end, place, line, times, before, after } of report.passages) {
    const [from, to] = [[...writing.slice(0, start)].length, [...writing.slice(0, end)].length];
    const passage = symbols.slice(from, to);
    expect(from).toBeGreaterThanOrEqual(last);
    expect(occursAt(source, passage, place)).toBe(true);
    if (from > last || from === 0) {
      // Nothing of it belongs to the passage before: it is the longest there is, at its first place.
      const places = placesOf(source, passage);
      expect([place, times]).toEqual([places[0], places.length]);
      if (to < symbols.length) expect(placesOf(source, symbols.slice(from, to + 1))).toEqual([]);
    }
    expect(line).toBe(source.slice(0, place).filter((symbol) => symbol === '\n').length + 1);
    expect(before).toBe(source.slice(Math.max(0, place - 40), place).join(''));
    expect(after).toBe(source.slice(place + passage.length, place + passage.length + 40).join(''));
    marked.fill(true, from, to);
    last = to;
  }
  expect(marked).toEqual(copied);
  expect([report.copied, report.characters]).toEqual([copied.filter(Boolean).length, symbols.length]);
}

describe('TextIndex', () => {
  test('finds in any writing the passages, places, lines and shares that trying every place finds', () => {
    // Halves that meet in a text make a whole: both are joined as the app joins them.
    fc.assert(
      fc.property(written(80), written(60), fc.integer({ min: 1, max: 6 }), (text, writing, least) =>
        checkAgainstTrying(text, writing, least),
      ),
      { numRuns: 250 },
    );
  });

  test('finds what was cut out of the text and put together anew, longer than the text itself', () => {
    const pieces = fc.array(fc.tuple(fc.nat({ max: 59 }), fc.integer({ min: 1, max: 30 })), { maxLength: 12 });
    fc.assert(
      fc.property(fc.string({ minLength: 60, maxLength: 60, unit: 'grapheme' }), pieces, (text, cuts) => {
        const symbols = [...text];
        const writing = cuts.map(([from, length]) => symbols.slice(from, from + length).join('')).join('#');
        checkAgainstTrying(text, writing, 5);
      }),
      { numRuns: 60 },
    );
  });

  test('finds nothing in an empty writing, nor in an empty text', () => {
    checkAgainstTrying('', 'abc', 1);
    checkAgainstTrying('abc', '', 1);
    checkAgainstTrying('', '', 2);
  });

  test('a text of one symbol a million times, and a period of it, are answered though every passage recurs everywhere', () => {
    for (const period of ['a', 'ab', 'abaab']) {
      const index = TextIndex.of(period.repeat(1_000_000 / period.length));
      const report = index.compare(`${period.repeat(2_000)}#`.repeat(10), index.leastLength);
      expect(report.passages).toHaveLength(10);
      expect(report.characters - report.copied).toBe(10);
    }
  });

  test('characters that two overlapping passages share are counted once, and belong to the first', () => {
    const { passages, copied } = TextIndex.of('0123456789 56789abcde').compare('0123456789abcde', 8);
    expect(passages.map(({ start, end, place }) => [start, end, place])).toEqual([
      [0, 10, 0],
      [10, 15, 16],
    ]);
    expect(copied).toBe(15);
  });

  test('case and white space count: they are symbols that the network chose', () => {
    const index = TextIndex.of('Call me Ishmael. Some years ago');
    expect(index.compare('call me Ishmael. Some years ago', 10).passages[0]).toMatchObject({ start: 1, place: 1 });
    expect(index.compare('me  Ishmael', 10).passages).toEqual([]);
  });

  test('the length that counts as copied grows with the text, and is shorter the more a symbol tells', () => {
    let state = 1;
    const random = (below: number): number => {
      state = (state * 48271) % 0x7fffffff;
      return state % below;
    };
    const noise = (length: number, symbols: number): string =>
      Array.from({ length }, () => String.fromCodePoint(0x4e00 + random(symbols))).join('');
    const least = (length: number, symbols: number): number => TextIndex.of(noise(length, symbols)).leastLength;
    // ln(N · 100,000) / ln V, for symbols that are equally likely: 10.4 and 12.1 of eight, 3.0 of 1,000.
    expect(least(20_000, 8)).toBeGreaterThanOrEqual(10);
    expect(least(20_000, 8)).toBeLessThanOrEqual(14);
    expect(least(200_000, 8)).toBeGreaterThanOrEqual(least(20_000, 8));
    expect(least(20_000, 1000)).toBeLessThanOrEqual(6);
  });

  test('a text too long to be sorted is refused with its length', () => {
    const text = 'a'.repeat(LONGEST_INDEXED + 1);
    expect(() => TextIndex.of(text)).toThrow(InputError);
    expect(() => TextIndex.of(text)).toThrow('20,000,001 characters');
  });
});

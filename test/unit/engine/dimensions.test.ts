import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partOf, someOf, WHOLE, type Range, type Share } from '../../../src/engine/dimensions.ts';

/** Shares of any sizes, some of them empty, that make the whole. */
const shares: fc.Arbitrary<Share[]> = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 15 })
  .map((bounds) => [0, ...bounds.sort((one, other) => one - other), 1])
  .map((bounds) => bounds.slice(1).map((to, index) => ({ from: bounds[index], to })));

function expectWhole(parts: readonly Range[], length: number): void {
  expect(parts[0].from).toBe(0);
  expect(parts.at(-1)?.to).toBe(length);
  for (let index = 1; index < parts.length; index++) expect(parts[index].from).toBe(parts[index - 1].to);
  for (const { from, to } of parts) expect(to).toBeGreaterThanOrEqual(from);
}

test('partOf cuts any length into parts that leave nothing out, overlap nowhere and begin on whole vectors', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), shares, (length, dealt) => {
      const parts = dealt.map((share) => partOf(length, share));
      expectWhole(parts, length);
      for (const { from } of parts) if (from < length) expect(from % 16).toBe(0);
      parts.forEach(({ from, to }, index) => {
        expect(to - from).toBeLessThanOrEqual(length * (dealt[index].to - dealt[index].from) + 16);
      });
    }),
  );
});

test('someOf deals any number of things so that each is dealt once, as even as can be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), shares, (count, dealt) => {
      const parts = dealt.map((share) => someOf(count, share));
      expectWhole(parts, count);
      parts.forEach(({ from, to }, index) => {
        expect(Math.abs(to - from - count * (dealt[index].to - dealt[index].from))).toBeLessThanOrEqual(1);
      });
    }),
  );
});

describe('the whole', () => {
  test.each([0, 1, 37, 4096])('is all of %d elements', (length) => {
    expect(partOf(length, WHOLE)).toEqual({ from: 0, to: length });
    expect(someOf(length, WHOLE)).toEqual({ from: 0, to: length });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareStart, WHOLE } from '../../../src/engine/dimensions.ts';

describe('shareStart', () => {
  test('cuts any length into shares that leave nothing out, overlap nowhere and begin on whole vectors', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 64 }), (length, count) => {
        const starts = Array.from({ length: count + 1 }, (_, index) => shareStart(length, index, count));
        expect(starts[0]).toBe(0);
        expect(starts[count]).toBe(length);
        for (let index = 0; index < count; index++) {
          const size = starts[index + 1] - starts[index];
          expect(size).toBeGreaterThanOrEqual(0);
          expect(size).toBeLessThan(length / count + 16);
          if (starts[index] < length) expect(starts[index] % 16).toBe(0);
        }
      }),
    );
  });

  test('gives everything to the only share', () => {
    expect([shareStart(37, WHOLE.index, WHOLE.count), shareStart(37, WHOLE.index + 1, WHOLE.count)]).toEqual([0, 37]);
  });
});

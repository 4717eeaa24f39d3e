import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Layout } from '../../../src/engine/layout.ts';

describe('Layout', () => {
  test('deals out places that begin on 64 bytes, follow one another without overlap, and stay clear of the start', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), counts, (startLines, sizes) => {
        const layout = new Layout(startLines * 16);
        let end = startLines * 16;
        for (const size of sizes) {
          const address = layout.allocate(size);
          expect((address * 4) % 64).toBe(0);
          expect(address).toBeGreaterThanOrEqual(end);
          expect(address - end).toBeLessThan(16);
          end = address + size;
        }
        expect(layout.length).toBeGreaterThanOrEqual(end);
        expect(layout.length - end).toBeLessThan(16);
        expect(layout.bytes).toBe(layout.length * 4);
      }),
    );
  });

  test.each([-1, 1.5, NaN, Infinity, 2 ** 53])(
    'refuses to lay out %s elements, by name, and stays as it was',
    (count) => {
      const layout = new Layout(16);
      expect(() => layout.allocate(count)).toThrow(new RegExp(`Cannot lay out ${count} elements`));
      expect(layout.length).toBe(16);
    },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBatches, type EncodedLines } from '../../../src/training/line-batches.ts';
import { linesLesson } from '../../../src/training/lesson.ts';

/** Line n has `length` symbols n, and n modulo 3 as its class. */
function linesOf(lengths: readonly number[]): EncodedLines {
  return {
    texts: lengths.map((length, line) => new Uint16Array(length).fill(line)),
    labels: Uint16Array.from(lengths, (_, line) => line % 3),
  };
}

const lengthsOf = (count: number) => Array.from({ length: count }, (_, line) => 1 + ((line * 7) % 40));
const passOf = (batches: LineBatches, pass: number) =>
  Array.from({ length: batches.perPass }, (_, at) => batches.linesOf(pass * batches.perPass + at));

describe('lines in batches', () => {
  it('are laid out time-major with their lengths and classes, padded to the longest of their batch', () => {
    const lines = linesOf([3, 1, 2]);
    const batches = new LineBatches(lines, { lanes: 3, seed: 1, rest: 'leave' });
    const slots = {
      lanes: 4,
      inputs: new Int32Array(12).fill(-1),
      targets: new Int32Array(4).fill(-1),
      lengths: new Int32Array(4).fill(-1),
      places: new Int32Array(0),
    };
    expect(batches.read(0, slots)).toEqual({ lanes: 3, steps: 3 });
    // Sorted by length.
    expect(batches.linesOf(0)).toEqual([1, 2, 0]);
    expect([...slots.inputs]).toEqual([1, 2, 0, -1, 0, 2, 0, -1, 0, 0, 0, -1]);
    expect([...slots.lengths]).toEqual([1, 2, 3, -1]);
    expect([...slots.targets]).toEqual([1, 2, 0, -1]);
  });

  it('stand once in a pass each, but for fewer than a batch that are left to other passes', () => {
    const shapes = fc.record({ count: fc.integer({ min: 1, max: 300 }), lanes: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(shapes, fc.nat(), ({ count, lanes }, seed) => {
        const learned = new LineBatches(linesOf(lengthsOf(count)), { lanes, seed, rest: 'leave' });
        const read = passOf(learned, 1);
        expect(new Set(read.flat()).size).toBe(read.flat().length);
        expect(new Set(read.map(({ length }) => length))).toEqual(new Set([Math.min(lanes, count)]));
        expect(count - read.flat().length).toBeLessThan(Math.min(lanes, count));
        const tested = new LineBatches(linesOf(lengthsOf(count)), { lanes, seed, rest: 'read' });
        expect(
          passOf(tested, 0)
            .flat()
            .toSorted((one, other) => one - other),
        ).toEqual([...Array(count).keys()]);
      }),
    );
  });

  it('come in another order in each pass and for each seed, and in the same one when read again from any step', () => {
    const lines = linesOf(lengthsOf(100));
    const of = (seed: number) => new LineBatches(lines, { lanes: 8, seed, rest: 'leave' });
    const passes = [passOf(of(1), 0), passOf(of(1), 1), passOf(of(2), 0)];
    expect(new Set(passes.map(String)).size).toBe(3);
    const jumping = of(1);
    for (const step of [23, 0, 14, 11, 12])
      expect(jumping.linesOf(step)).toEqual(passes[Math.floor(step / 12)][step % 12]);
    // Those that were left out are not always the same.
    const leftOut = passes.map((pass) => [...Array(100).keys()].filter((line) => !pass.flat().includes(line)));
    expect(new Set(leftOut.map(String)).size).toBe(3);
  });

  it('of 2,000 lengths from 1 to 40 have less than a twentieth of padding, where it would be a third unsorted', () => {
    const lengths = lengthsOf(2000);
    const batches = new LineBatches(linesOf(lengths), { lanes: 20, seed: 1, rest: 'leave' });
    const symbols = lengths.reduce((sum, length) => sum + length, 0);
    expect(batches.symbolsPerPass / symbols).toBeLessThan(1.05);
    expect(batches.symbolsPerPass).toBeGreaterThanOrEqual(symbols);
  });

  it('are tested in no more lanes than they are learned in', () => {
    const { training, validation } = linesLesson(linesOf(lengthsOf(5)), linesOf(lengthsOf(50)), { lanes: 32, seed: 1 });
    expect([training.window.lanes, validation.window.lanes]).toEqual([5, 5]);
  });
});

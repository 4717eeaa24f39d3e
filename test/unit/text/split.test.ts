import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitTail } from '../../../src/text/batches.ts';
import { heldOutBlocks, splitText } from '../../../src/text/split.ts';

/** Ids 0, 1, 2, ...: each says where it stands in the text. */
function positions(length: number): Uint16Array {
  return Uint16Array.from({ length }, (_, at) => at);
}

const BLOCKS = { heldOut: 'blocks' } as const;

describe('a text with blocks held out', () => {
  it('is split so that every place is in one part, in its order, and as many are held out as from the end', () => {
    const cases = fc.tuple(fc.integer({ min: 200, max: 60_000 }), fc.double({ min: 0.01, max: 0.5, noNaN: true }));
    fc.assert(
      fc.property(cases, ([length, validationShare]) => {
        const { training, validation } = splitText(positions(length), { ...BLOCKS, validationShare });
        const tail = splitTail(positions(length), validationShare);
        expect([training.length, validation.length]).toEqual([tail.training.length, tail.validation.length]);
        const isRising = (ids: Uint16Array): boolean => ids.every((id, at) => at === 0 || id > ids[at - 1]);
        expect(isRising(training) && isRising(validation)).toBe(true);
        expect(Uint16Array.from([...training, ...validation]).sort()).toEqual(positions(length));
      }),
      { numRuns: 50 },
    );
  });

  it('has its blocks in all parts of it: each of about 1,000 in the middle of an equal share', () => {
    const blocks = heldOutBlocks(100_000, 10_000);
    expect(blocks).toHaveLength(10);
    expect(blocks[0]).toEqual({ start: 4500, end: 5500 });
    expect(blocks[9]).toEqual({ start: 94_500, end: 95_500 });
  });

  it('has four shorter ones where little is held out, and one where that is very little', () => {
    expect(heldOutBlocks(20_000, 2000).map(({ start, end }) => [start, end - start])).toEqual([
      [2250, 500],
      [7250, 500],
      [12_250, 500],
      [17_250, 500],
    ]);
    expect(heldOutBlocks(500, 50)).toEqual([{ start: 225, end: 275 }]);
  });

  it('never predicts a held-out symbol in training: what follows the last symbol before a block is the first behind it', () => {
    const { training, validation } = splitText(positions(20_000), { ...BLOCKS, validationShare: 0.1 });
    const held = new Set(validation);
    expect(training.some((id) => held.has(id))).toBe(false);
    expect(training[training.indexOf(2249) + 1]).toBe(2750);
  });
});

it('a text whose end is held out is split as before', () => {
  const ids = positions(1000);
  expect(splitText(ids, { heldOut: 'end', validationShare: 0.1 })).toEqual(splitTail(ids, 0.1));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLabelled } from '../../../src/text/labelled-split.ts';
import type { LabelledLines } from '../../../src/text/labelled.ts';
import { linesOf } from './labelled-fixtures.ts';

const manyLines = fc
  .uniqueArray(fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 60 }).map(String)), {
    selector: ([label, text]) => `${label} ${text}`,
    minLength: 1,
    maxLength: 120,
  })
  .map((pairs) => linesOf([0, 'always'], [0, 'there'], ...pairs));

function texts(lines: LabelledLines, part: Uint32Array): string[] {
  return Array.from(part, (line) => lines.texts[line]);
}

function countOf(lines: LabelledLines, part: Uint32Array, label: number): number {
  return part.filter((line) => lines.labels[line] === label).length;
}

describe('the split of labelled lines', () => {
  it('puts every line on one side, never a text on both, and never takes the last line of a class', () => {
    fc.assert(
      fc.property(manyLines, fc.integer(), (lines, seed) => {
        const { training, heldOut } = splitLabelled(lines, 0.1, seed);
        expect([...training, ...heldOut].sort((one, other) => one - other)).toEqual([...lines.texts.keys()]);
        const tested = new Set(texts(lines, heldOut));
        expect(texts(lines, training).filter((text) => tested.has(text))).toEqual([]);
        for (const [label, { count }] of lines.classes.entries()) {
          if (count > 0) expect(countOf(lines, training, label)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds out a tenth of each class, and one line of a class of two', () => {
    const lines = linesOf(
      ...Array.from({ length: 200 }, (_, at) => [0, `a ${at}`] as const),
      ...Array.from({ length: 34 }, (_, at) => [1, `b ${at}`] as const),
      [2, 'c 1'],
      [2, 'c 2'],
      [3, 'alone'],
    );
    const { heldOut } = splitLabelled(lines, 0.1, 5);
    expect([0, 1, 2, 3].map((label) => countOf(lines, heldOut, label))).toEqual([20, 3, 1, 0]);
  });

  it('is the same for the same seed whatever the order of the lines, and another for another seed', () => {
    const pairs = Array.from({ length: 200 }, (_, at) => [at % 2, `line ${at}`] as const);
    const [lines, turned] = [linesOf(...pairs), linesOf(...pairs.toReversed())];
    const tested = texts(lines, splitLabelled(lines, 0.1, 1).heldOut).sort();
    expect(texts(turned, splitLabelled(turned, 0.1, 1).heldOut).sort()).toEqual(tested);
    expect(texts(lines, splitLabelled(lines, 0.1, 2).heldOut).sort()).not.toEqual(tested);
  });

  it('holds out a line of a class whose lines all stand under another, full class too', () => {
    const lines = linesOf([1, 'x'], [1, 'y'], ...['x', 'y', 'a', 'b', 'c'].map((text) => [0, text] as const));
    for (let seed = 0; seed < 50; seed += 1) {
      expect(countOf(lines, splitLabelled(lines, 0.1, seed).heldOut, 1)).toBe(1);
    }
  });

  it('draws evenly: over 400 seeds no line of 50 is held out less than 15 or more than 75 times', () => {
    const lines = linesOf(...Array.from({ length: 50 }, (_, at) => [0, String.fromCodePoint(0x4e00 + at)] as const));
    const times = new Uint32Array(50);
    for (let seed = 0; seed < 400; seed += 1) for (const at of splitLabelled(lines, 0.1, seed).heldOut) times[at] += 1;
    expect(Math.min(...times)).toBeGreaterThanOrEqual(15);
    expect(Math.max(...times)).toBeLessThanOrEqual(75);
  });

  it('refuses lines none of which can be held out', () => {
    expect(() => splitLabelled(linesOf([0, 'a'], [1, 'b']), 0.1, 1)).toThrow(
      'No class has two lines of which one could be held out to test on.',
    );
  });
});

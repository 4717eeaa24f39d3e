import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/text/evaluation.ts';
import { confusionCells, mostConfused, shadesOf } from '../../../src/ui/result/confusion.ts';

/** Lines of classes as given, each answered as given. */
function confusion(classes: readonly string[], pairs: readonly (readonly [truth: number, answer: number])[]) {
  const network = evaluate(
    Uint16Array.from(pairs, ([truth]) => truth),
    (line) => Float32Array.from(classes, (_, each) => (each === pairs[line][1] ? 1 : 0)),
    classes.length,
    0,
  );
  return confusionCells({ network, classes });
}

describe('the confusion matrix', () => {
  const cells = confusion(
    ['a', 'b', 'c'],
    [
      [0, 0],
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 2],
      [1, 2],
      [2, 2],
    ],
  );

  test('has a cell for each pair that occurred, with its share of the row', () => {
    expect(cells.map(({ truth, answer, lines }) => [truth, answer, lines])).toEqual([
      [0, 0, 2],
      [0, 1, 1],
      [1, 1, 1],
      [1, 2, 2],
      [2, 2, 1],
    ]);
    expect(cells[0].share).toBeCloseTo(2 / 3, 10);
  });

  test('tells the pairs that were confused most often first', () => {
    expect(mostConfused(cells, 5).map(({ truth, answer }) => [truth, answer])).toEqual([
      [1, 2],
      [0, 1],
    ]);
    expect(mostConfused(cells, 1)).toHaveLength(1);
  });

  test('is drawn in a path for each shade, the lightest first, and no cell smaller than the least', () => {
    const shades = shadesOf(cells, 1, 3);
    expect(shades.map(({ isRight, share }) => [isRight, share])).toEqual([
      [false, 0.4],
      [true, 0.4],
      [true, 0.8],
      [false, 0.8],
      [true, 1],
    ]);
    // The middle of the last cell, at 2.5, stays where it is.
    expect(shades.at(-1)?.path).toBe('M1.0 1.0h3v3h-3z');
  });

  test('of 1,000 classes has no more cells than lines', () => {
    const names = Array.from({ length: 1000 }, (_, each) => `class ${each}`);
    const many = confusion(
      names,
      names.map((_, each) => [each, (each * 7) % 1000]),
    );
    expect(many).toHaveLength(1000);
    expect(mostConfused(many, 12)).toHaveLength(12);
  });
});

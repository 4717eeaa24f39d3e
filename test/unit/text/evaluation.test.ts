import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src/shared/labelled.ts';
import { evaluate } from '../../../src/text/evaluation.ts';

function judge(truths: readonly number[], rows: readonly (readonly number[])[], mistakes = 10): Evaluation {
  const probabilities = rows.map((row) => Float32Array.from(row));
  return evaluate(Uint16Array.from(truths), (line) => probabilities[line], rows[0].length, mistakes);
}

describe('the evaluation of a classification', () => {
  const four = judge(
    [0, 0, 1, 2],
    [
      [0.5, 0.25, 0.25],
      [0.25, 0.5, 0.25],
      [0.125, 0.75, 0.125],
      [0.75, 0.125, 0.125],
    ],
  );

  it('of four lines two of which are right has accuracy 1/2 and the nats worked out by hand', () => {
    expect(four.lines).toBe(4);
    expect(four.accuracy).toBe(0.5);
    // The truths were given 1/2, 1/4, 3/4 and 1/8.
    expect(four.nats).toBeCloseTo(-Math.log((1 / 2) * (1 / 4) * (3 / 4) * (1 / 8)) / 4, 12);
  });

  it('counts in its confusion matrix truths by row and answers by column', () => {
    expect([...four.confusion]).toEqual([1, 1, 0, 0, 1, 0, 1, 0, 0]);
  });

  it('gives precision, recall and F1 of each class, and null where nothing was answered', () => {
    expect(four.classes).toEqual([
      { lines: 2, answered: 2, precision: 1 / 2, recall: 1 / 2, f1: 1 / 2 },
      { lines: 1, answered: 2, precision: 1 / 2, recall: 1, f1: 2 / 3 },
      { lines: 1, answered: 0, precision: null, recall: 0, f1: 0 },
    ]);
    const absent = judge([0], [[0.75, 0.25]]).classes[1];
    expect(absent).toEqual({ lines: 0, answered: 0, precision: null, recall: null, f1: null });
  });

  it('lists the most confident mistakes first, and no more than asked for', () => {
    expect(four.mistakes).toEqual([
      { line: 3, truth: 2, answer: 0, confidence: 0.75, truthProbability: 0.125 },
      { line: 1, truth: 0, answer: 1, confidence: 0.5, truthProbability: 0.25 },
    ]);
    const rows = [0.5, 0.875, 0.625].map((wrong) => [1 - wrong - 0.001, wrong]);
    expect(judge([0, 0, 0], rows, 2).mistakes.map(({ line }) => line)).toEqual([1, 2]);
  });

  it('stays finite where the truth was given no probability at all', () => {
    expect(judge([0], [[0, 1]]).nats).toBeCloseTo(126 * Math.LN2, 10);
  });

  it('refuses no lines, and a truth that is no class', () => {
    expect(() => judge([], [[1]])).toThrow('no lines');
    expect(() => judge([2], [[0.5, 0.5]])).toThrow('Line 0 is of class 2, and there are 2.');
  });
});

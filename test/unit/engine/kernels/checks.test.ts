import { describe, expect, test } from 'vitest';
import { KERNEL_SETS } from '../support.ts';

describe.each(KERNEL_SETS)('$title refuse sizes that do not fit, by RangeError with the sizes', (set) => {
  const free = set.start;
  const length = free + 1000;
  const kernels = set.create(length);

  test('a product that would read or write beyond the arena', () => {
    expect(() => kernels.multiply(free, free, free, 40, 40, 8, false)).toThrow(
      new RangeError(`multiply: c has 1600 elements at ${free}, beyond the ${length} there are.`),
    );
    expect(() => kernels.multiply(free, free, free, 4, 4, 300, false)).toThrow(RangeError);
    expect(() => kernels.multiplyTransposed(free, free, free, 4, 4, 300, 0, 4)).toThrow(RangeError);
  });
  test('a negative address, a size that is no number', () => {
    expect(() => kernels.add(-1, free, free, 4)).toThrow(RangeError);
    expect(() => kernels.add(free, free, free, NaN)).toThrow('add: y has NaN elements');
  });
  test('a share beyond its whole', () => {
    expect(() => kernels.multiplyTransposed(free, free, free, 4, 4, 4, 0, 5)).toThrow(
      new RangeError('multiplyTransposed: the share from 0 to 5 is not within 0 to 4.'),
    );
  });
  test('ids of rows that are not there', () => {
    kernels.integers.set([0, 7, -1], free);
    expect(() => kernels.gatherSums(free + 100, free + 200, free, 2, 4, 7, 0, 4)).toThrow(
      new RangeError('gatherSums: id 7 in row 1 is not among the 7 there are.'),
    );
    expect(() => kernels.lookUp(free + 100, free + 200, free + 2, 1, 4)).toThrow('lookUp: id -1 in row 0');
    expect(() => kernels.softmaxCrossEntropy(free + 100, free + 200, free, 2, 5, 1)).toThrow(
      new RangeError('softmaxCrossEntropy: id 7 in row 1 is not among the 5 there are.'),
    );
  });
  test('nothing to do is no error', () => {
    const before = kernels.floats.slice(free);
    kernels.multiply(free, free, free, 0, 3, 3, false);
    kernels.multiplyTransposed(free, free, free, 3, 3, 3, 2, 2);
    kernels.add(length, length, length, 0);
    kernels.dropout(free, free, 0, 5, 0.5, 1, 1, 0);
    expect(kernels.sumOfSquares(free, 0)).toBe(0);
    expect(kernels.floats.slice(free)).toEqual(before);
  });
  test('a sum of no terms is zero', () => {
    kernels.fill(free, 9, 5);
    kernels.multiply(free, free, free, 1, 3, 0, false);
    kernels.multiplyTransposed(free + 3, free, free, 2, 3, 0, 0, 2);
    expect([...kernels.floats.subarray(free, free + 9)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

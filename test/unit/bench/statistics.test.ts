import { describe, expect, it } from 'vitest';
import { geometricMean, median, rounded, spread } from '../../bench/statistics.ts';

describe('median', () => {
  it('is the middle value, whatever the order, and the mean of the middle two of an even number', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([8, 2, 4, 100])).toBe(6);
    expect(median([7])).toBe(7);
  });

  it('refuses to make a figure of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('geometricMean', () => {
  it('lets half as fast and twice as fast cancel out', () => {
    expect(geometricMean([0.5, 2])).toBeCloseTo(1, 12);
    expect(geometricMean([0.9, 0.9, 0.9])).toBeCloseTo(0.9, 12);
    expect(geometricMean([1, 10, 100])).toBeCloseTo(10, 10);
  });

  it('refuses a ratio that is no ratio, and names it', () => {
    expect(() => geometricMean([1, 0])).toThrow('[1, 0]');
    expect(() => geometricMean([1, Number.NaN])).toThrow(RangeError);
    expect(() => geometricMean([])).toThrow(RangeError);
  });
});

it('spread is the distance of the extremes as a share of the median', () => {
  expect(spread([90, 100, 120])).toBeCloseTo(0.3, 12);
  expect(spread([5, 5])).toBe(0);
});

it('rounded keeps as many digits as mean something', () => {
  expect(rounded(65_432.1)).toBe(65_430);
  expect(rounded(0.123_456, 2)).toBe(0.12);
});

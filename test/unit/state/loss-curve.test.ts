import { describe, expect, test } from 'vitest';
import { LossCurve, lossColumns, smooth, spread } from '../../../src/state/loss-curve.ts';
import type { LossPoint } from '../../../src/shared/run.ts';

const line = (count: number, from = 1): LossPoint[] =>
  Array.from({ length: count }, (_, at) => ({ step: from + at, nats: from + at }));

const mean = (points: readonly LossPoint[]): number => points.reduce((sum, { nats }) => sum + nats, 0) / points.length;

describe('LossCurve', () => {
  test('keeps every point as it came while there is room', () => {
    expect(new LossCurve(10, line(10)).points).toEqual(line(10));
  });

  test('averages neighbours by pairs once the bound is passed, at the step of the later', () => {
    const curve = new LossCurve(4, line(5));
    expect(curve.stride).toBe(2);
    expect(curve.points).toEqual([
      { step: 2, nats: 1.5 },
      { step: 4, nats: 3.5 },
      { step: 5, nats: 5 },
    ]);
  });

  test('stays within its bound plus one over a hundred thousand points, in rising steps that end with the newest', () => {
    const curve = new LossCurve(200);
    for (let from = 1; from <= 100_000; from += 37) curve.append(line(Math.min(37, 100_001 - from), from));
    const { points } = curve;
    expect(points.length).toBeLessThanOrEqual(201);
    expect(points.length).toBeGreaterThan(90);
    expect(points.at(-1)!.step).toBe(100_000);
    expect(points.every((point, at) => at === 0 || point.step > points[at - 1].step)).toBe(true);
  });

  test('keeps the mean of a straight line through all thinnings, to 1 %', () => {
    const curve = new LossCurve(64, line(4096));
    expect(Math.abs(mean(curve.points) / mean(line(4096)) - 1)).toBeLessThan(0.01);
  });

  test('gives a new array for every append, so that what watches it is told', () => {
    const curve = new LossCurve(10, line(2));
    const before = curve.points;
    curve.append([{ step: 3, nats: 3 }]);
    expect(before).toHaveLength(2);
    expect(curve.points).toHaveLength(3);
  });
});

describe('smooth', () => {
  test('leaves a constant loss as it is, from the first point to the last', () => {
    const flat = Array.from({ length: 50 }, (_, step) => ({ step, nats: 2 }));
    for (const { nats } of smooth(flat)) expect(nats).toBeCloseTo(2, 12);
  });

  test('does not lag: the middle of a straight line stays where it is to 1e-9', () => {
    expect(smooth(line(201), 0.92)[100].nats).toBeCloseTo(101, 9);
  });

  test('takes at least two thirds of the swing out of a loss that alternates between 1 and 3', () => {
    const zigzag = Array.from({ length: 100 }, (_, step) => ({ step, nats: step % 2 === 0 ? 1 : 3 }));
    for (const { nats } of smooth(zigzag, 0.92).slice(10)) expect(Math.abs(nats - 2)).toBeLessThan(1 / 3);
  });

  test('keeps a steep first fall: the smoothed curve starts within 0.75 nats of the first loss', () => {
    const falling = Array.from({ length: 2000 }, (_, step) => ({ step, nats: 1.5 + 3 * Math.exp(-step / 60) }));
    for (const length of [20, 80, 500, 2000]) {
      expect(Math.abs(smooth(falling.slice(0, length))[0].nats - 4.5)).toBeLessThan(0.75);
    }
  });

  test('passes over losses that are not finite', () => {
    const smoothed = smooth([
      { step: 1, nats: 2 },
      { step: 2, nats: Number.NaN },
      { step: 3, nats: 2 },
    ]);
    expect(smoothed.map(({ step }) => step)).toEqual([1, 3]);
    expect(smoothed[1].nats).toBeCloseTo(2, 12);
  });
});

describe('spread', () => {
  test('gives all items when they are few', () => {
    expect(spread([1, 2, 3], 3)).toEqual([1, 2, 3]);
  });

  test('keeps the first and the last of many, without repeating one', () => {
    const kept = spread(
      Array.from({ length: 1000 }, (_, at) => at),
      50,
    );
    expect(kept).toHaveLength(50);
    expect([kept[0], kept[49]]).toEqual([0, 999]);
    expect(new Set(kept).size).toBe(50);
  });
});

describe('lossColumns', () => {
  test('puts both curves on one rising axis of steps, with null where one has no point', () => {
    const columns = lossColumns(
      [
        { step: 1, nats: 4 },
        { step: 3, nats: 4 },
      ],
      [{ step: 2, nats: 5 }],
    );
    expect(columns.steps).toEqual([1, 2, 3]);
    expect(columns.training).toEqual([4, null, 4]);
    expect(columns.validation).toEqual([null, 5, null]);
    expect(columns.smoothed).toEqual([4, null, 4]);
  });
});

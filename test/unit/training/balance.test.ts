import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balance } from '../../../src/training/balance.ts';

function even(threads: number): Float64Array {
  return Float64Array.from({ length: threads + 1 }, (_, thread) => thread / threads);
}

function sizes(bounds: Float64Array): number[] {
  return Array.from(bounds.subarray(1), (end, thread) => end - bounds[thread]);
}

test('threads that keep their speeds come to need the same time', () => {
  const speeds = Float64Array.of(3, 1, 2);
  const bounds = even(3);
  for (let step = 0; step < 20; step++) balance(bounds, speeds);
  const needed = sizes(bounds).map((size, thread) => size / speeds[thread]);
  for (const time of needed) expect(time).toBeCloseTo(1 / 6, 4);
});

test('one interruption moves a share half way only', () => {
  const bounds = even(2);
  balance(bounds, Float64Array.of(1, 4));
  expect(sizes(bounds)[0]).toBeCloseTo(1 / 3, 12);
});

test('as long as one thread has reported nothing, the shares stay', () => {
  const bounds = even(4);
  balance(bounds, Float64Array.of(1, 2, 0, 4));
  expect(bounds).toEqual(even(4));
});

test('any speeds leave every thread a share, begin at 0 and end at 1', () => {
  const speed = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.array(speed, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 30 }), (steps) => {
      const bounds = even(3);
      for (const speeds of steps) balance(bounds, Float64Array.from(speeds));
      expect([bounds[0], bounds[3]]).toEqual([0, 1]);
      for (const size of sizes(bounds)) expect(size).toBeGreaterThan(0.05);
    }),
  );
});

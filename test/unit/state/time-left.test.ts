import { expect, it } from 'vitest';
import { TimeLeft } from '../../../src/state/time-left.ts';

it('the time left is what the rest takes at the pace so far, and unknown in the beginning', () => {
  let now = 0;
  const left = new TimeLeft(() => now);
  now = 900;
  expect(left.at(0.5)).toBeNull();
  now = 4000;
  expect(left.at(0.01)).toBeNull();
  expect(left.at(0.25)).toBe(12);
  expect(left.at(1)).toBe(0);
});

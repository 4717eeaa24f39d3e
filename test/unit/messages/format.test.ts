import { describe, expect, test } from 'vitest';
import {
  bits,
  bytes,
  duration,
  nats,
  percent,
  roughly,
  share,
  short,
  since,
  when,
} from '../../../src/messages/format.ts';

describe('formats', () => {
  test.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [200, '3 min 20 s'],
    [3599.7, '1 h'],
    [7500, '2 h 5 min'],
    [86_399, '1 day'],
    [97_200, '1 day 3 h'],
    [273_600, '3 days 4 h'],
    [-1, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('duration: %d seconds are %j', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  test.each([
    [2, '5 s'],
    [42, '40 s'],
    [540, '9 min'],
    [7000, '2 h'],
    [200_000, '2 days'],
  ])('roughly: %d seconds are %j', (seconds, text) => {
    expect(roughly(seconds)).toBe(text);
  });

  test.each([
    [812, '812'],
    [9994, '9,994'],
    [9995, '10 k'],
    [45_300, '45 k'],
    [999_600, '1.0 M'],
    [1_234_567, '1.2 M'],
  ])('short: %d is %j', (value, text) => {
    expect(short(value)).toBe(text);
  });

  test.each([
    [12, '12 bytes'],
    [1536, '1.5 kB'],
    [999_499, '999 kB'],
    [999_600, '1.0 MB'],
    [52_428_800, '52 MB'],
  ])('bytes: %d is %j', (value, text) => {
    expect(bytes(value)).toBe(text);
  });

  test('ln 2 nats are one bit, and no loss is a dash', () => {
    expect(bits(Math.LN2)).toBe('1.00');
    expect(nats(1.23456)).toBe('1.235');
    expect(nats(Number.NaN)).toBe('–');
  });

  test('percent never says 100 before the last step', () => {
    expect(percent(8699, 8700)).toBe(99);
    expect(percent(8700, 8700)).toBe(100);
    expect(percent(1, 0)).toBe(0);
  });

  test('a share is nothing or all of it only when it is', () => {
    expect([share(0, 600), share(1, 600), share(70, 600)]).toEqual(['0 %', 'less than 1 %', '12 %']);
    expect([share(599, 600), share(600, 600)]).toEqual(['more than 99 %', '100 %']);
  });

  test('since: seconds are counted from five to sixty, then it is as when', () => {
    const now = new Date(2026, 10, 23, 14, 30).getTime();
    expect(since(now, now)).toBe('just now');
    expect(since(now - 4999, now)).toBe('just now');
    expect(since(now - 5000, now)).toBe('5 s ago');
    expect(since(now - 59_999, now)).toBe('59 s ago');
    expect(since(now - 60_000, now)).toBe('1 min ago');
  });

  test('when: recent times are told from now, older ones by the calendar', () => {
    const now = new Date(2026, 10, 23, 14, 30).getTime();
    expect(when(now - 10_000, now)).toBe('just now');
    expect(when(now - 300_000, now)).toBe('5 min ago');
    expect(when(new Date(2026, 10, 23, 9, 5).getTime(), now)).toBe('today, 09:05');
    expect(when(new Date(2026, 10, 3, 9, 5).getTime(), now)).toBe('3 Nov');
    expect(when(new Date(2024, 10, 3, 9, 5).getTime(), now)).toBe('3 Nov 2024');
  });
});

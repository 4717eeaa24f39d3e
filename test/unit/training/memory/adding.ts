/**
 * Adding (Hochreiter and Schmidhuber 1997, experiment 4; Le, Jaitly, Hinton 2015, "A simple way to initialize recurrent
 * networks of rectified linear units"): numbers are read, two of them marked, one in either half; their sum is asked at the end. There the
 * numbers are real and the sum is a regression. Here symbols go in and a class comes out, so the numbers are tenths, 0 to 9, a symbol
 * each, marked or not, and the sum is one of 19 classes: all right or wrong. What has to be remembered is the same.
 */
import type { RandomStream } from '../../../../src/engine/rng.ts';
import { drawn, type Line, type MemoryTask } from './task.ts';

const NUMBERS = 10;
const SUMS = 2 * NUMBERS - 1;
const TESTS = 200;

/** @param length numbers in a line. */
export function adding(length: number): MemoryTask {
  const line = (random: RandomStream): Line => {
    const numbers = Array.from({ length }, () => random.below(NUMBERS));
    const half = Math.floor(length / 2);
    const marked = [random.below(half), half + random.below(length - half)];
    const inputs = numbers.map((number, at) => (marked.includes(at) ? NUMBERS + number : number));
    const sum = numbers[marked[0]] + numbers[marked[1]];
    return { inputs, targets: [sum], legal: [[sum]] };
  };
  return {
    asks: { kind: 'classify', classes: SUMS },
    symbols: 2 * NUMBERS,
    longest: length,
    learned: line,
    tests: drawn(TESTS, line),
  };
}

/**
 * Languages that want a counter. aⁿbⁿ (Gers and Schmidhuber 2001, "LSTM recurrent networks learn simple context-free and context-sensitive languages";
 * Weiss, Goldberg, Yahav 2018, "On the practical computational power of finite precision RNNs for language recognition"): as many b as a, then the
 * end. Dyck-1 (Suzgun, Belinkov, Gehrmann, Shieber 2019, "LSTM networks can perform dynamic counting"): brackets that close each other.
 */
import type { RandomStream } from '../../../../src/engine/rng.ts';
import { drawn, type Legal, type Line, type MemoryTask } from './task.ts';

const END = 0;
const OPEN = 1;
const CLOSE = 2;
const TESTS = 200;
/** How probable it is that a bracket opens within others, and that a line ends where none is open. */
const OPENS = 0.5;
const ENDS = 0.2;

/** What is read begins with the end of the one before. */
function lineOf(ids: readonly number[], legal: readonly Legal[]): Line {
  return { inputs: [END, ...ids], targets: [...ids, END], legal };
}

/**
 * @param learned the largest n to learn from.
 * @param tested the largest n to be tested on: each from 1 on.
 */
export function counting(learned: number, tested: number): MemoryTask {
  const line = (n: number): Line => {
    const ids = Array.from({ length: 2 * n }, (_, at) => (at < n ? OPEN : CLOSE));
    // How many a there will be nobody can know. From the first b on all is certain.
    const legal = Array.from({ length: 2 * n + 1 }, (_, at) => (at <= n ? null : at < 2 * n ? [CLOSE] : [END]));
    return lineOf(ids, legal);
  };
  return {
    asks: { kind: 'continue' },
    symbols: 3,
    longest: 2 * tested + 1,
    learned: (random) => line(1 + random.below(learned)),
    tests: Array.from({ length: tested }, (_, at) => line(at + 1)),
  };
}

/**
 * Each way on is taken with the same probability wherever a line stands, so that its length tells nothing.
 * @param learned the most brackets of a line to learn from.
 * @param tested the most of one to be tested on; where that is more, all tests are longer than what is learned.
 */
export function dyck(learned: number, tested: number): MemoryTask {
  const line = (random: RandomStream, shortest: number, longest: number): Line => {
    for (;;) {
      const ids = brackets(random, longest);
      if (ids.length >= shortest && ids.length <= longest) return lineOf(ids, mayFollow(ids));
    }
  };
  const shortest = tested > learned ? learned + 2 : 2;
  return {
    asks: { kind: 'continue' },
    symbols: 3,
    longest: tested + 1,
    learned: (random) => line(random, 2, learned),
    tests: drawn(TESTS, (random) => line(random, shortest, tested)),
  };
}

/** Cut off where they grow beyond `most`. */
function brackets(random: RandomStream, most: number): number[] {
  const ids: number[] = [];
  for (let depth = 0; ids.length <= most;) {
    if (depth === 0 && ids.length > 0 && random.uniform() < ENDS) return ids;
    const opens = depth === 0 || random.uniform() < OPENS;
    ids.push(opens ? OPEN : CLOSE);
    depth += opens ? 1 : -1;
  }
  return ids;
}

/** A bracket may always open; one may close where one is open, else the line may end. */
function mayFollow(ids: readonly number[]): (readonly number[])[] {
  let depth = 0;
  const after = ids.map((id) => {
    depth += id === OPEN ? 1 : -1;
    return depth > 0 ? [OPEN, CLOSE] : [OPEN, END];
  });
  return [[OPEN], ...after];
}

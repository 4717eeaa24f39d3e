/**
 * Copy (Hochreiter and Schmidhuber 1997, "Long short-term memory", Neural Computation 9, experiment 2, for one symbol;
 * Arjovsky, Shah, Bengio 2016, "Unitary evolution recurrent neural networks", ICML, for ten): symbols are shown, then blanks,
 * then a signal; after it they are to be told in their order, while blanks are read. How many blanks is drawn anew for each line
 * that is learned, so that what is near teaches what is far.
 */
import type { RandomStream } from '../../../../src/engine/rng.ts';
import { drawn, type Line, type MemoryTask } from './task.ts';

const LETTERS = 8;
const BLANK = LETTERS;
const SIGNAL = LETTERS + 1;
const TESTS = 200;

/**
 * @param count letters to be copied.
 * @param lag the most steps from the last letter to the first copy; in all tests it is as many.
 */
export function copying(count: number, lag: number): MemoryTask {
  const line = (random: RandomStream, wait: number): Line => {
    const letters = Array.from({ length: count }, () => random.below(LETTERS));
    const blanks = (length: number): number[] => Array.from({ length }, () => BLANK);
    const inputs = [...letters, ...blanks(wait - 1), SIGNAL, ...blanks(count - 1)];
    const silence = count + wait - 1;
    const targets = [...Array.from({ length: silence }, () => -1), ...letters];
    const legal = targets.map((target) => (target < 0 ? null : [target]));
    return { inputs, targets, legal };
  };
  return {
    asks: { kind: 'continue' },
    symbols: LETTERS + 2,
    longest: 2 * count + lag - 1,
    learned: (random) => line(random, 1 + random.below(lag)),
    tests: drawn(TESTS, (random) => line(random, lag)),
  };
}

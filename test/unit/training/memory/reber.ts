/**
 * Embedded Reber grammar (Smith and Zipser 1989, "Learning sequential structure with the real-time recurrent learning algorithm"; Cleeremans,
 * Servan-Schreiber, McClelland 1989; Hochreiter and Schmidhuber 1997, experiment 1): a string of Reber's grammar between two
 * T or two P. What closes it is only known from what opened it. There each way on is taken half the time; to make the way between
 * longer, the two loops may be gone round more often.
 */
import type { RandomStream } from '../../../../src/engine/rng.ts';
import { drawn, type Line, type MemoryTask } from './task.ts';

const SYMBOLS = 'BTPSXVE';
/** What may follow at each node of Reber's grammar (1967), from behind its B to its E, and where it leads; the way round a loop comes first. */
const NODES: readonly (readonly (readonly [symbol: string, to: number])[])[] = [
  [
    ['T', 1],
    ['P', 2],
  ],
  [
    ['S', 1],
    ['X', 3],
  ],
  [
    ['T', 2],
    ['V', 4],
  ],
  [
    ['X', 2],
    ['S', 5],
  ],
  [
    ['P', 3],
    ['V', 5],
  ],
  [['E', 6]],
];
const LOOPS = [1, 2];
const TESTS = 200;

/**
 * @param longest symbols of a string, at most.
 * @param round how probable it is to go round a loop once more: 0.5 in the sources.
 */
export function reber(longest: number, round = 0.5): MemoryTask {
  const line = (random: RandomStream): Line => {
    for (;;) {
      const found = embedded(random, round);
      if (found.inputs.length < longest) return found;
    }
  };
  return {
    asks: { kind: 'continue' },
    symbols: SYMBOLS.length,
    longest,
    learned: line,
    tests: drawn(TESTS, line),
  };
}

/** What is read is all but the last symbol. */
function embedded(random: RandomStream, round: number): Line {
  const text: string[] = [];
  const legal: string[] = [];
  const append = (choices: string, first = 1 / choices.length): string => {
    const symbol = choices.length === 1 || random.uniform() < first ? choices[0] : choices[1];
    text.push(symbol);
    legal.push(choices);
    return symbol;
  };
  append('B');
  const around = append('TP');
  append('B');
  for (let node = 0; node < NODES.length;) {
    const ways = NODES[node];
    const symbol = append(ways.map(([way]) => way).join(''), LOOPS.includes(node) ? round : undefined);
    node = ways.find(([way]) => way === symbol)?.[1] ?? NODES.length;
  }
  append(around);
  append('E');
  const ids = text.map((symbol) => SYMBOLS.indexOf(symbol));
  return {
    inputs: ids.slice(0, -1),
    targets: ids.slice(1),
    legal: legal.slice(1).map((choices) => Array.from(choices, (symbol) => SYMBOLS.indexOf(symbol))),
  };
}

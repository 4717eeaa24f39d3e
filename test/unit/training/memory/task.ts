/** The classic tasks that a network solves only by remembering: what they have in common. */
import type { WindowSize } from '../../../../src/engine/dimensions.ts';
import { PURPOSE, RandomStream } from '../../../../src/engine/rng.ts';
import type { Batches, Slots } from '../../../../src/training/batches.ts';

/** What may follow a step: the answers that count as right, or null where nothing is asked. */
export type Legal = readonly number[] | null;

/** One line to read from a state of zeros, and what is asked of it. */
export interface Line {
  /** [T] ids. */
  readonly inputs: readonly number[];
  /** [P] what follows, to learn from; -1 where nothing is to be learned. */
  readonly targets: readonly number[];
  /** [P] what may follow. */
  readonly legal: readonly Legal[];
}

export interface MemoryTask {
  /** What is asked: a symbol after every step, or one of so many classes at the end. */
  readonly asks: { readonly kind: 'continue' } | { readonly kind: 'classify'; readonly classes: number };
  readonly symbols: number;
  /** T: no line is longer. */
  readonly longest: number;
  /** A line to learn from. */
  learned(random: RandomStream): Line;
  /** Lines to be tested on. */
  readonly tests: readonly Line[];
}

/** Lines for a test, drawn with a seed that no training uses. */
export function drawn(count: number, draw: (random: RandomStream) => Line): Line[] {
  const random = new RandomStream(0xffffffff, PURPOSE.lines);
  return Array.from({ length: count }, () => draw(random));
}

/** New lines for every step, without end. */
export class EndlessLines implements Batches {
  readonly window: WindowSize;
  /** So the state begins with zeros in each. */
  readonly perPass = 1;
  readonly symbolsPerPass: number;
  readonly stride = 1;
  readonly #task: MemoryTask;
  readonly #seed: number;

  constructor(task: MemoryTask, lanes: number, seed: number) {
    this.#task = task;
    this.#seed = seed;
    this.window = { lanes, steps: task.longest };
    this.symbolsPerPass = lanes * task.longest;
  }

  read(step: number, slots: Slots): WindowSize {
    const random = new RandomStream(this.#seed, PURPOSE.lines, 0, step);
    return layOut(
      Array.from({ length: this.window.lanes }, () => this.#task.learned(random)),
      slots,
    );
  }
}

/** A line a lane. What comes behind the end of one is read as the first symbol, and nothing is learned of it. */
export function layOut(lines: readonly Line[], { lanes: B, inputs, targets, lengths }: Slots): WindowSize {
  const steps = lines.reduce((most, line) => Math.max(most, line.inputs.length), 0);
  const answers = lines.reduce((most, line) => Math.max(most, line.targets.length), 0);
  for (const [lane, line] of lines.entries()) {
    for (let t = 0; t < steps; t++) inputs[t * B + lane] = line.inputs[t] ?? 0;
    for (let p = 0; p < answers; p++) targets[p * B + lane] = line.targets[p] ?? -1;
    lengths[lane] = line.inputs.length;
  }
  return { lanes: lines.length, steps };
}

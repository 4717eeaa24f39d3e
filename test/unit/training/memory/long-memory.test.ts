/** What a network remembers, on the classic tasks; the sources stand at the head of each task's file. */
import { expect, it } from 'vitest';
import { loadKernels } from '../../../../src/engine/kernels/choose.ts';
import type { CellKind } from '../../../../src/shared/network.ts';
import { SOAK } from '../../../drills/counts.ts';
import { drill } from '../../../drills/drill.ts';
import '../../engine/relaxed-simd.ts';
import { adding } from './adding.ts';
import { copying } from './copying.ts';
import { counting, dyck } from './counting.ts';
import { reber } from './reber.ts';
import type { MemoryTask } from './task.ts';
import { trial, type Course } from './trial.ts';

const CELLS: readonly CellKind[] = ['lstm', 'gru', 'rnn'];
/** Of the lines never seen, so many are right in all their steps when a task is solved, and at most so many when it is not. */
const SOLVED = 0.95;
const UNSOLVED = 0.5;

interface Claim {
  readonly name: string;
  readonly task: MemoryTask;
  readonly course: Course;
  /** Does the vanilla network solve it, fail, or come somewhere between? The others all do. */
  readonly vanilla: 'solves' | 'fails' | 'either';
}

/** Small enough for `npm test`. */
const QUICK: readonly Claim[] = [
  {
    name: 'one letter, recalled after 30 steps',
    task: copying(1, 30),
    course: { hidden: 16, learningRate: 0.02, steps: 600 },
    vanilla: 'either',
  },
  {
    name: 'embedded Reber grammar',
    task: reber(40),
    course: { hidden: 32, learningRate: 0.01, steps: 1000 },
    vanilla: 'solves',
  },
];

const LONG: readonly Claim[] = [
  {
    name: 'Copy: one letter, recalled after 100 steps',
    task: copying(1, 100),
    course: { hidden: 32, learningRate: 0.01, steps: 1500 },
    vanilla: 'fails',
  },
  {
    name: 'Copy: five letters, after 20 steps',
    task: copying(5, 20),
    course: { hidden: 64, learningRate: 0.01, steps: 2000 },
    vanilla: 'fails',
  },
  {
    name: 'Adding: two of 50 numbers',
    task: adding(50),
    course: { hidden: 64, learningRate: 0.005, steps: 4000 },
    vanilla: 'either',
  },
  {
    name: 'Adding: two of 100 numbers',
    task: adding(100),
    course: { hidden: 64, learningRate: 0.005, steps: 5000 },
    vanilla: 'fails',
  },
  {
    name: 'Embedded Reber grammar',
    task: reber(40),
    course: { hidden: 32, learningRate: 0.01, steps: 1000 },
    vanilla: 'solves',
  },
  {
    name: 'The same, its loops gone round seven times',
    task: reber(80, 0.85),
    course: { hidden: 32, learningRate: 0.01, steps: 2000 },
    vanilla: 'solves',
  },
  {
    name: 'aⁿbⁿ, n up to 50',
    task: counting(50, 50),
    course: { hidden: 32, learningRate: 0.01, steps: 2500 },
    vanilla: 'fails',
  },
  {
    name: 'Dyck-1, up to 50 brackets',
    task: dyck(50, 50),
    course: { hidden: 32, learningRate: 0.005, steps: 1500 },
    vanilla: 'solves',
  },
  {
    name: 'Dyck-1, 52 to 100 brackets, having learned from 50',
    task: dyck(50, 100),
    course: { hidden: 32, learningRate: 0.01, steps: 2500 },
    vanilla: 'either',
  },
];

it(
  'LSTM and GRU solve the tasks of long memory; the vanilla network fails where it must keep a letter or a number for 100 steps, or count to 50',
  () =>
    drill('long-memory', async (passed) => {
      const kernels = await loadKernels();
      for (const { name, task, course, vanilla } of SOAK ? LONG : QUICK) {
        for (const cell of CELLS) {
          const { right, steps } = trial(kernels, cell, task, course);
          process.stdout.write(`  ${name}, ${cell}: ${(100 * right).toFixed(1)} % right after ${steps} steps\n`);
          const expected = cell === 'rnn' ? vanilla : 'solves';
          if (expected === 'solves') expect(right, `${name}, ${cell}`).toBeGreaterThanOrEqual(SOLVED);
          if (expected === 'fails') expect(right, `${name}, ${cell}`).toBeLessThanOrEqual(UNSOLVED);
          passed();
        }
      }
    }),
  3_600_000,
);

/** Where the time of a training step goes, on the thread that leads: every kernel is timed by its caller. */
import { loadProgram } from '../../../src/engine/kernels/choose.ts';
import { REFERENCE_KERNELS } from '../../../src/engine/kernels/reference/set.ts';
import { Control } from '../../../src/training/control.ts';
import { soloMachine, threadedMachine, type Machine } from '../../../src/workbench/machine.ts';
import type { PhaseTime, TrainingCase } from './interface.ts';
import { Stopwatch, timed } from './stopwatch.ts';
import { TrainingBench } from './training-bench.ts';

const WARM_UP_MS = 300;

async function timedMachine(
  { kernels, threads }: TrainingCase,
  stopwatch: Stopwatch,
  spawn: () => Worker,
): Promise<Machine> {
  if (kernels === 'reference') {
    return soloMachine({
      ...REFERENCE_KERNELS,
      create: (length) => timed(REFERENCE_KERNELS.create(length), stopwatch),
    });
  }
  const program = await loadProgram(kernels, true);
  const untimed = program.kernels.bind(program);
  program.kernels = (...where) => timed(untimed(...where), stopwatch);
  return threadedMachine(program, threads, spawn);
}

export async function profileTraining(
  training: TrainingCase,
  milliseconds: number,
  spawn: () => Worker,
): Promise<readonly PhaseTime[]> {
  const stopwatch = new Stopwatch();
  const untimed = Object.getOwnPropertyDescriptor(Control.prototype, 'meet')?.value as Control['meet'];
  Control.prototype.meet = function (this: Control, thread: number) {
    stopwatch.time('waiting for the others', () => untimed.call(this, thread));
  };
  const bench = await TrainingBench.open(training, await timedMachine(training, stopwatch, spawn));
  try {
    bench.steps(WARM_UP_MS);
    stopwatch.reset();
    bench.steps(milliseconds, () => stopwatch.endStep());
    return stopwatch.result();
  } finally {
    bench.close();
    Control.prototype.meet = untimed;
  }
}

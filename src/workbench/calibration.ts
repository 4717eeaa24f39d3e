import { DEFAULT_SETTINGS, networkFor } from '../shared/settings.ts';
import { flopsPerSymbol, planRun } from '../training/plan.ts';
import { Trainer } from '../training/trainer.ts';
import type { Machine } from './machine.ts';

/** Long enough to see the speed of a warm machine, short enough not to be noticed. */
const MEASURE_MS = 120;
const VOCABULARY = 64;
const LENGTH = 4000;

/**
 * Floating-point operations a second this device trains with, measured by training a small network on symbols that
 * mean nothing.
 */
export async function measureSpeed(machine: Machine, now: () => number): Promise<number> {
  const settings = { ...DEFAULT_SETTINGS, layers: 1, lanes: 32, windowSteps: 10 };
  const ids = Uint16Array.from({ length: LENGTH }, (_, index) => (index * index) % VOCABULARY);
  const network = networkFor(settings, VOCABULARY);
  const plan = planRun(settings, network, LENGTH, LENGTH, machine.kernels);
  const team = await machine.gather(plan, settings);
  const trainer = new Trainer(plan, settings, ids, ids, team);
  trainer.step(settings.learningRate);
  const begun = now();
  let steps = 0;
  do {
    trainer.step(settings.learningRate);
    steps++;
  } while (now() - begun < MEASURE_MS && !trainer.finished);
  team.close();
  const symbols = steps * plan.window.lanes * plan.window.steps;
  return (symbols * flopsPerSymbol(network, plan.parameters)) / ((now() - begun) / 1000);
}

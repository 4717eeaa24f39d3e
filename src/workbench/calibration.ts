import type { KernelSet } from '../engine/kernels/interface.ts';
import { DEFAULT_SETTINGS, networkFor } from '../shared/settings.ts';
import { flopsPerSymbol, planRun } from '../training/plan.ts';
import { Trainer } from '../training/trainer.ts';

/** Long enough to see the speed of a warm machine, short enough not to be noticed. */
const MEASURE_MS = 120;
const VOCABULARY = 64;
const LENGTH = 4000;

/**
 * Floating-point operations a second this device trains with, measured by training a small network on symbols that
 * mean nothing.
 */
export function measureSpeed(kernels: KernelSet, now: () => number): number {
  const settings = { ...DEFAULT_SETTINGS, layers: 1, lanes: 32, windowSteps: 10 };
  const ids = Uint16Array.from({ length: LENGTH }, (_, index) => (index * index) % VOCABULARY);
  const network = networkFor(settings, VOCABULARY);
  const plan = planRun(settings, network, LENGTH, LENGTH, kernels);
  const trainer = new Trainer(plan, settings, ids, ids, kernels);
  trainer.step(settings.learningRate);
  const begun = now();
  let steps = 0;
  do {
    trainer.step(settings.learningRate);
    steps++;
  } while (now() - begun < MEASURE_MS && !trainer.finished);
  const symbols = steps * plan.window.lanes * plan.window.steps;
  return (symbols * flopsPerSymbol(network, plan.parameters)) / ((now() - begun) / 1000);
}

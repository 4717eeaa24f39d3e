import type { Estimate } from '../shared/run.ts';
import { networkFor, type Settings } from '../shared/settings.ts';
import type { TextSummary } from '../shared/text.ts';
import { splitLengths } from '../text/batches.ts';
import { flopsPerSymbol, planRun, TRAINING_SHARE } from '../training/plan.ts';
import type { Beginning } from './beginning.ts';
import type { Machine } from './machine.ts';

/**
 * What a run would cost.
 * @param taught what it goes on from, or null for a new network.
 * @param speed floating-point operations a second this device trains with, or null before it was measured.
 * @throws DeviceError when it cannot fit.
 */
export function estimateRun(
  text: TextSummary,
  settings: Settings,
  taught: Pick<Beginning, 'network' | 'notes'> | null,
  machine: Machine,
  speed: number | null,
): Estimate {
  const { kernels, threads } = machine;
  const network = taught?.network ?? networkFor(settings, Math.min(text.distinct, settings.vocabularyCap + 1));
  const { training, validation } = splitLengths(text.characters, settings.validationShare);
  const plan = planRun(settings, network, training, validation, kernels);
  const perSecond = speed === null ? null : speed / flopsPerSymbol(network, plan.parameters);
  const symbols = plan.totalSteps * plan.window.lanes * plan.window.steps;
  return {
    parameters: plan.parameters,
    memoryBytes: plan.memoryBytes,
    vocabulary: network.vocabulary,
    steps: plan.totalSteps,
    charactersPerSecond: perSecond,
    seconds: perSecond === null ? null : symbols / perSecond / TRAINING_SHARE,
    kernels: kernels.name,
    threads,
    notes: taught?.notes ?? [],
  };
}

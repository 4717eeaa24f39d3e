import { training as words } from '../messages/training.ts';
import type { Estimate } from '../shared/run.ts';
import { networkFor, type Settings } from '../shared/settings.ts';
import type { TextSummary } from '../shared/text.ts';
import { splitLengths } from '../text/batches.ts';
import type { Dealt, Lesson } from '../training/batches.ts';
import { batchOf, costPerSymbol, planRun, TRAINING_SHARE } from '../training/plan.ts';
import { dealWindows } from '../training/windows.ts';
import type { Beginning } from './beginning.ts';
import { lessonFor } from './lesson-for.ts';
import type { Machine } from './machine.ts';

/**
 * What a run would cost.
 * @param beginning what it goes on from, or the lines it is to classify; else null: the rest follows from the length of the text.
 * @param speed what this device does in a second, in units of `costPerSymbol`, or null before it was measured.
 * @throws DeviceError when it cannot fit.
 */
export function estimateRun(
  text: TextSummary,
  settings: Settings,
  beginning: Beginning | null,
  machine: Machine,
  speed: number | null,
): Estimate {
  const { kernels, threads } = machine;
  const chosen = beginning?.settings ?? settings;
  const network = beginning?.network ?? networkFor(settings, Math.min(text.distinct, settings.vocabularyCap + 1));
  const plan = planRun(chosen, network, dealtFor(text, chosen, beginning), kernels);
  const perSecond = speed === null ? null : speed / costPerSymbol(network, plan.parameters, batchOf(plan));
  const symbols = plan.totalSteps * plan.symbolsPerStep;
  return {
    parameters: plan.parameters,
    memoryBytes: plan.memoryBytes,
    vocabulary: network.vocabulary,
    steps: plan.totalSteps,
    charactersPerSecond: perSecond,
    seconds: perSecond === null ? null : symbols / perSecond / TRAINING_SHARE,
    kernels: kernels.name,
    threads,
    notes: [...(beginning?.notes ?? []), ...notesOf(text, chosen)],
  };
}

function dealtFor(text: TextSummary, settings: Settings, beginning: Beginning | null): Lesson<Dealt> {
  if (beginning?.lines) return lessonFor({ ...beginning, text: '' }).lesson;
  const { validationShare, lanes, windowSteps } = settings;
  const { training, validation } = splitLengths(text.characters, validationShare);
  return dealWindows(training, validation, { lanes, steps: windowSteps });
}

/** What would make the loss on unseen text mean little. */
function notesOf({ characters }: TextSummary, { task, validationShare, windowSteps }: Settings): string[] {
  const { validation } = splitLengths(characters, validationShare);
  return task !== 'classify' && validation < windowSteps ? [words.shortTail(validation, windowSteps)] : [];
}

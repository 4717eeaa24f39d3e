/** A text or labelled lines, made into the batches of a task. */
import type { NetworkConfiguration } from '../shared/network.ts';
import type { Settings } from '../shared/settings.ts';
import type { TextParts } from '../text/split.ts';
import type { Lesson } from './batches.ts';
import { LineBatches, type EncodedLines } from './line-batches.ts';
import { MaskedWindows } from './masked-windows.ts';
import { dealWindows, Windows } from './windows.ts';

/** What is held out is masked alike in all runs, and its lines are read in one order. */
const TEST_SEED = 0;

/** A text to write on or to fill in. */
export function textLesson(
  { training, validation }: TextParts,
  { lanes, windowSteps, maskSpan, seed }: Settings,
  { task, vocabulary }: NetworkConfiguration,
): Lesson<Windows | MaskedWindows> {
  const dealt = dealWindows(training.length, validation.length, { lanes, steps: windowSteps });
  const learned = new Windows(training, dealt.training);
  const tested = new Windows(validation, dealt.validation);
  if (task.kind !== 'fill') return { training: learned, validation: tested };
  const masking = { task, mask: vocabulary, longestSpan: maskSpan };
  return {
    training: new MaskedWindows(learned, { ...masking, seed }),
    validation: new MaskedWindows(tested, { ...masking, seed: TEST_SEED }),
  };
}

/** Lines to classify. */
export function linesLesson(
  training: EncodedLines,
  validation: EncodedLines,
  { lanes, seed }: Pick<Settings, 'lanes' | 'seed'>,
): Lesson<LineBatches> {
  return {
    training: new LineBatches(training, { lanes, seed, rest: 'leave' }),
    validation: new LineBatches(validation, {
      lanes: Math.min(lanes, training.texts.length),
      seed: TEST_SEED,
      rest: 'read',
    }),
  };
}

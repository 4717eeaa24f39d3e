/** A few held-out questions, and what the network answers at a moment: what is watched of a run that writes nothing. */
import type { AnswerSample, AnsweredLine, FilledBlank } from '../shared/judgement.ts';
import { indexOfGreatest } from '../text/evaluation.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import type { Batches, Slots } from '../training/batches.ts';
import { LineBatches } from '../training/line-batches.ts';
import { MaskedWindows } from '../training/masked-windows.ts';
import type { Trainer } from '../training/trainer.ts';

/** Of the passage that is filled in. */
const SYMBOLS = 240;
/** Of so many batches of lines, so many each. */
const BATCHES = 4;
const LINES_EACH = 2;

/** What the network of a trainer answers at this moment. */
export type GiveAnswers = (trainer: Trainer) => AnswerSample;

/** @param classes names of the classes; empty where none are told apart. @returns null where a text is written on. */
export function answersTo(questions: Batches, vocabulary: Vocabulary, classes: readonly string[]): GiveAnswers | null {
  if (questions instanceof MaskedWindows) return (trainer) => passage(questions, vocabulary, trainer);
  if (questions instanceof LineBatches) return (trainer) => lines(questions, vocabulary, classes, trainer);
  return null;
}

/** The beginning of the first lane. */
function passage(windows: MaskedWindows, vocabulary: Vocabulary, trainer: Trainer): AnswerSample {
  const { lanes, steps } = windows.window;
  const count = Math.min(windows.perPass, Math.ceil(SYMBOLS / steps));
  const given = new Map<string, { readonly id: number; readonly probability: number }>();
  trainer.evaluate((batch, p, lane, logits) => {
    if (lane === 0) given.set(`${batch} ${p}`, likeliest(logits));
  }, count);
  const pieces: (string | FilledBlank)[] = [];
  for (let batch = 0; batch < count; batch++) {
    const slots = emptySlots(lanes, steps);
    windows.read(batch, slots);
    const places = Array.from({ length: windows.answers }, (_, p) => slots.places[p * lanes]);
    let shown: number[] = [];
    const flush = (): void => {
      if (shown.length > 0) pieces.push(vocabulary.decode(shown));
      shown = [];
    };
    for (let t = 0; t < steps; t++) {
      const p = places.indexOf(t);
      if (p < 0) {
        shown.push(slots.inputs[t * lanes]);
        continue;
      }
      flush();
      const { id, probability } = given.get(`${batch} ${p}`) ?? { id: 0, probability: 0 };
      pieces.push({
        truth: vocabulary.decode([slots.targets[p * lanes]]),
        answer: vocabulary.decode([id]),
        probability,
      });
    }
    flush();
  }
  return { kind: 'fill', step: trainer.position.step, pieces };
}

function lines(
  batches: LineBatches,
  vocabulary: Vocabulary,
  classes: readonly string[],
  trainer: Trainer,
): AnswerSample {
  const { lanes, steps } = batches.window;
  const count = Math.min(batches.perPass, BATCHES);
  const answered: AnsweredLine[] = [];
  const slots = Array.from({ length: count }, (_, batch) => {
    const each = emptySlots(lanes, steps);
    batches.read(batch, each);
    return each;
  });
  trainer.evaluate((batch, _, lane, logits) => {
    if (lane >= LINES_EACH) return;
    const { inputs, lengths, targets } = slots[batch];
    const ids = Array.from({ length: lengths[lane] }, (_, t) => inputs[t * lanes + lane]);
    const { id, probability } = likeliest(logits);
    answered.push({ text: vocabulary.decode(ids), truth: classes[targets[lane]], answer: classes[id], probability });
  }, count);
  return { kind: 'classify', step: trainer.position.step, lines: answered };
}

/** The likeliest of logits [C], with its probability. */
function likeliest(logits: Float32Array): { readonly id: number; readonly probability: number } {
  const id = indexOfGreatest(logits);
  const sum = logits.reduce((so, logit) => so + Math.exp(logit - logits[id]), 0);
  return { id, probability: 1 / sum };
}

/** Room for a batch outside the memory that is computed in. */
export function emptySlots(lanes: number, steps: number): Slots {
  return {
    lanes,
    inputs: new Int32Array(lanes * steps),
    targets: new Int32Array(lanes * steps),
    lengths: new Int32Array(lanes),
    places: new Int32Array(lanes * steps),
  };
}

/** How good the network of a checkpoint is at its task, and what counting reaches on the same held-out part. */
import type { Evaluation } from '../shared/labelled.ts';
import type { Checkpoint, Score } from '../shared/run.ts';
import { evaluate } from '../text/evaluation.ts';
import { labelledLines } from '../text/labelled.ts';
import { splitLabelled } from '../text/labelled-split.ts';
import { scoreFromLeft, type Blank } from '../text/left-grams.ts';
import { naiveBayes } from '../text/naive-bayes.ts';
import { splitText } from '../text/split.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import type { Lesson, Slots } from '../training/batches.ts';
import { LineBatches } from '../training/line-batches.ts';
import { MaskedWindows } from '../training/masked-windows.ts';
import { planRun } from '../training/plan.ts';
import { Trainer, type HearAnswer } from '../training/trainer.ts';
import { lessonFor } from './lesson-for.ts';
import type { Machine } from './machine.ts';

const MISTAKES = 20;

/** At masked symbols. */
export interface FillJudgement {
  readonly kind: 'fill';
  readonly network: Required<Score>;
  /** What n-grams reach that end where each blank begins. */
  readonly fromLeft: Required<Score>;
  readonly answers: number;
}

/** On held-out lines, whose mistakes are told by number. */
export interface ClassifyJudgement {
  readonly kind: 'classify';
  readonly network: Evaluation;
  readonly naiveBayes: Evaluation;
  /** The share that is right when the most frequent class is always the answer. */
  readonly majority: number;
  readonly classes: readonly string[];
  readonly lines: readonly string[];
}

export type Judgement = FillJudgement | ClassifyJudgement;

/** @returns null for a network that writes on: its validation loss tells all there is. */
export async function judge(checkpoint: Checkpoint, text: string, machine: Machine): Promise<Judgement | null> {
  switch (checkpoint.network.task.kind) {
    case 'continue':
      return null;
    case 'fill':
      return judgeFilling(checkpoint, text, machine);
    case 'classify':
      return judgeClassifying(checkpoint, text, machine);
  }
}

async function judgeFilling(checkpoint: Checkpoint, text: string, machine: Machine): Promise<FillJudgement> {
  const { settings, network } = checkpoint;
  const vocabulary = Vocabulary.from(checkpoint.vocabulary);
  const { lesson } = lessonFor({ settings, network, vocabulary, text, lines: null });
  const { nats, accuracy = 0 } = await scoreOf(checkpoint, lesson, machine, () => undefined);
  const { training, validation } = splitText(vocabulary.encode(text), settings);
  const blanks = lesson.validation instanceof MaskedWindows ? blanksOf(lesson.validation) : [];
  return {
    kind: 'fill',
    network: { nats, accuracy },
    fromLeft: scoreFromLeft(training, validation, blanks, vocabulary.size),
    answers: blanks.reduce((sum, { length }) => sum + length, 0),
  };
}

async function judgeClassifying(checkpoint: Checkpoint, text: string, machine: Machine): Promise<ClassifyJudgement> {
  const { settings, network } = checkpoint;
  const lines = await labelledLines(text, checkpoint.text.name);
  const vocabulary = Vocabulary.from(checkpoint.vocabulary);
  const { lesson } = lessonFor({ settings, network, vocabulary, text, lines });
  const split = splitLabelled(lines, settings.validationShare, settings.seed);
  const truths = Uint16Array.from(split.heldOut, (line) => lines.labels[line]);
  const K = lines.classes.length;
  const own = new Float32Array(truths.length * K);
  await scoreOf(checkpoint, lesson, machine, (batch, _, lane, logits) => {
    if (!(lesson.validation instanceof LineBatches)) return;
    own.set(softmax(logits), lesson.validation.linesOf(batch)[lane] * K);
  });
  const counted = naiveBayes(lines, split, settings.seed).probabilities;
  const evaluated = (probabilities: Float32Array): Evaluation =>
    evaluate(truths, (row) => probabilities.subarray(row * K, (row + 1) * K), K, MISTAKES);
  // The classes of most lines come first.
  const majority = truths.reduce((sum, truth) => sum + (truth === 0 ? 1 : 0), 0) / truths.length;
  return {
    kind: 'classify',
    network: evaluated(own),
    naiveBayes: evaluated(counted),
    majority,
    classes: lines.classes.map(({ name }) => name),
    lines: Array.from(split.heldOut, (line) => lines.texts[line]),
  };
}

/** Of all that is held out, however much of it each validation point reads. */
async function scoreOf(
  { settings, network, tensors, progress }: Checkpoint,
  lesson: Lesson,
  machine: Machine,
  hear: HearAnswer,
): Promise<Score> {
  const plan = { ...planRun(settings, network, lesson, machine.kernels), validationBatches: lesson.validation.perPass };
  const team = await machine.gather(plan, settings);
  try {
    const trainer = new Trainer(plan, settings, lesson, team);
    trainer.restore(tensors, progress);
    return trainer.evaluate(hear);
  } finally {
    team.close();
  }
}

/** Where the masked symbols stand in the text, side by side ones together. */
function blanksOf(windows: MaskedWindows): Blank[] {
  const { lanes, steps } = windows.window;
  const slots: Slots = {
    lanes,
    inputs: new Int32Array(lanes * steps),
    targets: new Int32Array(lanes * steps),
    lengths: new Int32Array(lanes),
    places: new Int32Array(lanes * steps),
  };
  return Array.from({ length: windows.perPass }, (_, step) => {
    windows.read(step, slots);
    return Array.from({ length: lanes }, (_, lane) => {
      const blanks: { start: number; length: number }[] = [];
      for (let p = 0; p < windows.answers; p++) {
        const place = windows.placeOf(step, slots.places[p * lanes + lane], lane);
        const last = blanks.at(-1);
        if (last !== undefined && last.start + last.length === place) last.length++;
        else blanks.push({ start: place, length: 1 });
      }
      return blanks;
    }).flat();
  }).flat();
}

function softmax(logits: Float32Array): Float32Array {
  const greatest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const powers = logits.map((logit) => Math.exp(logit - greatest));
  const sum = powers.reduce((so, power) => so + power, 0);
  return powers.map((power) => power / sum);
}

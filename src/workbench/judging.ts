/** How good the network of a checkpoint is at its task, and what counting reaches on the same held-out part. */
import type { Baseline, ClassifyJudgement, FillJudgement, Judgement, Score } from '../shared/judgement.ts';
import type { Checkpoint } from '../shared/run.ts';
import { evaluate } from '../text/evaluation.ts';
import { labelledLines, type LabelledLines } from '../text/labelled.ts';
import { splitLabelled } from '../text/labelled-split.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { LineBatches } from '../training/line-batches.ts';
import { planRun } from '../training/plan.ts';
import { Trainer, type HearAnswer } from '../training/trainer.ts';
import { answersTo } from './answering.ts';
import { baselineOf } from './baseline.ts';
import { lessonFor, type LessonOfRun } from './lesson-for.ts';
import type { Machine } from './machine.ts';

const MISTAKES = 20;

/**
 * @param known what counting reaches, where that was worked out before.
 * @returns null for a network that writes on: its validation loss tells all there is.
 */
export async function judge(
  checkpoint: Checkpoint,
  text: string,
  machine: Machine,
  known: Baseline | null,
): Promise<Judgement | null> {
  const { settings, network } = checkpoint;
  if (network.task.kind === 'continue') return null;
  const vocabulary = Vocabulary.from(checkpoint.vocabulary);
  const lines = network.task.kind === 'classify' ? await labelledLines(text, checkpoint.text.name) : null;
  const of = lessonFor({ settings, network, vocabulary, text, lines });
  const baseline = known ?? baselineOf(required(of.baselineTask)());
  if (lines !== null) return judgeClassifying(checkpoint, lines, of, baseline, machine);
  return judgeFilling(checkpoint, vocabulary, of, baseline, machine);
}

async function judgeFilling(
  checkpoint: Checkpoint,
  vocabulary: Vocabulary,
  of: LessonOfRun,
  baseline: Baseline,
  machine: Machine,
): Promise<FillJudgement> {
  const give = required(answersTo(of.lesson.validation, vocabulary, []));
  let answers = 0;
  const { score, shown } = await examine(checkpoint, of, machine, () => (answers += 1), give);
  const { nats, accuracy = 0 } = score;
  if (shown.kind !== 'fill' || baseline.kind !== 'fill') throw new RangeError('It does not fill in.');
  return { kind: 'fill', network: { nats, accuracy }, fromLeft: baseline.fromLeft, answers, passage: shown };
}

async function judgeClassifying(
  checkpoint: Checkpoint,
  lines: LabelledLines,
  of: LessonOfRun,
  baseline: Baseline,
  machine: Machine,
): Promise<ClassifyJudgement> {
  const { validationShare, seed } = checkpoint.settings;
  const { heldOut } = splitLabelled(lines, validationShare, seed);
  const truths = Uint16Array.from(heldOut, (line) => lines.labels[line]);
  const K = lines.classes.length;
  const probabilities = new Float32Array(truths.length * K);
  const { validation } = of.lesson;
  const hear: HearAnswer = (batch, _, lane, logits) => {
    if (validation instanceof LineBatches) probabilities.set(softmax(logits), validation.linesOf(batch)[lane] * K);
  };
  await examine(checkpoint, of, machine, hear, () => null);
  const probabilitiesOf = (row: number): Float32Array => probabilities.subarray(row * K, (row + 1) * K);
  const { mistakes, ...network } = evaluate(truths, probabilitiesOf, K, MISTAKES);
  if (baseline.kind !== 'classify') throw new RangeError('It does not classify.');
  const { naiveBayes, byFrequency } = baseline;
  return {
    kind: 'classify',
    ...{ network, naiveBayes, byFrequency },
    classes: lines.classes.map(({ name }) => name),
    mistakes: mistakes.map(({ line, truth, answer, confidence }) => ({
      text: lines.texts[heldOut[line]],
      ...{ truth, answer, confidence },
    })),
  };
}

/** @returns what `give` makes of the trained network, and its score on all that is held out, however much of it each validation point reads. */
async function examine<Shown>(
  { settings, network, tensors, progress }: Checkpoint,
  { lesson }: LessonOfRun,
  machine: Machine,
  hear: HearAnswer,
  give: (trainer: Trainer) => Shown,
): Promise<{ readonly score: Score; readonly shown: Shown }> {
  const plan = planRun(settings, network, lesson, machine.kernels);
  const team = await machine.gather(plan, settings);
  try {
    const trainer = new Trainer(plan, settings, lesson, team);
    trainer.restore(tensors, progress);
    return { score: trainer.evaluate(hear, lesson.validation.perPass), shown: give(trainer) };
  } finally {
    team.close();
  }
}

/** What a network that does not write on has. */
function required<Value>(value: Value | null): Value {
  if (value === null) throw new RangeError('A network that writes on is not judged.');
  return value;
}

function softmax(logits: Float32Array): Float32Array {
  const greatest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const powers = logits.map((logit) => Math.exp(logit - greatest));
  const sum = powers.reduce((so, power) => so + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * What counting alone reaches in classifying lines: naive Bayes over character n-grams. The n-grams of orders 1 to n, the
 * beginning and the end of a line among their symbols, are taken for independent draws from a multinomial for each class and
 * order, smoothed by adding alpha to each count (C. D. Manning, P. Raghavan, H. Schütze: Introduction to Information
 * Retrieval, Cambridge 2008, section 13.2). They are not independent, so the probabilities are too sure: one exponent
 * flattens them all.
 */
import { indexOfGreatest } from './evaluation.ts';
import { drawHeldOut, type LabelledSplit } from './labelled-split.ts';
import type { LabelledLines } from './labelled.ts';
import { LineGrams } from './line-grams.ts';

/** The longest n-grams that are tried. */
const HIGHEST_ORDER = 5;
const ALPHAS = [1, 0.3, 0.1, 0.03];
const EXPONENTS = [1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12, 0.08];
/**
 * Of exponents that differ by no more, summed over all lines, the flattest is taken: where every line is right, the sharpest would
 * look best, and be far off at the first mistake.
 */
const DOUBT_NATS = 1;
/** Part of the lines to learn from on which order, alpha and exponent are chosen, and about how many lines at most. */
const CHOICE_SHARE = 0.1;
const CHOICE_LINES = 2000;

/** How a naive Bayes counts. */
export interface NaiveBayesChoice {
  readonly order: number;
  readonly alpha: number;
  readonly exponent: number;
}

export interface NaiveBayes extends NaiveBayesChoice {
  /** [N, K] probabilities of the classes for each held-out line. */
  readonly probabilities: Float32Array;
}

/**
 * Classifies the held-out lines by what is counted in those to learn from. Order, alpha and exponent are chosen on a part of
 * those to learn from, drawn by the seed; the held-out lines have no say in it.
 */
export function naiveBayes(lines: LabelledLines, split: LabelledSplit, seed: number): NaiveBayes {
  const share = Math.min(CHOICE_SHARE, CHOICE_LINES / split.training.length);
  const choice = choose(lines, drawHeldOut(lines, split.training, share, seed));
  let scores = new Float32Array();
  for ([scores] of new LineGrams(lines, split).scores([choice.alpha], choice.order));
  return { ...choice, probabilities: toProbabilities(scores, lines.classes.length, choice.exponent) };
}

function choose(lines: LabelledLines, split: LabelledSplit): NaiveBayesChoice {
  const truths = Uint16Array.from(split.heldOut, (line) => lines.labels[line]);
  const classCount = lines.classes.length;
  const grams = new LineGrams(lines, split);
  let best = { order: 1, alpha: ALPHAS[0], right: -1, scores: new Float32Array() };
  let order = 0;
  for (const tables of grams.scores(ALPHAS, HIGHEST_ORDER)) {
    order += 1;
    for (const [at, scores] of tables.entries()) {
      const right = countRight(truths, scores, classCount);
      if (right > best.right) best = { order, alpha: ALPHAS[at], right, scores: scores.slice() };
    }
  }
  const nats = EXPONENTS.map((exponent) =>
    sumOfNats(truths, toProbabilities(best.scores, classCount, exponent), classCount),
  );
  const exponent = EXPONENTS.findLast((_, at) => nats[at] <= Math.min(...nats) + DOUBT_NATS) ?? 1;
  return { order: best.order, alpha: best.alpha, exponent };
}

function countRight(truths: Uint16Array, scores: Float32Array, classCount: number): number {
  let right = 0;
  for (const [row, truth] of truths.entries()) {
    if (indexOfGreatest(scores.subarray(row * classCount, (row + 1) * classCount)) === truth) right += 1;
  }
  return right;
}

function sumOfNats(truths: Uint16Array, probabilities: Float32Array, classCount: number): number {
  return truths.reduce((sum, truth, row) => sum - Math.log(probabilities[row * classCount + truth]), 0);
}

/** [N, K] scores to probabilities: exp(exponent * score), made to sum to 1 in each row. */
function toProbabilities(scores: Float32Array, classCount: number, exponent: number): Float32Array {
  const probabilities = new Float32Array(scores.length);
  for (let start = 0; start < scores.length; start += classCount) {
    const row = scores.subarray(start, start + classCount);
    const greatest = row[indexOfGreatest(row)];
    let sum = 0;
    for (const score of row) sum += Math.exp(exponent * (score - greatest));
    row.forEach((score, each) => (probabilities[start + each] = Math.exp(exponent * (score - greatest)) / sum));
  }
  return probabilities;
}

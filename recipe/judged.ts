/** How good a network that fills in or classifies became, in words. */
import type { ClassifyJudgement, FillJudgement, Judgement } from '../src/shared/judgement.ts';

const MISTAKES = 5;

/** Lines to be shown. */
export function judgedInWords(judgement: Judgement): string[] {
  return judgement.kind === 'fill' ? filled(judgement) : classified(judgement);
}

export function percent(share: number | null): string {
  return share === null ? '-' : `${(100 * share).toFixed(1)} %`;
}

function filled({ network, fromLeft, answers }: FillJudgement): string[] {
  return [
    `Of ${answers} masked characters of unseen text ${percent(network.accuracy)} were right, at ${network.nats.toFixed(4)} nats each.`,
    `N-grams that read up to each blank: ${percent(fromLeft.accuracy)}, ${fromLeft.nats.toFixed(4)} nats.`,
  ];
}

function classified({ network, naiveBayes, byFrequency, classes, mistakes }: ClassifyJudgement): string[] {
  const width = Math.max(...classes.map(({ length }) => length));
  return [
    `Of ${network.lines} unseen lines ${percent(network.accuracy)} were right, at ${network.nats.toFixed(4)} nats each.`,
    `Naive Bayes: ${percent(naiveBayes.accuracy)}, ${naiveBayes.nats.toFixed(4)} nats. Always “${classes[0]}”: ${percent(byFrequency.accuracy)}.`,
    ...network.classes.map(
      ({ lines: count, precision, recall }, each) =>
        `${classes[each].padEnd(width)}  ${count} lines, precision ${percent(precision)}, recall ${percent(recall)}`,
    ),
    ...mistakes
      .slice(0, MISTAKES)
      .map(
        ({ text, truth, answer, confidence }) =>
          `“${text}” is ${classes[truth]}; it said ${classes[answer]}, ${percent(confidence)} sure.`,
      ),
  ];
}

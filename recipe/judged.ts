/** How good a network that fills in or classifies became, in words, and the forward-only one it is compared with. */
import { parameterTable } from '../src/engine/parameters.ts';
import { networkFor, SETTINGS, type Settings } from '../src/shared/settings.ts';
import type { ClassifyJudgement, FillJudgement, Judgement } from '../src/workbench/judging.ts';

const MISTAKES = 5;

/** The same settings for a network that reads forward only, with as many hidden units as give it as many parameters. */
export function forwardOnly(settings: Settings, vocabulary: number): Settings {
  const count = (candidate: Settings): number => parameterTable(networkFor(candidate, vocabulary)).count;
  const wanted = count(settings);
  let closest: Settings = { ...settings, reading: 'forward' };
  for (let hidden = settings.hidden; hidden <= SETTINGS.hidden.maximum; hidden++) {
    const candidate: Settings = { ...settings, reading: 'forward', hidden };
    if (Math.abs(count(candidate) - wanted) < Math.abs(count(closest) - wanted)) closest = candidate;
  }
  return closest;
}

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

function classified({ network, naiveBayes, majority, classes, lines }: ClassifyJudgement): string[] {
  const width = Math.max(...classes.map(({ length }) => length));
  return [
    `Of ${network.lines} unseen lines ${percent(network.accuracy)} were right, at ${network.nats.toFixed(4)} nats each.`,
    `Naive Bayes: ${percent(naiveBayes.accuracy)}, ${naiveBayes.nats.toFixed(4)} nats. Always “${classes[0]}”: ${percent(majority)}.`,
    ...network.classes.map(
      ({ lines: count, precision, recall }, each) =>
        `${classes[each].padEnd(width)}  ${count} lines, precision ${percent(precision)}, recall ${percent(recall)}`,
    ),
    ...network.mistakes
      .slice(0, MISTAKES)
      .map(
        ({ line, truth, answer, confidence }) =>
          `“${lines[line]}” is ${classes[truth]}; it said ${classes[answer]}, ${percent(confidence)} sure.`,
      ),
  ];
}

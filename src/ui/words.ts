/** A network in words, and how good a loss is. */
import { choiceWord } from '../shared/settings.ts';
import type { CellKind, Nonlinearity } from '../shared/network.ts';
import type { RunState } from '../shared/run.ts';
import { ngramLevel } from '../state/ngram-level.ts';
import { accuracy, nats } from '../messages/format.ts';
import type { Baseline } from '../shared/judgement.ts';
import { strings } from '../messages/page.ts';
import { tasks } from '../messages/tasks.ts';
import { UNSAID, type TaskSettings } from '../shared/task-settings.ts';

export function cellName(cell: CellKind): string {
  return choiceWord('cell', cell);
}

interface Shape extends Partial<Pick<TaskSettings, 'task' | 'reading'>> {
  readonly cell: CellKind;
  readonly nonlinearity: Nonlinearity;
  readonly layers: number;
  readonly hidden: number;
}

/** `LSTM 2 × 128`; the plain RNN names its non-linearity when it is not the usual one, and who reads both ways says so. */
export function networkInWords({ cell, nonlinearity, layers, hidden, task, reading }: Shape): string {
  const kind = cell === 'rnn' && nonlinearity === 'relu' ? `${cellName(cell)} (ReLU)` : cellName(cell);
  const ways = (task ?? UNSAID.task) === 'continue' ? '' : ` ${reading === 'both' ? tasks.bothWays : tasks.oneWay}`;
  return `${kind} ${layers} × ${hidden}${ways}`;
}

/** Which n-gram a loss on unseen text is as good as. @param ngramNats what n-grams of orders 1, 2 … reach there. */
export function ngramsInWords(loss: number, ngramNats: readonly number[]): string {
  const level = ngramLevel(loss, ngramNats);
  if (level === null) return strings.run.belowNgrams;
  return level.isBest
    ? strings.run.betterThanNgrams(nats(level.nats))
    : strings.run.asGoodAsNgram(level.order, nats(level.nats));
}

/** What counting reaches at what a run fills in or classifies. */
export function baselineInWords(baseline: Baseline): string {
  if (baseline.kind === 'fill') return tasks.result.leftReaches(accuracy(baseline.fromLeft.accuracy));
  const { naiveBayes, byFrequency } = baseline;
  return tasks.result.bayesReaches(accuracy(naiveBayes.accuracy), accuracy(byFrequency.accuracy));
}

/** What stands for the state of a run that another tab has. */
export function elsewhereWord(state: RunState): string {
  return state === 'training' ? strings.run.watched : strings.run.watchedRests;
}

/** What counting reaches, as levels that a loss is held against. */
import { strings } from '../messages/page.ts';
import { tasks } from '../messages/tasks.ts';
import type { RunTrace } from './run-trace.svelte.ts';

export interface LossLevel {
  readonly label: string;
  readonly nats: number;
}

export function lossLevels({ ngramNats, baseline }: Pick<RunTrace, 'ngramNats' | 'baseline'>): readonly LossLevel[] {
  if (baseline?.kind === 'fill') return [{ label: tasks.result.fromLeft, nats: baseline.fromLeft.nats }];
  if (baseline?.kind === 'classify') {
    return [
      { label: tasks.result.naiveBayes, nats: baseline.naiveBayes.nats },
      { label: tasks.result.byFrequency, nats: baseline.byFrequency.nats },
    ];
  }
  return ngramNats.map((nats, at) => ({ label: strings.chart.ngram(at + 1), nats }));
}

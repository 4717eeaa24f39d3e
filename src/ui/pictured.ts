/** What the network is drawn over: the beginning of the chosen text, or a line of it with its label. */
import { firstSample } from '../shared/first-sample.ts';
import type { LabelsReport } from '../shared/labelled.ts';
import type { Task } from '../shared/network.ts';
import type { TextSummary } from '../shared/text.ts';

export interface Pictured {
  readonly text: string;
  readonly label?: string;
}

export function pictured(text: TextSummary | null, labels: LabelsReport | null, task: Task['kind']): Pictured {
  // Before it is loaded.
  const { opening } = firstSample(task);
  if (task === 'classify') return labels?.kind === 'labelled' ? labels.examples[0] : opening;
  return text === null ? opening : { text: text.beginning };
}

/** What the network is drawn over: the beginning of the chosen text, or a line of it with its label. */
import type { LabelsReport } from '../shared/labelled.ts';
import type { Task } from '../shared/network.ts';
import type { TextSummary } from '../shared/text.ts';

/** How the default samples begin, to be drawn before they are loaded. */
const OPENING = 'Call me Ishmael.';
const LINE = { text: 'Elizabeth', label: 'female' };

export interface Pictured {
  readonly text: string;
  readonly label?: string;
}

export function pictured(text: TextSummary | null, labels: LabelsReport | null, task: Task['kind']): Pictured {
  if (task === 'classify') return labels?.kind === 'labelled' ? labels.examples[0] : LINE;
  return { text: text?.beginning ?? OPENING };
}

/** The confusion matrix of a classifier, made ready to be drawn and to be told. */
import type { ClassifyJudgement } from '../../shared/judgement.ts';

export interface ConfusionCell {
  readonly truth: number;
  readonly answer: number;
  readonly lines: number;
  /** Of the lines of its row, 0 to 1. */
  readonly share: number;
}

/** All cells that are not empty, row by row. */
export function confusionCells({ network, classes }: Pick<ClassifyJudgement, 'network' | 'classes'>): ConfusionCell[] {
  const K = classes.length;
  const cells: ConfusionCell[] = [];
  for (let truth = 0; truth < K; truth++) {
    const all = network.classes[truth].lines;
    for (let answer = 0; answer < K; answer++) {
      const lines = network.confusion[truth * K + answer];
      if (lines > 0) cells.push({ truth, answer, lines, share: lines / all });
    }
  }
  return cells;
}

/** The pairs of classes that were confused most often, in either direction told apart. */
export function mostConfused(cells: readonly ConfusionCell[], most: number): ConfusionCell[] {
  const wrong = cells.filter(({ truth, answer }) => truth !== answer);
  return wrong.toSorted((one, other) => other.lines - one.lines || other.share - one.share).slice(0, most);
}

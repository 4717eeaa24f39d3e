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

/** Cells that look alike, as one path. */
export interface Shade {
  readonly isRight: boolean;
  /** The greatest share of its cells, 0 to 1. */
  readonly share: number;
  readonly path: string;
}

/** Shares are told apart in so many steps. */
const STEPS = 5;

/**
 * All cells in few paths, the lightest first, so that those of the greatest share lie on top.
 * @param side of a cell in the picture, @param least it is drawn no smaller than this, about the same middle
 */
export function shadesOf(cells: readonly ConfusionCell[], side: number, least: number): readonly Shade[] {
  const drawn = Math.max(side, least);
  const paths = new Map<string, { readonly isRight: boolean; readonly share: number; path: string }>();
  for (const { truth, answer, share } of cells) {
    const isRight = truth === answer;
    const step = Math.ceil(share * STEPS) / STEPS;
    const shade = paths.get(`${isRight} ${step}`) ?? { isRight, share: step, path: '' };
    paths.set(`${isRight} ${step}`, shade);
    const [x, y] = [answer, truth].map((at) => ((at + 0.5) * side - drawn / 2).toFixed(1));
    shade.path += `M${x} ${y}h${drawn}v${drawn}h-${drawn}z`;
  }
  return [...paths.values()].sort((one, other) => one.share - other.share);
}

/** Lines that each bear a label: what a network learns to classify, and how well something classifies them. */

export type LabelledSampleId = 'first-names' | 'languages';

/**
 * Bundled labelled lines, extracted from packages at build time and served as `samples/<id>.txt`; their names are in
 * messages/labelled.ts.
 */
export const LABELLED_SAMPLES: readonly LabelledSampleId[] = ['first-names', 'languages'];

export interface LabelledClass {
  readonly name: string;
  /** Its lines, repeats left out. */
  readonly count: number;
}

export function isLabelledSample(id: string): id is LabelledSampleId {
  return LABELLED_SAMPLES.some((sample) => sample === id);
}

/** A line with its label. */
export interface LabelledLine {
  readonly label: string;
  readonly text: string;
}

/** What was understood of a text as labelled lines, before anything is trained. */
export type LabelsReport =
  | {
      readonly kind: 'labelled';
      /** Those of most lines first. */
      readonly classes: readonly LabelledClass[];
      /** Of all classes together. */
      readonly lines: number;
      /** The first line of each of the largest classes. */
      readonly examples: readonly LabelledLine[];
      /** What was changed or left out, and what is remarkable, as sentences. */
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'unlabelled';
      /** Why its lines cannot be classified, as a sentence. */
      readonly problem: string;
    };

/** What columns of labels and of texts are called, the surest names first. */
export const LABEL_NAMES =
  'label class category sentiment target gender sex language lang author genre topic intent tag 标签 类别 分类'.split(
    ' ',
  );
export const TEXT_NAMES =
  'text sentence line content message review comment document tweet question title body name 文本 句子 内容 评论'.split(
    ' ',
  );

/** A label that is longer is none. */
const LONGEST_LABEL = 60;

/** Does a text begin like labelled lines: a short label and a tab in each, or a first line that names the columns? */
export function looksLabelled(beginning: string): boolean {
  const lines = beginning.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return false;
  const names = lines[0].split(/[\t,;|]/).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase(),
  );
  const isNamed = (wanted: readonly string[]): boolean => names.some((name) => wanted.includes(name));
  if (names.length > 1 && isNamed(LABEL_NAMES) && isNamed(TEXT_NAMES)) return true;
  return lines.every((line) => {
    const tab = line.indexOf('\t');
    return tab > 0 && tab <= LONGEST_LABEL && tab < line.trimEnd().length - 1;
  });
}

/** More labels than this are taken for a column that holds none. */
export const MAXIMUM_CLASSES = 1000;
/** No more lines are read, so that the device is not run out of memory. */
export const MAXIMUM_LINES = 500_000;
/** What a line has beyond so many symbols is left out: every step of a line is kept in memory while it is learned. */
export const MAXIMUM_LINE_SYMBOLS = 500;

/** How the lines of one class were classified. What has no denominator is null. */
export interface ClassScore {
  /** Lines of the class. */
  readonly lines: number;
  /** Lines that were taken for it. */
  readonly answered: number;
  /** Of the lines taken for it, the share that is of the class. */
  readonly precision: number | null;
  /** Of the lines of the class, the share taken for it. */
  readonly recall: number | null;
  /** The harmonic mean of both: 2 right / (lines + answered). */
  readonly f1: number | null;
}

/** A line that was taken for another class than its own. */
export interface Mistake {
  /** Which of the evaluated lines, from 0 on. */
  readonly line: number;
  readonly truth: number;
  readonly answer: number;
  /** The probability given to the answer, and to the truth. */
  readonly confidence: number;
  readonly truthProbability: number;
}

export interface Evaluation {
  /** How many lines were classified. */
  readonly lines: number;
  /** The share classified rightly. */
  readonly accuracy: number;
  /** Mean of -log of the probability given to the truth. */
  readonly nats: number;
  readonly classes: readonly ClassScore[];
  /** [K, K] lines of class `row` that were taken for class `column`, at row * K + column. */
  readonly confusion: Uint32Array;
  /** The most confident mistakes, the worst first. */
  readonly mistakes: readonly Mistake[];
}

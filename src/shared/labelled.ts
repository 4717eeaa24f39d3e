/** Lines that each bear a label: what a network learns to classify, and how well something classifies them. */

export type LabelledSampleId = 'first-names' | 'languages';

export interface LabelledSample {
  readonly id: LabelledSampleId;
  readonly name: string;
  readonly description: string;
}

/** Bundled labelled lines, extracted from packages at build time. */
export const LABELLED_SAMPLES: readonly LabelledSample[] = [
  { id: 'first-names', name: 'First names', description: 'English first names: female or male' },
  { id: 'languages', name: 'Languages', description: 'The Universal Declaration of Human Rights in 20 languages' },
];

/** One file or a paste has a label and a text in each line; of several files each is a class. */
export type LabelledInput =
  | { readonly kind: 'files'; readonly files: readonly File[] }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'sample'; readonly id: LabelledSampleId };

export interface LabelledClass {
  readonly name: string;
  /** Its lines, repeats left out. */
  readonly count: number;
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

/** How good a network is at its task, on what is held out, and what it is compared with. */
import type { Evaluation } from './labelled.ts';

/** How good a network is on what is held out. */
export interface Score {
  readonly nats: number;
  /** The share of answers that are right, where they are masked symbols or classes. */
  readonly accuracy?: number;
}

/** What counting alone reaches on the same held-out part: known soon after a run has begun. */
export type Baseline =
  | {
      readonly kind: 'fill';
      /** N-grams that end where each blank begins. */
      readonly fromLeft: Required<Score>;
    }
  | {
      readonly kind: 'classify';
      readonly naiveBayes: Required<Score>;
      /** Answering always by how frequent each class is: the largest, then. */
      readonly byFrequency: Required<Score>;
    };

/** At masked symbols. */
export interface FillJudgement {
  readonly kind: 'fill';
  readonly network: Required<Score>;
  readonly fromLeft: Required<Score>;
  readonly answers: number;
  /** What it makes of a held-out passage. */
  readonly passage: FilledPassage;
}

/** A line that was taken for another class than its own. */
export interface MistakenLine {
  readonly text: string;
  readonly truth: number;
  readonly answer: number;
  /** The probability given to the answer. */
  readonly confidence: number;
}

/** On held-out lines. */
export interface ClassifyJudgement {
  readonly kind: 'classify';
  readonly network: Omit<Evaluation, 'mistakes'>;
  readonly naiveBayes: Required<Score>;
  readonly byFrequency: Required<Score>;
  /** By number. */
  readonly classes: readonly string[];
  /** The most confident ones, the worst first. */
  readonly mistakes: readonly MistakenLine[];
}

export type Judgement = FillJudgement | ClassifyJudgement;

/** A character that was hidden, and what the network takes it for. */
export interface FilledBlank {
  readonly truth: string;
  readonly answer: string;
  /** Given to the answer. */
  readonly probability: number;
}

/** A held-out passage, in pieces: what was shown, and what was hidden. */
export interface FilledPassage {
  readonly kind: 'fill';
  readonly step: number;
  readonly pieces: readonly (string | FilledBlank)[];
}

/** A held-out line, its class and the one it is taken for. */
export interface AnsweredLine {
  readonly text: string;
  readonly truth: string;
  readonly answer: string;
  /** Given to the answer. */
  readonly probability: number;
}

export interface AnsweredLines {
  readonly kind: 'classify';
  readonly step: number;
  readonly lines: readonly AnsweredLine[];
}

/** What a network that does not write answers at some step, always to the same questions: to be watched as it gets better. */
export type AnswerSample = FilledPassage | AnsweredLines;

/** What a session is given: its surroundings, and where it begins. */
import type { AnswerSample } from '../shared/judgement.ts';
import type { ProgressReport, RunState, SampleText, TrainingProgress } from '../shared/run.ts';
import type { Write } from './samples.ts';
import type { Trainer } from './trainer.ts';

/** What the session cannot know by itself. */
export interface SessionEnvironment {
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** Resolves after other messages to this thread were handled; not throttled in hidden tabs. */
  readonly breathe: () => Promise<void>;
  /** Resolves after so many milliseconds, or somewhat later; the clock says how long it was. */
  readonly rest: (milliseconds: number) => Promise<void>;
  /** Keeps a checkpoint of the trainer as it stands; it must be copied before anything is awaited. */
  save(progress: TrainingProgress, state: RunState): Promise<void>;
  report(report: ProgressReport): void;
  /** Null where it does not write. */
  readonly write: Write | null;
  /** What it answers to a few held-out questions at this moment; null where it writes. */
  readonly answer: ((trainer: Trainer) => AnswerSample) | null;
}

export interface SessionStart {
  readonly runId: string;
  /** Has the network learned something before this run? */
  readonly isTaught: boolean;
  readonly passes: number;
  readonly learningRate: number;
  readonly sampleTemperature: number;
  /** Where a resumed run stands, or null for a new one. */
  readonly progress: TrainingProgress | null;
  /** What a resumed run wrote before. */
  readonly samples: readonly SampleText[];
}

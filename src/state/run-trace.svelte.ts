/** What was seen of one run so far, to be drawn: its last report, its curves and its samples. */
import type { AnswerSample, Baseline } from '../shared/judgement.ts';
import type { LossPoint, ProgressReport, RunSummary, SampleText, ValidationPoint } from '../shared/run.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';
import { merged, withSample } from '../shared/sample-history.ts';
import { Lookback } from './lookback.svelte.ts';
import { LossCurve, spread } from './loss-curve.ts';

/** Answers kept for looking back; more are thinned evenly. */
const ANSWERS_KEPT = 200;

export class RunTrace {
  #report = $state.raw<ProgressReport | null>(null);
  #training = $state.raw<readonly LossPoint[]>([]);
  #validation = $state.raw<readonly LossPoint[]>([]);
  #tested = $state.raw<ValidationPoint | null>(null);
  #samples = $state.raw<readonly SampleText[]>([]);
  #ngramNats = $state.raw<readonly number[]>([]);
  #answers = $state.raw<readonly AnswerSample[]>([]);
  #baseline = $state.raw<Baseline | null>(null);
  #trainingCurve = new LossCurve();
  #validationCurve = new LossCurve();
  readonly lookback = new Lookback(() => this.#samples);

  get report(): ProgressReport | null {
    return this.#report;
  }

  get training(): readonly LossPoint[] {
    return this.#training;
  }

  get validation(): readonly LossPoint[] {
    return this.#validation;
  }

  /** The newest validation point, with its accuracy where there is one. */
  get tested(): ValidationPoint | null {
    return this.#tested;
  }

  /** Samples seen so far, oldest first. */
  get samples(): readonly SampleText[] {
    return this.#samples;
  }

  /** What it answered to the same few questions, oldest first. */
  get answers(): readonly AnswerSample[] {
    return this.#answers;
  }

  /** What counting reaches where it fills in or classifies; null until it is known. */
  get baseline(): Baseline | null {
    return this.#baseline;
  }

  /** What n-grams of orders 1, 2 … reach on the held-out text; empty until it is known. */
  get ngramNats(): readonly number[] {
    return this.#ngramNats;
  }

  get isEmpty(): boolean {
    return this.#training.length === 0 && this.#validation.length === 0 && this.#samples.length === 0;
  }

  /** Begins anew with what is kept of a run; samples seen before stay. */
  seed({ history, sample, samples = [], ngramNats, baseline }: RunSummary): void {
    this.#report = null;
    this.#trainingCurve = new LossCurve(undefined, history.training);
    this.#validationCurve = new LossCurve(undefined, history.validation);
    this.#training = this.#trainingCurve.points;
    this.#validation = this.#validationCurve.points;
    this.#tested = history.validation.at(-1) ?? null;
    if (ngramNats !== undefined) this.#ngramNats = ngramNats;
    this.#baseline = baseline ?? this.#baseline;
    this.#samples = merged(this.#samples, sample === null ? samples : [...samples, sample]);
  }

  /** Waits for what n-grams reach where it is not known yet: it is worked out while the run trains. */
  async compare(run: RunSummary, worker: Pick<TrainingWorker, 'ngramNats' | 'baseline'>): Promise<void> {
    const { id, ngramNats } = run;
    if (run.network.task.kind !== 'continue') {
      this.#baseline = run.baseline ?? (await worker.baseline(id).catch(() => null)) ?? this.#baseline;
      return;
    }
    this.#ngramNats = ngramNats ?? (await worker.ngramNats(id).catch(() => null)) ?? this.#ngramNats;
  }

  append(report: ProgressReport): void {
    this.#report = report;
    if (report.newTraining.length > 0) {
      this.#trainingCurve.append(report.newTraining);
      this.#training = this.#trainingCurve.points;
    }
    if (report.newValidation.length > 0) {
      this.#validationCurve.append(report.newValidation);
      this.#validation = this.#validationCurve.points;
      this.#tested = report.newValidation.at(-1) ?? this.#tested;
    }
    if (report.newSample !== null) this.#samples = withSample(this.#samples, report.newSample);
    if (report.newAnswers !== null) this.#answers = spread([...this.#answers, report.newAnswers], ANSWERS_KEPT);
  }
}

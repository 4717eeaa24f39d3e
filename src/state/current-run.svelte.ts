/** The run this tab is looking at: its progress as it trains, and the verbs that steer it. */
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import type { LossPoint, ProgressReport, RunState, RunSummary, SampleText } from '../shared/run.ts';
import type { Settings } from '../shared/settings.ts';
import { LossCurve, spread } from './loss-curve.ts';

/** That a run ended by itself while it was looked at. */
export interface RunEnding {
  readonly state: 'finished' | 'failed';
  readonly problem: string | null;
}

export type Verb = 'starting' | 'resuming' | 'pausing' | 'stopping';

/** Samples kept for looking back; more are thinned evenly. */
const SAMPLES_KEPT = 200;

export class CurrentRun {
  readonly #client: TrainingWorker;
  #summary = $state.raw<RunSummary | null>(null);
  #report = $state.raw<ProgressReport | null>(null);
  #state = $state<RunState | null>(null);
  #verb = $state<Verb | null>(null);
  #problem = $state<string | null>(null);
  #training = $state.raw<readonly LossPoint[]>([]);
  #validation = $state.raw<readonly LossPoint[]>([]);
  #samples = $state.raw<readonly SampleText[]>([]);
  #savedAt = $state<number | null>(null);
  #ending = $state.raw<RunEnding | null>(null);
  #trainingCurve = new LossCurve();
  #validationCurve = new LossCurve();
  /** Told whenever a run begins, rests or ends, so that lists of runs can be read anew. */
  #onTurn: () => void = () => {};
  #onSave: () => void = () => {};

  constructor(client: TrainingWorker) {
    this.#client = client;
  }

  set onTurn(listener: () => void) {
    this.#onTurn = listener;
  }

  /** Told whenever a checkpoint was written. */
  set onSave(listener: () => void) {
    this.#onSave = listener;
  }

  get summary(): RunSummary | null {
    return this.#summary;
  }

  get report(): ProgressReport | null {
    return this.#report;
  }

  get state(): RunState | null {
    return this.#state;
  }

  /** The verb under way, until the worker has answered. */
  get verb(): Verb | null {
    return this.#verb;
  }

  get problem(): string | null {
    return this.#problem;
  }

  get training(): readonly LossPoint[] {
    return this.#training;
  }

  get validation(): readonly LossPoint[] {
    return this.#validation;
  }

  /** Samples seen so far, oldest first. */
  get samples(): readonly SampleText[] {
    return this.#samples;
  }

  /** A new object each time a run ends by itself. */
  get ending(): RunEnding | null {
    return this.#ending;
  }

  get savedAt(): number | null {
    return this.#savedAt;
  }

  get step(): number {
    return this.#report?.step ?? this.#summary?.step ?? 0;
  }

  get totalSteps(): number {
    return this.#report?.totalSteps ?? this.#summary?.totalSteps ?? 0;
  }

  get isTraining(): boolean {
    return this.#state === 'training';
  }

  /** Is the training thread taken, so that no other run can begin and the page should not be reloaded? */
  get isBusy(): boolean {
    return this.isTraining || this.#verb !== null;
  }

  get canResume(): boolean {
    return (
      this.#verb === null &&
      (this.#state === 'paused' ||
        this.#state === 'stopped' ||
        this.#state === 'interrupted' ||
        this.#state === 'failed')
    );
  }

  /** Begins a new run. `textId` is awaited here, so that reading the text already counts as starting. */
  async train(text: Promise<string | null>, settings: Settings): Promise<void> {
    await this.#take('starting', async () => {
      const textId = await text;
      if (textId === null) return null;
      const restore = this.#keep();
      this.#clear();
      try {
        return await this.#client.start(textId, settings, (report) => this.#hear(report));
      } catch (error) {
        restore();
        throw error;
      }
    });
  }

  async resume(run: RunSummary): Promise<void> {
    await this.#take('resuming', () => {
      if (run.id !== this.#summary?.id) this.show(run);
      return this.#client.resume(run.id, (report) => this.#hear(report));
    });
  }

  async pause(): Promise<void> {
    await this.#take('pausing', () => this.#client.pause());
  }

  async stop(): Promise<void> {
    await this.#take('stopping', () => this.#client.stop());
  }

  async change(changes: { readonly learningRate?: number; readonly sampleTemperature?: number }): Promise<void> {
    const summary = this.#summary;
    if (!summary) return;
    try {
      await this.#client.change(changes);
      this.#problem = null;
      this.#summary = { ...summary, settings: { ...summary.settings, ...changes } };
    } catch (error) {
      this.#problem = messageOf(error);
    }
  }

  /** Saves what trains, as the page may soon be frozen or gone. How it went is in the next report. */
  async checkpoint(): Promise<void> {
    if (this.#summary === null && this.#verb === null) return;
    // A dead worker is heard of elsewhere; here nobody is looking any more.
    await this.#client.checkpoint().catch(() => {});
  }

  /** Looks at a run of the library that does not train. */
  show(run: RunSummary): void {
    this.#clear();
    this.#summary = run;
    this.#state = run.state;
    this.#savedAt = run.updatedAt;
    this.#seed(run);
  }

  /** Takes over a new name, or anything else that changed in the library. */
  renew(run: RunSummary): void {
    if (run.id === this.#summary?.id) this.#summary = { ...this.#summary, name: run.name };
  }

  /** Forgets a run that is no more. */
  forget(runId: string): void {
    if (runId === this.#summary?.id) this.#clear();
  }

  /** The training thread is gone, and the run with it, up to its last checkpoint. */
  lose(error: Error): void {
    if (this.#state === 'training') this.#state = 'interrupted';
    this.#verb = null;
    this.#problem = messageOf(error);
  }

  async #take(verb: Verb, act: () => Promise<RunSummary | null>): Promise<void> {
    if (this.#verb !== null) return;
    this.#verb = verb;
    this.#problem = null;
    try {
      const summary = await act();
      if (summary) this.#settle(summary, verb);
    } catch (error) {
      this.#problem = messageOf(error);
    } finally {
      this.#verb = null;
      this.#onTurn();
    }
  }

  #settle(summary: RunSummary, verb: Verb): void {
    const isNew = this.#training.length === 0 && this.#samples.length === 0;
    this.#summary = summary;
    // A very short run can have ended before the answer to `start` arrived: its reports know better.
    const ended = this.#state === 'finished' || this.#state === 'failed';
    if ((verb !== 'starting' && verb !== 'resuming') || !ended) this.#state = summary.state;
    if (isNew) this.#seed(summary);
  }

  #hear(report: ProgressReport): void {
    if (this.#summary && this.#summary.id !== report.runId) return;
    const before = this.#state;
    this.#report = report;
    if (report.savedAt !== null && report.savedAt !== this.#savedAt) {
      this.#savedAt = report.savedAt;
      this.#onSave();
    }
    // A report sent before a pause may arrive after its answer; it must not set the run going again.
    const isLate = report.state === 'training' && before !== null && before !== 'training' && this.#verb !== 'resuming';
    if (!isLate) this.#state = report.state;
    if (report.problem) this.#problem = report.problem;
    if (report.newTraining.length > 0) {
      this.#trainingCurve.append(report.newTraining);
      this.#training = this.#trainingCurve.points;
    }
    if (report.newValidation.length > 0) {
      this.#validationCurve.append(report.newValidation);
      this.#validation = this.#validationCurve.points;
    }
    if (report.newSample) this.#samples = spread([...this.#samples, report.newSample], SAMPLES_KEPT);
    const { state, problem } = report;
    if (before !== state && (state === 'finished' || state === 'failed')) this.#ending = { state, problem };
    if (before === 'training' && this.#state !== 'training' && this.#verb === null) this.#onTurn();
  }

  #seed(run: RunSummary): void {
    this.#trainingCurve = new LossCurve(undefined, run.history.training);
    this.#validationCurve = new LossCurve(undefined, run.history.validation);
    this.#training = this.#trainingCurve.points;
    this.#validation = this.#validationCurve.points;
    this.#samples = run.sample ? [run.sample] : [];
  }

  /** Remembers what is shown, and returns how to bring it back. */
  #keep(): () => void {
    const [summary, report, state, savedAt, samples] = [
      this.#summary,
      this.#report,
      this.#state,
      this.#savedAt,
      this.#samples,
    ];
    const [trainingCurve, validationCurve] = [this.#trainingCurve, this.#validationCurve];
    return () => {
      [this.#summary, this.#report, this.#state, this.#savedAt, this.#samples] = [
        summary,
        report,
        state,
        savedAt,
        samples,
      ];
      [this.#trainingCurve, this.#validationCurve] = [trainingCurve, validationCurve];
      this.#training = trainingCurve.points;
      this.#validation = validationCurve.points;
    };
  }

  #clear(): void {
    this.#summary = null;
    this.#report = null;
    this.#state = null;
    this.#problem = null;
    this.#training = [];
    this.#validation = [];
    this.#samples = [];
    this.#savedAt = null;
    this.#trainingCurve = new LossCurve();
    this.#validationCurve = new LossCurve();
  }
}

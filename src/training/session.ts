import type { RunState, SampleText, Setback, TrainingProgress } from '../shared/run.ts';
import { DeviceError, messageOf } from '../shared/errors.ts';
import { Answers } from './answers.ts';
import { CheckpointPace } from './checkpoint-pace.ts';
import { Course, type CourseState } from './course.ts';
import { Duty } from './duty.ts';
import { Pace } from './pace.ts';
import type { SessionEnvironment, SessionStart } from './session-environment.ts';
import { TRAINING_SHARE } from './plan.ts';
import { Samples } from './samples.ts';
import type { Trainer } from './trainer.ts';

/** Steps go on for so long before pause, stop and other messages are heard. */
const SLICE_MS = 30;
const REPORT_INTERVAL_MS = 100;
/** Storing takes a few turns between slices. Where those are longer than this, it is given its turns at once, */
const LONG_SLICE_MS = 250;
/** unless it takes longer than this. */
const PATIENCE_MS = 5000;

type Wish = 'paused' | 'stopped';

/**
 * The loop: steps in short slices, validation points, samples, checkpoints and reports, until the run is finished or
 * someone wishes otherwise. What is trained depends on the steps alone; only when something is shown or saved depends on
 * the clock.
 */
export class Session {
  readonly #trainer: Trainer;
  readonly #environment: SessionEnvironment;
  readonly #start: SessionStart;
  readonly #course: Course;
  readonly #pace = new Pace();
  readonly #duty = new Duty();
  #state: RunState = 'training';
  #wish: Wish | null = null;
  readonly #samples: Samples;
  #seconds: number;
  readonly #checkpoints: CheckpointPace;
  readonly #answers: Answers;
  /** The checkpoint that was asked for. */
  #asked: Promise<void> | null = null;
  #savedStep: number | null = null;
  #savedSetback: Setback | null;
  #ending = false;
  #isAbandoned = false;
  #problem: string | null = null;
  #nextReport = 0;
  #done: Promise<RunState> | null = null;

  constructor(trainer: Trainer, start: SessionStart, environment: SessionEnvironment) {
    this.#trainer = trainer;
    this.#environment = environment;
    this.#start = start;
    this.#checkpoints = new CheckpointPace(environment.now);
    this.#answers = new Answers(environment.answer, environment.now);
    this.#course = new Course(trainer, start.learningRate, start.progress);
    this.#savedSetback = this.#course.signs.setback;
    this.#samples = new Samples(environment.write, environment.now, start.sampleTemperature, start.samples);
    this.#seconds = start.progress?.seconds ?? 0;
  }

  get runId(): string {
    return this.#start.runId;
  }

  get learningRate(): number {
    return this.#course.learningRate;
  }

  get sampleTemperature(): number {
    return this.#samples.temperature;
  }

  /** What it wrote so far, as it is kept. */
  get samples(): readonly SampleText[] {
    return this.#samples.kept;
  }

  /** Of the time, how much it trains. What is trained does not depend on it. */
  set share(share: number) {
    this.#duty.share = share;
  }

  /** Symbols a second of training over the last moments, or null before the first step. */
  get symbolsPerSecond(): number | null {
    return this.#pace.perSecond;
  }

  /** Trains until the run is finished, paused, stopped or has failed. */
  run(): Promise<RunState> {
    // Begun when this is known, so that whoever ends it from within the loop does not begin another.
    this.#done ??= Promise.resolve().then(() => this.#loop());
    return this.#done;
  }

  /** Ends the loop after the step at hand, with a checkpoint. Resolves when that is written. */
  end(wish: Wish): Promise<RunState> {
    this.#wish ??= wish;
    return this.run();
  }

  /** Ends the loop after the step at hand and saves nothing more: the run is no longer ours. */
  abandon(): Promise<RunState> {
    this.#isAbandoned = true;
    return this.run();
  }

  /**
   * Saves now, whatever the clock says; what is being saved is awaited first. Resolves when it was tried: the reports
   * say how it went.
   */
  checkpoint(): Promise<void> {
    this.#asked ??= this.#checkpointNow().finally(() => {
      this.#asked = null;
    });
    return this.#asked;
  }

  async #checkpointNow(): Promise<void> {
    await this.#checkpoints.underWay;
    if (this.#state !== 'training' || this.#isAbandoned) return;
    if (this.#ending) {
      // It saves as it ends.
      await this.#done;
      return;
    }
    const isSaved = this.#savedStep === this.#trainer.position.step && this.#checkpoints.problem === null;
    if (!isSaved) await this.#beginSave('training');
  }

  change(changes: { readonly learningRate?: number; readonly sampleTemperature?: number }): void {
    this.#course.learningRate = changes.learningRate ?? this.#course.learningRate;
    this.#samples.temperature = changes.sampleTemperature ?? this.#samples.temperature;
  }

  async #loop(): Promise<RunState> {
    try {
      // What it writes before its first step is noise, which the words will grow out of.
      if (this.#samples.isDue) this.#samples.write(this.#trainer);
      this.#report();
      if (this.#start.isTaught) this.#course.testBefore();
      while (!this.#trainer.finished && this.#wish === null && !this.#isAbandoned) {
        const sliceMs = this.#slice();
        this.#duty.worked(sliceMs);
        await this.#environment.breathe();
        await this.#rest();
        if (sliceMs > LONG_SLICE_MS) await this.#letSaveThrough();
      }
      if (this.#isAbandoned) return await this.#leave();
      if (this.#trainer.finished) this.#samples.write(this.#trainer);
      if (this.#trainer.finished) this.#answers.give(this.#trainer);
      // A wish that comes with the last step is too late: nothing is left to resume.
      await this.#end(this.#trainer.finished || this.#wish === null ? 'finished' : this.#wish);
    } catch (error) {
      this.#problem = messageOf(error);
      // What the device took away, it may give again; what diverged so often will diverge again.
      this.#state = error instanceof DeviceError ? 'interrupted' : 'failed';
      await this.#checkpoints.underWay;
      // What was saved last may be of the way it has turned back from.
      if (this.#state === 'failed' && this.#turnedBack && !this.#isAbandoned) await this.#beginSave('failed');
      this.#report();
    }
    return this.#state;
  }

  async #leave(): Promise<RunState> {
    this.#state = 'interrupted';
    await this.#checkpoints.underWay;
    this.#report();
    return this.#state;
  }

  /** As long as is due, unless it is to end. */
  async #rest(): Promise<void> {
    const { now, rest } = this.#environment;
    while (this.#duty.rest > 0 && this.#wish === null && !this.#isAbandoned) {
      const begun = now();
      await rest(this.#duty.rest);
      this.#duty.rested(now() - begun);
    }
  }

  async #letSaveThrough(): Promise<void> {
    while (this.#checkpoints.underWay !== null && this.#checkpoints.age < PATIENCE_MS) {
      await this.#environment.breathe();
    }
  }

  /** Steps for a moment, and whatever else has become due. Returns how long it took, without saving. */
  #slice(): number {
    const { now } = this.#environment;
    const begun = now();
    let [steps, testMs] = [0, 0];
    do {
      steps++;
      if (this.#course.step()) testMs += this.#test();
    } while (now() - begun < SLICE_MS && !this.#trainer.finished);
    this.#pace.add(steps * this.#trainer.plan.symbolsPerStep, (now() - begun - testMs) / 1000);

    if (this.#samples.isDue) this.#samples.write(this.#trainer);
    if (this.#answers.isDue) this.#answers.give(this.#trainer);
    const workMs = now() - begun;
    this.#seconds += workMs / 1000;
    // The last step is saved as the run ends.
    if (!this.#trainer.finished && this.#isSaveDue(workMs)) void this.#beginSave('training');
    this.#seconds += (now() - begun - workMs) / 1000;
    if (now() >= this.#nextReport) this.#report();
    return workMs;
  }

  #test(): number {
    const begun = this.#environment.now();
    this.#course.test();
    return this.#environment.now() - begun;
  }

  #isSaveDue(sliceMs: number): boolean {
    return this.#turnedBack ? this.#checkpoints.underWay === null : this.#checkpoints.isDue(sliceMs);
  }

  /** Has it turned back since it was last saved? */
  get #turnedBack(): boolean {
    return this.#course.signs.setback !== this.#savedSetback;
  }

  async #end(state: RunState): Promise<void> {
    this.#ending = true;
    await this.#checkpoints.underWay;
    if (this.#course.isPastBest) await this.#saveBest();
    await this.#beginSave(state);
    this.#state = state;
    if (this.#isAbandoned) await this.#leave();
    else this.#report();
  }

  /** Copies the state at once and writes it while training goes on. */
  #beginSave(state: RunState): Promise<void> {
    this.#savedStep = this.#trainer.position.step;
    this.#savedSetback = this.#course.signs.setback;
    return this.#checkpoints.begin(() => this.#environment.save(this.progress, state));
  }

  /** The best state was perhaps not at hand when a checkpoint was due; it is what to write with. */
  #saveBest(): Promise<void> {
    return this.#course.atBest((state) =>
      this.#checkpoints.begin(() => this.#environment.save(this.#progressAt(state), 'training')),
    );
  }

  /** Where the run stands between two steps. */
  get progress(): TrainingProgress {
    return this.#progressAt(this.#course.state);
  }

  #progressAt(state: CourseState): TrainingProgress {
    return { ...state, seconds: this.#seconds, sample: this.#samples.last };
  }

  #report(): void {
    const { step, pass } = this.#trainer.position;
    const { totalSteps, symbolsPerStep } = this.#trainer.plan;
    const trained = this.#pace.perSecond;
    const perSecond = trained === null ? null : trained * this.#duty.share;
    const left = perSecond === null ? null : ((totalSteps - step) * symbolsPerStep) / perSecond / TRAINING_SHARE;
    this.#environment.report({
      runId: this.#start.runId,
      state: this.#state,
      step,
      totalSteps,
      pass: Math.min(pass + 1, this.#start.passes),
      passes: this.#start.passes,
      charactersPerSecond: perSecond ?? 0,
      seconds: this.#seconds,
      secondsLeft: left,
      learningRate: this.#course.lastRate,
      ...this.#course.news(),
      newSample: this.#samples.takeNews(),
      newAnswers: this.#answers.takeNews(),
      signs: this.#course.signs,
      savedAt: this.#checkpoints.savedAt,
      saveProblem: this.#checkpoints.problem,
      problem: this.#problem,
    });
    this.#nextReport = this.#environment.now() + REPORT_INTERVAL_MS;
  }
}

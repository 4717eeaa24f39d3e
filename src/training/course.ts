import { training as words } from '../messages/training.ts';
import { StateError } from '../shared/errors.ts';
import type { LearningSigns, LossPoint, Setback, TrainingProgress, ValidationPoint } from '../shared/run.ts';
import { outputCount, predictionsIn, type NamedTensor } from '../shared/network.ts';
import { DivergenceError, LossWatch } from './divergence.ts';
import { History } from './history.ts';
import { signsOf } from './signs.ts';
import type { StepResult, Trainer } from './trainer.ts';

/** By how much the rate is lowered when it turns back, and again when it does without having got further. */
const RATE_DIVISORS = [2, 8, 8] as const;
/** So often it turns back; then it stops. */
const MOST_SETBACKS = RATE_DIVISORS.length;

/** The part of a run's progress that depends on the steps alone, not on any clock. */
export type CourseState = Omit<TrainingProgress, 'seconds' | 'sample'>;

/** A state of the network to come back to: copies, out of the arena. */
interface Place {
  readonly state: CourseState;
  readonly tensors: readonly NamedTensor[];
}

/**
 * The course of a run: its steps one after the other, validation points, the best state so far, and what is done when it
 * diverges: it goes on from its best state with a lower learning rate, or, when that has failed too often, stops there.
 */
export class Course {
  readonly #trainer: Trainer;
  readonly #watch: LossWatch;
  #history: History;
  #learningRate: number;
  /** The rate of the last step, as the schedule shaped it. */
  #lastRate: number;
  #best: Place;
  #lowest: number;
  #setbacks = 0;
  #signs: LearningSigns;
  #newTraining: LossPoint[] = [];
  #newValidation: ValidationPoint[] = [];

  /** @param progress where a resumed run stands, as its trainer does, or null for a new one. */
  constructor(trainer: Trainer, learningRate: number, progress: TrainingProgress | null) {
    this.#trainer = trainer;
    const { network, window } = trainer.plan;
    const answers = window.lanes * predictionsIn(network.task, window.steps);
    this.#watch = new LossWatch(outputCount(network), window.lanes, answers);
    this.#history = new History(progress?.history);
    this.#learningRate = learningRate;
    this.#lastRate = progress?.learningRate ?? learningRate;
    this.#signs = signsOf(this.#history.data);
    this.#lowest = this.#signs.best?.nats ?? Infinity;
    this.#best = this.#place();
  }

  /** The base rate, which the schedule shapes. */
  get learningRate(): number {
    return this.#learningRate;
  }

  set learningRate(rate: number) {
    this.#learningRate = rate;
  }

  get lastRate(): number {
    return this.#lastRate;
  }

  get signs(): LearningSigns {
    return this.#signs;
  }

  get state(): CourseState {
    return {
      ...this.#trainer.position,
      totalSteps: this.#trainer.plan.totalSteps,
      learningRate: this.#lastRate,
      history: this.#history.data,
    };
  }

  /**
   * One step. Where it diverges, the run stands at its best state again.
   * @returns whether a validation point is due now.
   * @throws StateError when it diverged too often; it stands at its best state then.
   */
  step(): boolean {
    let result: StepResult;
    try {
      result = this.#healthyStep();
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      this.#turnBack(error);
      return false;
    }
    const { step } = this.#trainer.position;
    this.#lastRate = result.learningRate;
    this.#history.addTraining({ step, nats: result.nats });
    this.#newTraining.push({ step, nats: result.nats });
    return step % this.#trainer.plan.validationInterval === 0 || this.#trainer.finished;
  }

  /** A validation point: what the network makes of the held-out text now. */
  test(): void {
    const point = { step: this.#trainer.position.step, ...this.#trainer.evaluate() };
    this.#history.addValidation(point);
    this.#newValidation.push(point);
    this.#signs = signsOf(this.#history.data);
    if (!(point.nats < this.#lowest)) return;
    this.#lowest = point.nats;
    this.#best = this.#place();
    this.#setbacks = 0;
  }

  /** The same before the first step, to see what the run gains. Later it does nothing. */
  testBefore(): void {
    if (this.#trainer.position.step === 0 && this.#history.data.validation.length === 0) this.test();
  }

  /** The points since this was last asked. */
  news(): { readonly newTraining: LossPoint[]; readonly newValidation: ValidationPoint[] } {
    const news = { newTraining: this.#newTraining, newValidation: this.#newValidation };
    this.#newTraining = [];
    this.#newValidation = [];
    return news;
  }

  /** Is there a state before this one with a lower validation loss? */
  get isPastBest(): boolean {
    return this.#signs.best?.step === this.#best.state.step && this.#best.state.step < this.#trainer.position.step;
  }

  /** Does something at once while the network is the best so far; then it is again what it was. */
  atBest<Result>(act: (state: CourseState) => Result): Result {
    const here = this.#place();
    this.#stand(this.#best);
    try {
      return act(this.#best.state);
    } finally {
      this.#stand(here);
    }
  }

  #healthyStep(): StepResult {
    const result = this.#trainer.step(this.#learningRate);
    const mean = this.#watch.add(result.nats);
    if (mean === null) return result;
    throw new DivergenceError(words.exploded(this.#trainer.position.step, mean.toFixed(2), this.#learningRate));
  }

  #turnBack(cause: DivergenceError): void {
    const failedAt = this.#trainer.position.step;
    this.#stand(this.#best);
    this.#watch.turnBack();
    const { step, learningRate, history } = this.#best.state;
    this.#learningRate /= RATE_DIVISORS[this.#setbacks];
    this.#setbacks++;
    this.#lastRate = learningRate;
    const setback: Setback = { step: failedAt, backTo: step, learningRate: this.#learningRate };
    this.#history = new History({ ...history, setbacks: [...(this.#history.data.setbacks ?? []), setback] });
    const isKept = (point: LossPoint): boolean => point.step <= step;
    this.#newTraining = this.#newTraining.filter(isKept);
    this.#newValidation = this.#newValidation.filter(isKept);
    this.#signs = signsOf(this.#history.data);
    if (this.#setbacks < MOST_SETBACKS) return;
    throw new StateError(words.divergedAgain(MOST_SETBACKS, step, cause.message), { cause });
  }

  #place(): Place {
    const tensors = this.#trainer.tensors().map((tensor) => ({ ...tensor, data: tensor.data.slice() }));
    return { state: this.state, tensors };
  }

  #stand({ state, tensors }: Place): void {
    this.#trainer.restore(tensors, state);
  }
}

import type { LossHistory, LossPoint, Setback, ValidationPoint } from '../shared/run.ts';

/** Points kept of each curve, so that a long run stays small to store and to draw. */
const MAXIMUM_POINTS = 2000;

/**
 * The loss curves of a run. Which points are kept is a function of the steps alone: every `stride`-th, with the stride
 * doubled whenever there are too many; so a resumed run keeps the ones the uninterrupted run would have kept.
 */
export class History {
  #training: LossPoint[];
  #validation: ValidationPoint[];
  readonly #setbacks: readonly Setback[];
  #stride: number;

  constructor(history: LossHistory = { training: [], validation: [] }) {
    this.#training = [...history.training];
    this.#validation = [...history.validation];
    this.#setbacks = history.setbacks ?? [];
    this.#stride = Math.max(1, (this.#training[1]?.step ?? 1) - (this.#training[0]?.step ?? 0));
  }

  addTraining(point: LossPoint): void {
    // Steps count from 1, so that is where every stride begins.
    if ((point.step - 1) % this.#stride !== 0) return;
    this.#training.push(point);
    if (this.#training.length <= MAXIMUM_POINTS) return;
    this.#stride *= 2;
    this.#training = this.#training.filter(({ step }) => (step - 1) % this.#stride === 0);
  }

  addValidation(point: ValidationPoint): void {
    this.#validation.push(point);
  }

  get data(): LossHistory {
    const setbacks = this.#setbacks.length > 0 ? { setbacks: this.#setbacks } : {};
    return { training: [...this.#training], validation: [...this.#validation], ...setbacks };
  }
}

/**
 * A loss curve of bounded length. When it grows past its bound, neighbours are averaged by pairs, and what comes later
 * is averaged by as many: the whole run stays on the chart, evenly thinned, at constant cost.
 */
import type { LossPoint } from '../shared/run.ts';

export class LossCurve {
  readonly #bound: number;
  #points: LossPoint[] = [];
  /** How many reported points one kept point stands for. */
  #stride = 1;
  #bucket: LossPoint[] = [];

  constructor(bound = 2000, points: readonly LossPoint[] = []) {
    this.#bound = bound;
    this.append(points);
  }

  /** A point of a step that is there already replaces it and all after it: the run was taken back. */
  append(points: readonly LossPoint[]): void {
    for (const point of points) {
      if (point.step <= this.#lastStep) this.#cutBack(point.step);
      this.#bucket.push(point);
      if (this.#bucket.length === this.#stride) {
        this.#points.push(average(this.#bucket));
        this.#bucket = [];
        if (this.#points.length > this.#bound) this.#thin();
      }
    }
  }

  /** The kept points and, last, the newest ones not yet worth a point of their own. A new array each time. */
  get points(): readonly LossPoint[] {
    return this.#bucket.length > 0 ? [...this.#points, average(this.#bucket)] : [...this.#points];
  }

  get stride(): number {
    return this.#stride;
  }

  get #lastStep(): number {
    return (this.#bucket.at(-1) ?? this.#points.at(-1))?.step ?? -Infinity;
  }

  #cutBack(step: number): void {
    this.#points = this.#points.filter((point) => point.step < step);
    this.#bucket = this.#bucket.filter((point) => point.step < step);
  }

  #thin(): void {
    const thinned: LossPoint[] = [];
    let at = 0;
    for (; at + 1 < this.#points.length; at += 2) thinned.push(average(this.#points.slice(at, at + 2)));
    // An odd one left over is half of a bucket of the new stride.
    if (at < this.#points.length) this.#bucket = Array.from({ length: this.#stride }, () => this.#points[at]);
    this.#points = thinned;
    this.#stride *= 2;
  }
}

/** The mean loss at the last step of several points. */
function average(points: readonly LossPoint[]): LossPoint {
  const nats = points.reduce((sum, point) => sum + point.nats, 0) / points.length;
  return { step: points[points.length - 1].step, nats };
}

/**
 * A smoothed curve: each point is the mean of all, weighted by `keep` to the power of their distance to either side. It
 * does not lag behind a falling loss, as a one-sided average does. Values that are not finite are passed over.
 */
export function smooth(points: readonly LossPoint[], keep = keepFor(points.length)): readonly LossPoint[] {
  const usable = points.filter((point) => Number.isFinite(point.nats));
  const before = decayingSums(usable, keep);
  const after = decayingSums(usable.toReversed(), keep).reverse();
  return usable.map(({ step, nats }, at) => ({
    step,
    // The point itself is in both sums, and is counted once.
    nats: (before[at].sum + after[at].sum - nats) / (before[at].weight + after[at].weight - 1),
  }));
}

/** A short curve is smoothed over few points, so that its first fall stays steep; a long one over up to sixteen to a side. */
function keepFor(count: number): number {
  return 1 - 1 / Math.min(16, Math.max(1.5, count / 30));
}

function decayingSums(points: readonly LossPoint[], keep: number): { sum: number; weight: number }[] {
  let sum = 0;
  let weight = 0;
  return points.map(({ nats }) => {
    sum = keep * sum + nats;
    weight = keep * weight + 1;
    return { sum, weight };
  });
}

/** At most `most` of the points, evenly spaced, the first and the last always among them. */
export function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, at) => items[Math.round((at * (items.length - 1)) / (most - 1))]);
}

/** The columns a chart draws: steps, and for each step the loss, its smoothed value and the validation loss, or null. */
export interface LossColumns {
  readonly steps: number[];
  readonly training: (number | null)[];
  readonly smoothed: (number | null)[];
  readonly validation: (number | null)[];
}

export function lossColumns(training: readonly LossPoint[], validation: readonly LossPoint[]): LossColumns {
  const smoothed = new Map(smooth(training).map((point) => [point.step, point.nats]));
  const trained = new Map(training.map((point) => [point.step, point.nats]));
  const tested = new Map(validation.map((point) => [point.step, point.nats]));
  const steps = [...new Set([...trained.keys(), ...tested.keys()])].sort((a, b) => a - b);
  const column = (values: ReadonlyMap<number, number>): (number | null)[] =>
    steps.map((step) => values.get(step) ?? null);
  return { steps, training: column(trained), smoothed: column(smoothed), validation: column(tested) };
}

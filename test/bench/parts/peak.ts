/** The madd peak, measured between the other figures and summed up at the end. */
import type { PeakFigures } from '../report.ts';
import type { Stage } from '../stage.ts';
import { median, rounded } from '../statistics.ts';

const MILLISECONDS = 120;

export class PeakLog {
  readonly #stage: Stage;
  readonly #threads: number;
  readonly #one: number[] = [];
  readonly #all: number[] = [];
  readonly #simdOne: number[] = [];
  readonly #simdAll: number[] = [];

  constructor(stage: Stage, threads: number) {
    this.#stage = stage;
    this.#threads = threads;
  }

  async measure(): Promise<void> {
    const measure = (kernels: 'simd' | 'relaxed-simd', threads: number): Promise<number> =>
      this.#stage.call('training', 'peak', kernels, threads, MILLISECONDS);
    this.#one.push(await measure('relaxed-simd', 1));
    this.#all.push(await measure('relaxed-simd', this.#threads));
    this.#simdOne.push(await measure('simd', 1));
    this.#simdAll.push(await measure('simd', this.#threads));
  }

  /** Medians; measured now when nothing was before. */
  async figures(): Promise<PeakFigures> {
    while (this.#one.length < 3) await this.measure();
    const [one, all, simdOne, simdAll] = [this.#one, this.#all, this.#simdOne, this.#simdAll].map((values) =>
      rounded(median(values)),
    );
    return { one, all, simdOne, simdAll };
  }
}

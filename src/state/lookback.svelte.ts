/** Looking back at how a run began to write: which of its samples is shown, and playing them one after the other. */
import type { SampleText } from '../shared/run.ts';

/** From one sample to the next while they are played, in milliseconds: time enough to see that something has changed. */
const FRAME_MS = 350;

export class Lookback {
  readonly #samples: () => readonly SampleText[];
  /** The step looked back at, or null to follow the newest. */
  #step = $state<number | null>(null);
  #timer: ReturnType<typeof setInterval> | null = $state.raw(null);

  /** @param samples those there are now, oldest first. */
  constructor(samples: () => readonly SampleText[]) {
    this.#samples = samples;
  }

  get isPlaying(): boolean {
    return this.#timer !== null;
  }

  /** The place of the sample shown; -1 while there is none. Of one that was thinned out meanwhile, the next stands there. */
  get at(): number {
    const samples = this.#samples();
    const step = this.#step;
    const found = step === null ? -1 : samples.findIndex((sample) => sample.step >= step);
    return found < 0 ? samples.length - 1 : found;
  }

  get shown(): SampleText | null {
    return this.#samples()[this.at] ?? null;
  }

  /** Shows the sample at a place; the newest is followed from then on. Places beyond the ends are the ends. */
  look(at: number): void {
    this.pause();
    this.#show(at);
  }

  /** One sample back or on. */
  move(by: number): void {
    this.look(this.at + by);
  }

  /** From the sample shown to the newest, or from the first when the newest is shown. */
  play(): void {
    if (this.isPlaying || this.#samples().length < 2) return;
    if (this.at === this.#samples().length - 1) this.#show(0);
    this.#timer = setInterval(() => {
      this.#show(this.at + 1);
      if (this.#step === null) this.pause();
    }, FRAME_MS);
  }

  pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #show(at: number): void {
    const samples = this.#samples();
    this.#step = at >= samples.length - 1 ? null : (samples.at(Math.max(0, at))?.step ?? null);
  }
}

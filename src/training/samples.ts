/** What the network writes on the way: when, and what of it is kept. */
import type { SampleText } from '../shared/run.ts';
import { withSample } from '../shared/sample-history.ts';
import type { Trainer } from './trainer.ts';

/** Long enough to read a style off it. */
const SYMBOLS = 240;
/** From one sample to the next: at first, and, doubled each time, at most. */
const FIRST_GAP_MS = 500;
const LONGEST_GAP_MS = 3000;
/** And so long that writing takes no more than a twentieth of the time. */
const COST = 20;

/** Text the network writes at this moment. */
export type Write = (trainer: Trainer, symbols: number, temperature: number) => string;

/** The first sample of a run is due at once; then they come ever more seldom, for a network changes most at its beginning. */
export class Samples {
  readonly #write: Write | null;
  readonly #now: () => number;
  #temperature: number;
  #kept: readonly SampleText[];
  #news: SampleText | null = null;
  #gap = FIRST_GAP_MS;
  #due: number;

  /**
   * @param write null where the network does not write.
   * @param now milliseconds on a clock that never goes back.
   * @param kept what a resumed run wrote before.
   */
  constructor(write: Write | null, now: () => number, temperature: number, kept: readonly SampleText[]) {
    this.#write = write;
    this.#now = now;
    this.#temperature = temperature;
    this.#kept = kept;
    this.#due = kept.length === 0 ? -Infinity : now() + FIRST_GAP_MS;
  }

  get temperature(): number {
    return this.#temperature;
  }

  set temperature(temperature: number) {
    this.#temperature = temperature;
  }

  get kept(): readonly SampleText[] {
    return this.#kept;
  }

  /** The newest of them. */
  get last(): SampleText | null {
    return this.#kept.at(-1) ?? null;
  }

  get isDue(): boolean {
    return this.#write !== null && this.#now() >= this.#due;
  }

  write(trainer: Trainer): void {
    if (this.#write === null) return;
    const begun = this.#now();
    const text = this.#write(trainer, SYMBOLS, this.#temperature);
    this.#news = { step: trainer.position.step, temperature: this.#temperature, text };
    this.#kept = withSample(this.#kept, this.#news);
    const written = this.#now();
    this.#due = written + Math.max(this.#gap, (written - begun) * COST);
    this.#gap = Math.min(LONGEST_GAP_MS, this.#gap * 2);
  }

  /** The newest sample, once. */
  takeNews(): SampleText | null {
    const news = this.#news;
    this.#news = null;
    return news;
  }
}

/** When a network that writes nothing shows what it answers: soon at first, then ever more seldom. */
import type { AnswerSample } from '../shared/judgement.ts';
import type { Trainer } from './trainer.ts';

/** From one to the next: at first, and, doubled each time, at most. */
const FIRST_GAP_MS = 500;
const LONGEST_GAP_MS = 3000;
/** And so long that answering takes no more than a twentieth of the time. */
const COST = 20;

export class Answers {
  readonly #give: ((trainer: Trainer) => AnswerSample) | null;
  readonly #now: () => number;
  #news: AnswerSample | null = null;
  #gap = FIRST_GAP_MS;
  #due = -Infinity;

  /**
   * @param give null where there is nothing to answer.
   * @param now milliseconds on a clock that never goes back.
   */
  constructor(give: ((trainer: Trainer) => AnswerSample) | null, now: () => number) {
    this.#give = give;
    this.#now = now;
  }

  get isDue(): boolean {
    return this.#give !== null && this.#now() >= this.#due;
  }

  give(trainer: Trainer): void {
    if (this.#give === null) return;
    const begun = this.#now();
    this.#news = this.#give(trainer);
    const given = this.#now();
    this.#due = given + Math.max(this.#gap, (given - begun) * COST);
    this.#gap = Math.min(LONGEST_GAP_MS, this.#gap * 2);
  }

  /** The newest, once. */
  takeNews(): AnswerSample | null {
    const news = this.#news;
    this.#news = null;
    return news;
  }
}

/** Several ways to go on from one place, to choose from. */
import { messageOf } from '../shared/errors.ts';
import type { LeadIn, Passage } from '../shared/writing-worker.ts';
import { written } from './marks.ts';
import type { Writing } from './writing.svelte.ts';

/** All are written at once, in one batch. */
export const CANDIDATES = 8;
/** A candidate has at most so many symbols; fewer where one symbol is about a word. */
const LENGTH = 80;
const DENSE_LENGTH = 28;
const DENSE_VOCABULARY = 600;

export class Candidates {
  readonly #writing: Writing;
  #list = $state.raw<readonly Passage[] | null>(null);
  #isBusy = $state(false);
  #problem = $state<string | null>(null);
  #at = 0;
  #text = '';
  #leadIn: LeadIn | null = null;
  #isTaking = false;
  /** Counts what was asked for and put away, so that what comes too late is not shown. */
  #asked = 0;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  /** Null while none are asked for. */
  get list(): readonly Passage[] | null {
    return this.#list;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** Asks for ways to go on from where the network would go on; asked again, for others. */
  async ask(): Promise<void> {
    const writing = this.#writing;
    if (!writing.canWrite || this.#isBusy) return;
    const asked = ++this.#asked;
    this.#isBusy = true;
    this.#problem = null;
    try {
      const { vocabulary } = await writing.pen.open();
      const settings = writing.request(writing.place, vocabulary < DENSE_VOCABULARY ? LENGTH : DENSE_LENGTH);
      this.#at = writing.place;
      this.#text = writing.page.text;
      this.#leadIn = settings.leadIn ?? null;
      const list = await writing.pen.candidates(settings, CANDIDATES);
      if (asked === this.#asked && writing.page.text === this.#text) this.#list = list;
    } catch (error) {
      if (asked === this.#asked) {
        this.#list = null;
        this.#problem = messageOf(error);
      }
    } finally {
      this.#isBusy = false;
    }
  }

  close(): void {
    this.#asked++;
    this.#list = null;
    this.#problem = null;
  }

  /** Lets go of those that go on from another text than is there now. */
  drop(): void {
    if (!this.#isTaking && this.#list !== null && this.#writing.page.text !== this.#text) this.close();
  }

  /** Puts one of them on the page, in the place of all that stands behind, and shows others that follow it. */
  async take(passage: Passage): Promise<void> {
    const { page } = this.#writing;
    if (page.text === this.#text) {
      if (this.#leadIn !== null) this.#writing.beginWith(this.#leadIn);
      this.#isTaking = true;
      page.replace(this.#at, page.text.length, written(passage.text, passage.probabilities));
      this.#isTaking = false;
      this.#writing.putCaret(null);
    }
    await this.ask();
  }
}

/** What else could stand at a place of the page, as the network holds it; to be looked at, or to be taken. */
import { messageOf } from '../shared/errors.ts';
import type { Alternative } from '../shared/writing-worker.ts';
import { written } from './marks.ts';
import type { Writing } from './writing.svelte.ts';

/** So many of the likeliest symbols are told. */
export const ALTERNATIVES = 8;

export interface Alternatives {
  /** Of the place, in code units of the page. */
  readonly at: number;
  /** What stands there, or null at the end of the page. */
  readonly present: string | null;
  /** The likeliest, in falling order. */
  readonly list: readonly Alternative[];
}

export class Branching {
  readonly #writing: Writing;
  #shown = $state.raw<Alternatives | null>(null);
  #problem = $state<string | null>(null);
  /** Which question is the last: the answer to an earlier one is of no interest. */
  #turn = 0;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  get shown(): Alternatives | null {
    return this.#shown;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** Asks what could stand at a place, and shows it. */
  async ask(at: number): Promise<void> {
    const { page, pen, canWrite } = this.#writing;
    if (!canWrite) return;
    const turn = (this.#turn += 1);
    const text = page.text;
    this.#problem = null;
    try {
      const before = text.slice(0, at);
      const list = await pen.alternatives({ text: before, leadIn: this.#writing.leadInFor(at) }, ALTERNATIVES);
      if (turn !== this.#turn || page.text !== text) return;
      const code = text.codePointAt(at);
      this.#shown = { at, present: code === undefined ? null : String.fromCodePoint(code), list };
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#shown = null;
      this.#problem = messageOf(error);
    }
  }

  close(): void {
    this.#turn += 1;
    this.#shown = null;
  }

  /**
   * Takes one of those that are shown. At the end of the page it is added; within the page it takes the place of all that
   * stood there and behind, and the network goes on from it.
   */
  take({ symbol, probability }: Alternative): void {
    if (this.#shown === null) return;
    const { at, present } = this.#shown;
    const writing = this.#writing;
    this.close();
    if (symbol === present) return;
    writing.beginWith(writing.leadInFor(at));
    writing.page.replace(at, writing.page.text.length, written(symbol, Float32Array.of(probability)));
    writing.putCaret(null);
    if (present !== null) void writing.write();
  }
}

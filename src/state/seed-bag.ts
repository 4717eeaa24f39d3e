/**
 * Which seed writes next. A text that is only gone on with keeps its seed, so that a pause changes nothing. From any other place
 * the seed moves on by one, for the same one would write the same again; unless a person has just chosen it.
 */
import { WRITING } from '../shared/writing-settings.ts';

export class SeedBag {
  #isChosen = true;
  /** The text at which the last writing stopped. */
  #end: string | null = null;

  /** A person has set the seed: the next writing uses it as it is. */
  choose(): void {
    this.#isChosen = true;
  }

  /**
   * @param before the text that stands before what is to be written.
   * @param isAlone is it one text, not several to choose from?
   */
  next(seed: number, before: string, isAlone: boolean): number {
    const isKept = this.#isChosen || (isAlone && before === this.#end);
    this.#isChosen = false;
    this.#end = null;
    return isKept ? seed : seed < WRITING.seed.maximum ? seed + 1 : WRITING.seed.minimum;
  }

  /** A page comes back on which this text stands. */
  resume(text: string): void {
    this.#isChosen = text === '';
    this.#end = text;
  }

  /** Writing has stopped, with this text on the page. */
  rest(text: string): void {
    this.#end = text;
  }
}

/**
 * Where a network stands in a page. It remembers its state every few hundred symbols, so that any place of the page is
 * reached again by reading those after the last state that was kept, and nothing before it.
 */
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import type { LeadIn } from '../shared/writing-worker.ts';
import { leadIn, type Choose, type Place } from './lead-in.ts';
import { Sampler } from './sampling.ts';
import { probabilityOf } from './softmax.ts';
import type { StepResult, StepRuntime, StepState } from './step-runtime.ts';

/** A state is kept every so many symbols: to go back costs at most so many steps, some 20 ms. */
const KEPT_EVERY = 256;

export class Reader {
  readonly #runtime: StepRuntime;
  #place: Place<StepState> | null = null;
  #seed: number | null = null;
  /** What was read since the lead-in: what ends its last line first, where the page opens one, then the page. */
  #read: number[] = [];
  /** Of each of these, how likely the network held it. */
  #probabilities: number[] = [];
  /** What came out after 0, KEPT_EVERY, 2 KEPT_EVERY … symbols. */
  #kept: StepResult[] = [];
  #tip: StepResult | null = null;

  constructor(runtime: StepRuntime) {
    this.#runtime = runtime;
  }

  /** What came out after all that was read. */
  get tip(): StepResult {
    if (this.#tip === null) throw new RangeError('Nothing was read yet.');
    return this.#tip;
  }

  /**
   * Reads `ids`, the symbols of a page, from its beginning; of what was read before, only the common beginning is used.
   * @param stops is asked between two symbols.
   * @returns the probability of each symbol given those before it, or null when it was stopped.
   * @throws StateError when the network computes something that is not a number.
   */
  async read(
    ids: readonly number[],
    opening: LeadIn,
    stops: () => Promise<boolean>,
  ): Promise<readonly number[] | null> {
    const place = await this.#leadIn(opening.seed, stops);
    if (place === null) return null;
    const ending = opening.opensLine ? place.ending : [];
    const wanted = [...ending, ...ids];
    this.#goBack(this.#commonWith(wanted));
    for (let at = this.#read.length; at < wanted.length; at++) {
      if (await stops()) return null;
      await this.push(wanted[at]);
    }
    return this.#probabilities.slice(ending.length);
  }

  /** Reads one more symbol. @returns how likely the network held it. */
  async push(id: number): Promise<number> {
    const probability = probabilityOf(this.tip.logits, id);
    this.#tip = await this.#runtime.step(id, this.tip.state);
    this.#read.push(id);
    this.#probabilities.push(probability);
    if (this.#read.length % KEPT_EVERY === 0) this.#kept.push(this.#tip);
    return probability;
  }

  /** What comes out after the first symbols of what was read; where it stands stays as it is. Null where `ids` is another text. */
  async peek(ids: readonly number[], opening: LeadIn): Promise<StepResult | null> {
    if (this.#place === null || opening.seed !== this.#seed) return null;
    const wanted = opening.opensLine ? [...this.#place.ending, ...ids] : ids;
    if (this.#commonWith(wanted) < wanted.length) return null;
    if (wanted.length === this.#read.length) return this.tip;
    const from = Math.floor(wanted.length / KEPT_EVERY);
    let current = this.#kept[from];
    for (let at = from * KEPT_EVERY; at < wanted.length; at++) {
      current = await this.#runtime.step(wanted[at], current.state);
    }
    return current;
  }

  async #leadIn(seed: number, stops: () => Promise<boolean>): Promise<Place<StepState> | null> {
    if (this.#place !== null && seed === this.#seed) return this.#place;
    const { symbols, rare } = this.#runtime.metadata.vocabulary;
    const random = new RandomStream(seed, PURPOSE.writing);
    // Sharpened, a network that has hardly learned falls into repeating its commonest symbols before it is heard.
    const faithful = new Sampler(symbols.length, rare, { temperature: 1, topK: 0, topP: 1 });
    const choose: Choose<StepState> = ({ logits }) => faithful.sample(logits, random.uniform());
    const place = await leadIn(this.#runtime, choose, stops);
    if (place === null) return null;
    this.#place = place;
    this.#seed = seed;
    this.#kept = [place.at];
    this.#goBack(0);
    return place;
  }

  #commonWith(wanted: readonly number[]): number {
    const most = Math.min(wanted.length, this.#read.length);
    let common = 0;
    while (common < most && wanted[common] === this.#read[common]) common++;
    return common;
  }

  /** To the last state that was kept within the first `length` symbols, unless it stands just behind them. */
  #goBack(length: number): void {
    if (length === this.#read.length && this.#tip !== null && length > 0) return;
    const kept = Math.floor(length / KEPT_EVERY);
    this.#kept.length = kept + 1;
    this.#read.length = this.#probabilities.length = kept * KEPT_EVERY;
    this.#tip = this.#kept[kept];
  }
}

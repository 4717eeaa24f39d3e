/** Choosing the next symbol from a row of logits. */
import { writing } from '../messages/writing.ts';
import { StateError } from '../shared/errors.ts';
import { LargestFirst } from './largest-first.ts';

export interface SamplingSettings {
  /** Logits are divided by it: below 1 sharpens, above 1 flattens. */
  readonly temperature: number;
  /** Choose among this many most likely symbols; 0 means all (Fan, Lewis, Dauphin 2018). */
  readonly topK: number;
  /** Choose among the fewest most likely symbols with at least this share of what top-k left (Holtzman et al. 2020). */
  readonly topP: number;
}

/** Samples symbols of a vocabulary of fixed size; keeps its working arrays between calls. */
export class Sampler {
  readonly #settings: SamplingSettings;
  /** The id that is never chosen, because it stands for no character, or null. */
  readonly #never: number | null;
  readonly #weights: Float64Array;
  readonly #order: LargestFirst;

  /** @param vocabulary V, how many logits a row has. */
  constructor(vocabulary: number, never: number | null, settings: SamplingSettings) {
    this.#settings = settings;
    this.#never = never;
    this.#weights = new Float64Array(vocabulary);
    this.#order = new LargestFirst(this.#weights);
  }

  /**
   * @param logits [V]
   * @param uniform a random number in [0, 1): the same number chooses the same symbol. Of equally likely symbols the
   * one with the lower id counts as the likelier.
   * @returns the id of the symbol.
   * @throws StateError when a logit is not a finite number.
   */
  sample(logits: Float32Array, uniform: number): number {
    const total = this.#weigh(logits);
    const { topK, topP } = this.#settings;
    const limited = topK > 0 && topK < this.#weights.length;
    return limited || topP < 1 ? this.#chooseAmongTop(total, uniform) : this.#chooseAmongAll(total, uniform);
  }

  /** Fills the weights with the softmax before normalisation, the largest being 1, and returns their sum. */
  #weigh(logits: Float32Array): number {
    const weights = this.#weights;
    let largest = -Infinity;
    for (let id = 0; id < weights.length; id++) {
      if (!Number.isFinite(logits[id])) {
        throw new StateError(writing.diverged(logits[id], id));
      }
      if (id !== this.#never && logits[id] > largest) largest = logits[id];
    }
    let total = 0;
    for (let id = 0; id < weights.length; id++) {
      const weight = id === this.#never ? 0 : Math.exp((logits[id] - largest) / this.#settings.temperature);
      weights[id] = weight;
      total += weight;
    }
    return total;
  }

  /** The symbol at `uniform` of the distribution's sum, in the order of ids. */
  #chooseAmongAll(total: number, uniform: number): number {
    const weights = this.#weights;
    let left = uniform * total;
    let last = 0;
    for (let id = 0; id < weights.length; id++) {
      if (weights[id] === 0) continue;
      last = id;
      left -= weights[id];
      if (left < 0) return id;
    }
    // Rounding may leave a little over: it belongs to the last symbol that can be chosen.
    return last;
  }

  #chooseAmongTop(total: number, uniform: number): number {
    const weights = this.#weights;
    const { topK, topP } = this.#settings;
    const order = this.#order;
    order.reset();
    let mass = total;
    let count = weights.length;
    if (topK > 0 && topK < count) {
      count = topK;
      mass = 0;
      for (let rank = 0; rank < count; rank++) mass += weights[order.at(rank)];
    }
    let kept = 0;
    let keptCount = 0;
    while (keptCount < count && (keptCount === 0 || kept < topP * mass)) kept += weights[order.at(keptCount++)];
    let left = uniform * kept;
    for (let rank = 0; rank < keptCount; rank++) {
      left -= weights[order.at(rank)];
      if (left < 0) return order.at(rank);
    }
    return order.at(0);
  }
}

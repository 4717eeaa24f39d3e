/** Probabilities out of a row of logits, as the network holds them: at temperature 1, over all its symbols. */
import { writing } from '../messages/writing.ts';
import { StateError } from '../shared/errors.ts';
import type { Alternative } from '../shared/writing-worker.ts';
import type { VocabularyData } from '../shared/network.ts';
import { LargestFirst } from './largest-first.ts';

/**
 * The probability of one symbol: softmax(logits)[id].
 * @throws StateError when a logit is not a finite number.
 */
export function probabilityOf(logits: Float32Array, id: number): number {
  let largest = -Infinity;
  for (let each = 0; each < logits.length; each++) {
    if (!Number.isFinite(logits[each])) throw new StateError(writing.diverged(logits[each], each));
    if (logits[each] > largest) largest = logits[each];
  }
  let total = 0;
  for (let each = 0; each < logits.length; each++) total += Math.exp(logits[each] - largest);
  return Math.exp(logits[id] - largest) / total;
}

/** The `count` likeliest symbols in falling order, without the one that stands for rare characters: it cannot be written. */
export function likeliest(
  logits: Float32Array,
  { symbols, rare }: VocabularyData,
  count: number,
): readonly Alternative[] {
  const order = new LargestFirst(Float64Array.from(logits));
  order.reset();
  const found: Alternative[] = [];
  for (let rank = 0; rank < logits.length && found.length < count; rank++) {
    const id = order.at(rank);
    if (id !== rare) found.push({ symbol: symbols[id], probability: probabilityOf(logits, id) });
  }
  return found;
}

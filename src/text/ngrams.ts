/**
 * What counting alone reaches: character n-grams, each order interpolated with the one below as Witten and Bell proposed
 * (S. F. Chen, J. Goodman: An empirical study of smoothing techniques for language modeling, Computer Speech and Language
 * 13, 1999, section 2.6). The lowest order rests on the uniform distribution.
 *
 * Nothing is looked up: the text is sorted by its suffixes, so that all places with the same n symbols stand side by side, the
 * counted ones among those to be predicted. Each order is one walk through the array.
 */
import { suffixArray } from './suffix-array.ts';

/** The longest n-grams that are counted. */
export const HIGHEST_ORDER = 6;

/**
 * What n-grams of orders 1, 2 … HIGHEST_ORDER, counted in `training`, reach on `validation`, in nats per symbol.
 * @param training ids below `vocabulary`.
 * @param validation what follows them; each symbol is predicted from those before it.
 */
export function ngramNats(training: Uint16Array, validation: Uint16Array, vocabulary: number): number[] {
  const nats: number[] = [];
  for (const probabilities of ngramProbabilities(training, validation, vocabulary)) {
    nats.push(-probabilities.reduce((sum, probability) => sum + Math.log(probability), 0) / validation.length);
  }
  return nats;
}

/** The probability of each symbol of `validation`, by orders from 1 on: the same array each time, refined. */
export function* ngramProbabilities(
  training: Uint16Array,
  validation: Uint16Array,
  vocabulary: number,
): Generator<Float64Array, void> {
  const symbols = new Int32Array(training.length + validation.length);
  symbols.set(training);
  symbols.set(validation, training.length);
  const sorted = suffixArray(symbols, vocabulary);
  const shared = sharedPrefixes(symbols, sorted);
  const probabilities = new Float64Array(validation.length).fill(1 / vocabulary);
  for (let context = 0; context < HIGHEST_ORDER; context += 1) {
    refine(probabilities, sorted, shared, context, training.length);
    yield probabilities;
  }
}

/** How many symbols each suffix shares with the one sorted before it, up to HIGHEST_ORDER. */
export function sharedPrefixes(symbols: Int32Array, sorted: Int32Array): Uint8Array {
  const shared = new Uint8Array(sorted.length);
  for (let at = 1; at < sorted.length; at += 1) {
    const [one, other] = [sorted[at - 1], sorted[at]];
    const most = Math.min(HIGHEST_ORDER, symbols.length - Math.max(one, other));
    let length = 0;
    while (length < most && symbols[one + length] === symbols[other + length]) length += 1;
    shared[at] = length;
  }
  return shared;
}

/**
 * Takes the probabilities that `context` - 1 symbols give to those that `context` symbols give. A place of the sorted text
 * that begins with a context is counted when the symbol behind that context was trained on; else that symbol is predicted.
 */
function refine(
  probabilities: Float64Array,
  sorted: Int32Array,
  shared: Uint8Array,
  context: number,
  trained: number,
): void {
  const endOfRun = (from: number, length: number): number => {
    let end = from + 1;
    while (end < sorted.length && shared[end] >= length) end += 1;
    return end;
  };
  const counted = (from: number, to: number): number => {
    let count = 0;
    for (let at = from; at < to; at += 1) if (sorted[at] + context < trained) count += 1;
    return count;
  };
  for (let from = 0, to: number; from < sorted.length; from = to) {
    to = endOfRun(from, context);
    const total = counted(from, to);
    // A context that was never seen tells nothing, and one that is not seen again is not asked for.
    if (total === 0 || total === to - from) continue;
    let kinds = 0;
    for (let at = from, end: number; at < to; at = end) {
      end = endOfRun(at, context + 1);
      if (counted(at, end) > 0) kinds += 1;
    }
    for (let at = from, end: number; at < to; at = end) {
      end = endOfRun(at, context + 1);
      const count = counted(at, end);
      for (let place = at; count < end - at && place < end; place += 1) {
        const predicted = sorted[place] + context - trained;
        // The last suffixes are shorter than the context.
        if (predicted < 0 || predicted >= probabilities.length) continue;
        probabilities[predicted] = (count + kinds * probabilities[predicted]) / (total + kinds);
      }
    }
  }
}

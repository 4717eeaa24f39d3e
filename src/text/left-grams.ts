/**
 * What counting what stands before a blank tells about the symbols in it: n-grams that end where the blank begins, each
 * order interpolated with the one below as in ngrams.ts. The k-th symbol of a blank is predicted by what stood k places behind the same
 * n symbols, for what stands between is not known.
 */
import type { Score } from '../shared/judgement.ts';
import { HIGHEST_ORDER } from './ngrams.ts';

/** Symbols side by side that are to be filled in. */
export interface Blank {
  readonly start: number;
  readonly length: number;
}

/** How often each symbol stood behind a context, by how far behind; of thousands of symbols only few ever do. */
type Counts = Map<number, number>;
type Followers = Map<number, Counts>;

/**
 * How well blanks of `tested` are filled in from the left by what was counted in `counted`.
 * @param vocabulary ids are below it.
 */
export function scoreFromLeft(
  counted: Uint16Array,
  tested: Uint16Array,
  blanks: readonly Blank[],
  vocabulary: number,
): Required<Score> {
  const sum = { nats: 0, right: 0, answers: 0 };
  for (const { place, probabilities } of guessFromLeft(counted, tested, blanks, vocabulary)) {
    const truth = tested[place];
    const greatest = probabilities.reduce((most, value, id) => (value > probabilities[most] ? id : most), 0);
    sum.nats -= Math.log(probabilities[truth]);
    if (greatest === truth) sum.right += 1;
    sum.answers += 1;
  }
  return { nats: sum.nats / sum.answers, accuracy: sum.right / sum.answers };
}

/** What a symbol of a blank may be, by what stands before the blank. */
export interface LeftGuess {
  readonly place: number;
  /** [V] */
  readonly probabilities: Float64Array;
}

/**
 * What each symbol of some blanks may be, in their order.
 * @param tested what stands in its blanks is not looked at, unless it stands before another.
 */
export function* guessFromLeft(
  counted: Uint16Array,
  tested: Uint16Array,
  blanks: readonly Blank[],
  vocabulary: number,
): Generator<LeftGuess, void> {
  const followers = countFollowers(counted, tested, blanks);
  for (const { start, length } of blanks) {
    for (let k = 0; k < length; k += 1) {
      let probabilities = new Float64Array(vocabulary).fill(1 / vocabulary);
      for (const context of contextsBefore(tested, start)) {
        const counts = followers.get(context)?.get(k);
        if (counts) probabilities = interpolated(counts, probabilities);
      }
      yield { place: start + k, probabilities };
    }
  }
}

/** The symbols before a place, none of them first, then ever more. */
function* contextsBefore(ids: Uint16Array, place: number): Generator<string, void> {
  for (let length = 0; length < Math.min(HIGHEST_ORDER, place + 1); length += 1) {
    yield String.fromCharCode(...ids.subarray(place - length, place));
  }
}

/** Only what will be asked for is counted. */
function countFollowers(
  counted: Uint16Array,
  tested: Uint16Array,
  blanks: readonly Blank[],
): ReadonlyMap<string, Followers> {
  const wanted = new Map<string, Followers>();
  for (const { start, length } of blanks) {
    for (const context of contextsBefore(tested, start)) {
      const followers = wanted.get(context) ?? new Map<number, Counts>();
      wanted.set(context, followers);
      for (let k = 0; k < length; k += 1) if (!followers.has(k)) followers.set(k, new Map());
    }
  }
  for (let place = 0; place < counted.length; place += 1) {
    for (const context of contextsBefore(counted, place)) {
      const followers = wanted.get(context);
      // What was not asked for, no longer context that ends in it was either.
      if (!followers) break;
      for (const [k, counts] of followers) {
        if (place + k >= counted.length) continue;
        const id = counted[place + k];
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
  }
  return wanted;
}

function interpolated(counts: Counts, below: Float64Array): Float64Array<ArrayBuffer> {
  let total = 0;
  for (const count of counts.values()) total += count;
  if (total === 0) return below.slice();
  const kinds = counts.size;
  const mixed = below.map((probability) => (kinds * probability) / (total + kinds));
  for (const [id, count] of counts) mixed[id] += count / (total + kinds);
  return mixed;
}

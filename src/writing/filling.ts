/**
 * Filling blanks of several symbols with a network that reads in both directions and predicts every masked position on
 * its own. The positions are filled one by one, the most certain first (Goldberg & Elhadad 2010, easy-first decoding;
 * Ghazvininejad et al. 2019, mask-predict, one position an iteration), and the best few ways of having done so are kept
 * (a beam). So each symbol is chosen knowing all that were surer.
 */
import { InputError } from '../shared/errors.ts';

/** Part of a passage: symbols that are known, or a blank of at least `shortest` and at most `longest` symbols. */
export type Piece =
  | { readonly kind: 'known'; readonly ids: readonly number[] }
  | { readonly kind: 'blank'; readonly shortest: number; readonly longest: number };

export interface Alternative {
  readonly id: number;
  readonly probability: number;
}

/** A position of a blank, as it was when it was filled. */
export interface FilledSymbol extends Alternative {
  /** The likeliest symbols, the chosen one among them, in falling order. */
  readonly alternatives: readonly Alternative[];
}

/** One way to fill all blanks. */
export interface Filling {
  /** Of each blank in turn, its symbols. */
  readonly blanks: readonly (readonly FilledSymbol[])[];
  /** Natural logarithm of the product of the symbols' probabilities, each given those that were surer. */
  readonly logProbability: number;
}

/**
 * @param passages [batch][T]: symbol ids, the mask where nothing is known; all of one length.
 * @returns per passage [T · V]: logits of what stands at each position.
 */
export type Predict = (passages: readonly Int32Array[]) => Promise<readonly Float32Array[]>;

export interface FillingSettings {
  /** How many ways are followed at once, and at most given back. */
  readonly beam: number;
  /** How many alternatives are told of each position. */
  readonly alternatives: number;
}

/** More ways to choose the lengths of the blanks than this would take too long. */
const MOST_LENGTHS = 64;

/** A passage half filled. */
interface Candidate {
  readonly ids: Int32Array;
  readonly filled: ReadonlyMap<number, FilledSymbol>;
  readonly logProbability: number;
}

/**
 * Fills the blanks of a passage.
 * @param mask the id that stands for what is not known.
 * @param never ids that are never written: the mask, and the symbol that stands for rare ones.
 * @returns the best fillings, in falling order of the mean logarithm of a symbol's probability: blanks of different
 * lengths are compared by it too.
 * @throws InputError when there is no blank, a length is not a positive whole number, or their ranges leave too many choices.
 */
export async function fillBlanks(
  pieces: readonly Piece[],
  predict: Predict,
  mask: number,
  never: ReadonlySet<number>,
  settings: FillingSettings,
): Promise<readonly Filling[]> {
  const fillings: Filling[] = [];
  for (const lengths of lengthsOf(pieces)) {
    fillings.push(...(await fillLengths(pieces, lengths, predict, mask, never, settings)));
  }
  return fillings.sort((one, other) => meanOf(other) - meanOf(one)).slice(0, settings.beam);
}

function meanOf({ blanks, logProbability }: Filling): number {
  return logProbability / blanks.reduce((sum, blank) => sum + blank.length, 0);
}

/** Every choice of one length for each blank. */
function lengthsOf(pieces: readonly Piece[]): readonly (readonly number[])[] {
  const blanks = pieces.flatMap((piece) => (piece.kind === 'blank' ? [piece] : []));
  if (blanks.length === 0)
    throw new InputError('The passage has no blank. Write ___ where something is to be filled in.');
  let choices: number[][] = [[]];
  for (const { shortest, longest } of blanks) {
    if (!(Number.isInteger(shortest) && Number.isInteger(longest) && shortest >= 1 && longest >= shortest)) {
      throw new InputError(
        `A blank of ${shortest} to ${longest} symbols cannot be filled. Give whole numbers from 1, the shorter first.`,
      );
    }
    const lengths = Array.from({ length: longest - shortest + 1 }, (_, more) => shortest + more);
    if (choices.length * lengths.length > MOST_LENGTHS) {
      throw new InputError(
        `The blanks may be filled in more than ${MOST_LENGTHS} combinations of lengths. Give fewer blanks a range, or narrower ones.`,
      );
    }
    choices = choices.flatMap((choice) => lengths.map((length) => [...choice, length]));
  }
  return choices;
}

async function fillLengths(
  pieces: readonly Piece[],
  lengths: readonly number[],
  predict: Predict,
  mask: number,
  never: ReadonlySet<number>,
  { beam, alternatives }: FillingSettings,
): Promise<readonly Filling[]> {
  const { ids, spans } = masked(pieces, lengths, mask);
  const positions = spans.flatMap(({ from, length }) => Array.from({ length }, (_, at) => from + at));
  let candidates: readonly Candidate[] = [{ ids, filled: new Map(), logProbability: 0 }];
  for (let filled = 0; filled < positions.length; filled++) {
    const logits = await predict(candidates.map((candidate) => candidate.ids));
    const next = new Map<string, Candidate>();
    candidates.forEach((candidate, at) => {
      for (const grown of surest(candidate, logits[at], positions, never, Math.max(beam, alternatives), alternatives)) {
        // Two ways may lead to the same symbols; the likelier is kept.
        const key = grown.ids.join();
        const known = next.get(key);
        if (known === undefined || known.logProbability < grown.logProbability) next.set(key, grown);
      }
    });
    candidates = [...next.values()].sort((one, other) => other.logProbability - one.logProbability).slice(0, beam);
  }
  return candidates.map(({ filled, logProbability }) => ({
    blanks: spans.map(({ from, length }) => Array.from({ length }, (_, at) => filled.get(from + at) as FilledSymbol)),
    logProbability,
  }));
}

/** The passage with masks for its blanks, and where these are. */
function masked(pieces: readonly Piece[], lengths: readonly number[], mask: number) {
  const ids: number[] = [];
  const spans: { readonly from: number; readonly length: number }[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'known') ids.push(...piece.ids);
    else {
      const length = lengths[spans.length];
      spans.push({ from: ids.length, length });
      for (let at = 0; at < length; at++) ids.push(mask);
    }
  }
  return { ids: Int32Array.from(ids), spans };
}

/** The candidate with its most certain open position filled by each of the likeliest symbols. */
function surest(
  { ids, filled, logProbability }: Candidate,
  logits: Float32Array,
  positions: readonly number[],
  never: ReadonlySet<number>,
  count: number,
  told: number,
): readonly Candidate[] {
  const V = logits.length / ids.length;
  let best: { readonly position: number; readonly likeliest: readonly Alternative[] } | null = null;
  for (const position of positions) {
    if (filled.has(position)) continue;
    const likeliest = likeliestOf(logits.subarray(position * V, (position + 1) * V), never, count);
    if (best === null || likeliest[0].probability > best.likeliest[0].probability) best = { position, likeliest };
  }
  if (best === null) return [];
  const { position, likeliest } = best;
  return likeliest.map((choice) => {
    const alternatives = likeliest.slice(0, told);
    const grown = Int32Array.from(ids);
    grown[position] = choice.id;
    return {
      ids: grown,
      filled: new Map(filled).set(position, {
        ...choice,
        alternatives: alternatives.includes(choice) ? alternatives : [...alternatives.slice(0, -1), choice],
      }),
      logProbability: logProbability + Math.log(choice.probability),
    };
  });
}

/** The `count` likeliest symbols of a row of logits [V], by softmax over those that may be written. */
function likeliestOf(logits: Float32Array, never: ReadonlySet<number>, count: number): readonly Alternative[] {
  const allowed = [...logits.keys()].filter((id) => !never.has(id));
  const largest = allowed.reduce((most, id) => Math.max(most, logits[id]), -Infinity);
  const total = allowed.reduce((sum, id) => sum + Math.exp(logits[id] - largest), 0);
  return allowed
    .sort((one, other) => logits[other] - logits[one] || one - other)
    .slice(0, count)
    .map((id) => ({ id, probability: Math.exp(logits[id] - largest) / total }));
}

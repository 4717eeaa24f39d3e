/**
 * Filling blanks of several symbols with a network that reads in both directions and predicts every masked position on
 * its own. The positions are filled one by one, the most certain first (Goldberg & Elhadad 2010, easy-first decoding;
 * Ghazvininejad et al. 2019, mask-predict, one position an iteration), and the best few ways of having done so are kept
 * (a beam). So each symbol is chosen knowing all that were surer.
 */
import { distribution, likeliest, type Alternative } from './distribution.ts';

/** Part of a passage: symbols that are known, or a blank of at least `shortest` and at most `longest` symbols. */
export type Piece =
  | { readonly kind: 'known'; readonly ids: readonly number[] }
  | { readonly kind: 'blank'; readonly shortest: number; readonly longest: number };

/** A position of a blank, as it was when it was filled. */
export interface FilledSymbol extends Alternative {
  /** The likeliest symbols, the chosen one among them, in falling order. */
  readonly alternatives: readonly Alternative[];
}

/** One way to fill all blanks. */
export interface FilledBlanks {
  /** Of each blank in turn, its symbols. */
  readonly blanks: readonly (readonly FilledSymbol[])[];
  /** Natural logarithm of the product of the symbols' probabilities, each given those that were surer. */
  readonly logProbability: number;
}

/** A passage with masks where nothing is known yet. */
export interface OpenPassage {
  readonly ids: Int32Array;
  /** The places of the masks. */
  readonly places: readonly number[];
}

/**
 * @param passages all with as many open places.
 * @returns per passage [P · V]: logits of what stands at each of its open places.
 */
export type Predict = (passages: readonly OpenPassage[]) => Promise<readonly Float32Array[]>;

export interface FillingSettings {
  /** The id that stands for what is not known. */
  readonly mask: number;
  /** Ids that are never written: the symbol that stands for rare ones. */
  readonly never: ReadonlySet<number>;
  /** How many ways are followed at once, and at most given back. */
  readonly beam: number;
  /** How many alternatives are told of each position. */
  readonly alternatives: number;
}

/** A passage half filled. */
interface Candidate extends OpenPassage {
  readonly filled: ReadonlyMap<number, FilledSymbol>;
  readonly logProbability: number;
}

/** Where a blank stands in a passage whose lengths were chosen. */
interface Span {
  readonly from: number;
  readonly length: number;
}

/**
 * Fills the blanks of a passage, of which there is one at least.
 * @returns the best fillings, in falling order of the mean logarithm of a symbol's probability: blanks of different
 * lengths are compared by it too.
 */
export async function fillBlanks(
  pieces: readonly Piece[],
  predict: Predict,
  settings: FillingSettings,
): Promise<readonly FilledBlanks[]> {
  const fillings: FilledBlanks[] = [];
  for (const lengths of lengthsOf(pieces)) fillings.push(...(await fillLengths(pieces, lengths, predict, settings)));
  return fillings.sort((one, other) => meanOf(other) - meanOf(one)).slice(0, settings.beam);
}

/**
 * What stood in the blanks, as the network sees it: it fills them in its own order, and each time is told what is right.
 * @param truths the symbols of each blank.
 */
export async function seeTruth(
  pieces: readonly Piece[],
  truths: readonly (readonly number[])[],
  predict: Predict,
  settings: FillingSettings,
): Promise<FilledBlanks> {
  const { candidate, spans } = opened(
    pieces,
    truths.map(({ length }) => length),
    settings.mask,
  );
  const rightAt = new Map(
    spans.flatMap(({ from }, blank) => truths[blank].map((id, at): [number, number] => [from + at, id])),
  );
  let told = candidate;
  while (told.places.length > 0) {
    const [logits] = await predict([told]);
    const { place, probabilities } = surest(told, logits, settings);
    const id = rightAt.get(place) ?? 0;
    const chosen = { id, probability: probabilities[id] };
    told = grown(told, place, chosen, likeliest(probabilities, settings.alternatives));
  }
  return finished(told, spans);
}

function meanOf({ blanks, logProbability }: FilledBlanks): number {
  return logProbability / blanks.reduce((sum, blank) => sum + blank.length, 0);
}

/** Every choice of one length for each blank. */
function lengthsOf(pieces: readonly Piece[]): readonly (readonly number[])[] {
  let choices: number[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === 'known') continue;
    const { shortest, longest } = piece;
    const lengths = Array.from({ length: longest - shortest + 1 }, (_, more) => shortest + more);
    choices = choices.flatMap((choice) => lengths.map((length) => [...choice, length]));
  }
  return choices;
}

async function fillLengths(
  pieces: readonly Piece[],
  lengths: readonly number[],
  predict: Predict,
  settings: FillingSettings,
): Promise<readonly FilledBlanks[]> {
  const { beam, alternatives } = settings;
  const { candidate, spans } = opened(pieces, lengths, settings.mask);
  let candidates: readonly Candidate[] = [candidate];
  while (candidates[0].places.length > 0) {
    const logits = await predict(candidates);
    const next = new Map<string, Candidate>();
    for (const [at, each] of candidates.entries()) {
      const { place, probabilities } = surest(each, logits[at], settings);
      const choices = likeliest(probabilities, Math.max(beam, alternatives));
      for (const choice of choices) {
        const further = grown(each, place, choice, choices.slice(0, alternatives));
        // Two ways may lead to the same symbols; the likelier is kept.
        const key = further.ids.join();
        const known = next.get(key);
        if (known === undefined || known.logProbability < further.logProbability) next.set(key, further);
      }
    }
    candidates = [...next.values()].sort((one, other) => other.logProbability - one.logProbability).slice(0, beam);
  }
  return candidates.map((each) => finished(each, spans));
}

/** The passage with masks for its blanks, and where these are. */
function opened(
  pieces: readonly Piece[],
  lengths: readonly number[],
  mask: number,
): { readonly candidate: Candidate; readonly spans: readonly Span[] } {
  const ids: number[] = [];
  const spans: Span[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'known') ids.push(...piece.ids);
    else {
      const length = lengths[spans.length];
      spans.push({ from: ids.length, length });
      for (let at = 0; at < length; at++) ids.push(mask);
    }
  }
  const places = spans.flatMap(({ from, length }) => Array.from({ length }, (_, at) => from + at));
  return { candidate: { ids: Int32Array.from(ids), places, filled: new Map(), logProbability: 0 }, spans };
}

/** The open place with the likeliest symbol, and the probability of every symbol there, [V]. */
function surest(
  { places }: OpenPassage,
  logits: Float32Array,
  { never }: FillingSettings,
): { readonly place: number; readonly probabilities: Float64Array } {
  const V = logits.length / places.length;
  let most = -1;
  let found: { place: number; probabilities: Float64Array } = { place: places[0], probabilities: new Float64Array(0) };
  for (const [p, place] of places.entries()) {
    const probabilities = distribution(logits.subarray(p * V, (p + 1) * V), never);
    const greatest = probabilities.reduce((so, probability) => Math.max(so, probability), 0);
    if (greatest > most) [most, found] = [greatest, { place, probabilities }];
  }
  return found;
}

function grown(
  { ids, places, filled, logProbability }: Candidate,
  place: number,
  choice: Alternative,
  alternatives: readonly Alternative[],
): Candidate {
  const told = alternatives.some(({ id }) => id === choice.id) ? alternatives : [...alternatives.slice(0, -1), choice];
  const known = Int32Array.from(ids);
  known[place] = choice.id;
  return {
    ids: known,
    places: places.filter((other) => other !== place),
    filled: new Map(filled).set(place, { ...choice, alternatives: told }),
    logProbability: logProbability + Math.log(choice.probability),
  };
}

function finished({ filled, logProbability }: Candidate, spans: readonly Span[]): FilledBlanks {
  return {
    blanks: spans.map(({ from, length }) => Array.from({ length }, (_, at) => filled.get(from + at) as FilledSymbol)),
    logProbability,
  };
}

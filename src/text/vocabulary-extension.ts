/** The vocabulary of a network that goes on with another text. */
import { RARE_SYMBOL, type VocabularyData } from '../shared/network.ts';
import { codePointAt, countSymbols } from './symbols.ts';

export interface ExtendedVocabulary {
  /** The old symbols by their old ids, then the new ones. */
  readonly data: VocabularyData;
  /** Different symbols of the text, and how many of them the network knew already, with an id of their own. */
  readonly distinct: number;
  readonly known: number;
  /** How many got an id now, and for how many there was no room: the rare symbol stands for those. */
  readonly added: number;
  readonly leftOut: number;
}

/**
 * Adds the symbols of a text, the most frequent first, as long as there are fewer than `cap` (of equally frequent ones the
 * lower code points), and the rare symbol where some are left out and there is none yet.
 */
export function extendVocabulary({ symbols, rare }: VocabularyData, text: string, cap: number): ExtendedVocabulary {
  const { codes, counts } = countSymbols(text);
  const own = new Set(symbols.filter((_, id) => id !== rare).map((symbol) => codePointAt(symbol, 0)));
  const unknown = codes.filter(
    (code) => !own.has(code) && (rare === null || String.fromCodePoint(code) !== RARE_SYMBOL),
  );
  unknown.sort((one, other) => counts[other] - counts[one] || one - other);
  const fresh = unknown.slice(0, Math.max(0, cap - own.size)).sort((one, other) => one - other);
  const extended = [...symbols, ...fresh.map((code) => String.fromCodePoint(code))];
  const leftOut = unknown.length - fresh.length;
  // A � with an id of its own stands for something unreadable: that is what the rare symbol is for.
  const unreadable = extended.indexOf(RARE_SYMBOL);
  const needsRare = leftOut > 0 && rare === null;
  if (needsRare && unreadable < 0) extended.push(RARE_SYMBOL);
  return {
    data: { symbols: extended, rare: needsRare ? extended.indexOf(RARE_SYMBOL) : rare },
    distinct: codes.length,
    known: codes.filter((code) => own.has(code)).length,
    added: fresh.length,
    leftOut,
  };
}

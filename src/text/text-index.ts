/**
 * A text sorted so that whatever is written can be looked up in it: which passages stand there word for word. Symbols are
 * compared as they are: a network writes the symbols of the text it read, folded as that text was.
 */
import { reading } from '../messages/reading.ts';
import type { CopiedPassage, CopiedReport } from '../shared/copied.ts';
import { InputError } from '../shared/errors.ts';
import { suffixArray } from './suffix-array.ts';
import { codePointAt, CODE_POINTS, countSymbols } from './symbols.ts';

/** Longer texts are not indexed: at 8 bytes a character, and half as much again while it is built, this one takes 240 MB. */
export const LONGEST_INDEXED = 20_000_000;

/** Places of the text at which it is asked how far it repeats itself, and how far that is followed, in characters. */
const PROBES = 2001;
const LONGEST_PROBE = 32;
/** By chance, one passage in so many characters of writing may be as long as one that counts as copied. */
const CHANCE = 100_000;
/** Characters of the text that are quoted before and after a passage. */
const QUOTED = 40;

/** The share of the time in which the symbols are counted. */
const COUNTED = 0.1;

const NO_ID = -1;

export class TextIndex {
  /** The code point of each id, in order. */
  readonly #codes: readonly number[];
  /** Ids by code point; NO_ID where the text has none. */
  readonly #ids: Int32Array;
  readonly #symbols: Int32Array;
  readonly #sorted: Int32Array;
  /**
   * The fewest characters that count as copied. In a text of N characters and h nats each, a passage of n characters written
   * at random, but alike, is found by chance N e^(-nh) times; n makes that one in CHANCE. The entropy h is ln N over the
   * length at which the text stops repeating itself (P. Grassberger, IEEE Transactions on Information Theory 35, 1989).
   */
  readonly leastLength: number;

  /**
   * @param report hears the share done, 0 to 1, some times on the way.
   * @throws InputError when the text is longer than LONGEST_INDEXED.
   */
  static of(text: string, report: (share: number) => void = () => undefined): TextIndex {
    const { characters, codes } = countSymbols(text);
    if (characters > LONGEST_INDEXED) {
      throw new InputError(reading.tooLongToCompare(characters, LONGEST_INDEXED));
    }
    report(COUNTED);
    return new TextIndex(text, characters, codes, (share) => report(COUNTED + (1 - COUNTED) * share));
  }

  private constructor(text: string, characters: number, codes: readonly number[], report: (share: number) => void) {
    this.#codes = codes;
    this.#ids = new Int32Array(CODE_POINTS).fill(NO_ID);
    for (const [id, code] of codes.entries()) this.#ids[code] = id;
    this.#symbols = this.#idsOf(text, characters);
    this.#sorted = suffixArray(this.#symbols, codes.length, report);
    this.leastLength = this.#leastLength();
  }

  /** How long the text is, in characters. */
  get characters(): number {
    return this.#symbols.length;
  }

  /**
   * The passages of `written` that stand in the text, symbol for symbol. Every character counts that is part of a passage of
   * `least` characters or more; where passages overlap, the characters they share belong to the first.
   */
  compare(written: string, least: number): CopiedReport {
    const offsets = offsetsOf(written);
    const symbols = this.#idsOf(written, offsets.length - 1);
    const found = this.#passages(symbols, least);
    const lines = this.#lines(found.map(({ place }) => place));
    const passages = found.map(({ from, to, place, times }, at): CopiedPassage => {
      const end = place + to - from;
      return {
        start: offsets[from],
        end: offsets[to],
        place,
        line: lines[at],
        times,
        before: this.#quote(place - QUOTED, place),
        after: this.#quote(end, end + QUOTED),
      };
    });
    const copied = found.reduce((sum, { from, to }) => sum + to - from, 0);
    return { characters: symbols.length, copied, leastLength: least, passages };
  }

  #passages(written: Int32Array, least: number): Passage[] {
    const starts: number[] = [];
    for (let at = 0; at + least <= written.length; at += 1) {
      if (this.#longest(written, at, at + least) === least) starts.push(at);
    }
    const passages: Passage[] = [];
    const firstPlaces = new Map<string, number>();
    let end = 0;
    for (const [at, start] of starts.entries()) {
      // Of two that begin within what is marked already, the later reaches as far or further.
      if (starts[at + 1] <= end) continue;
      const to = start + this.#longest(written, start, written.length);
      const from = Math.max(start, end);
      if (to <= from) continue;
      const low = this.#rank(written, start, to, false);
      const high = this.#rank(written, start, to, true);
      const key = `${low}-${high}`;
      const first = firstPlaces.get(key) ?? this.#first(low, high);
      firstPlaces.set(key, first);
      passages.push({ from, to, place: first + from - start, times: high - low });
      end = to;
    }
    return passages;
  }

  /** How many symbols of `written`, from `from` up to `to`, stand somewhere in the text, side by side. */
  #longest(written: Int32Array, from: number, to: number): number {
    const rank = this.#rank(written, from, to, false);
    let longest = 0;
    // What it shares most with stands right before or behind where it would be sorted.
    for (let at = Math.max(0, rank - 1); at <= rank && at < this.#sorted.length; at += 1) {
      longest = Math.max(longest, this.#common(this.#sorted[at], written, from, to));
    }
    return longest;
  }

  /** How many suffixes of the text sort before a part of `written`; with `after`, those that begin with it too. */
  #rank(written: Int32Array, from: number, to: number, after: boolean): number {
    const text = this.#symbols;
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const suffix = this.#sorted[middle];
      const common = this.#common(suffix, written, from, to);
      const isWhole = common === to - from;
      const isBefore = suffix + common === text.length || text[suffix + common] < written[from + common];
      if (isWhole ? after : isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #common(suffix: number, written: Int32Array, from: number, to: number): number {
    const text = this.#symbols;
    const most = Math.min(text.length - suffix, to - from);
    let length = 0;
    while (length < most && text[suffix + length] === written[from + length]) length += 1;
    return length;
  }

  /** The smallest of the suffixes of these ranks. */
  #first(low: number, high: number): number {
    let first = this.#sorted[low];
    for (let at = low + 1; at < high; at += 1) first = Math.min(first, this.#sorted[at]);
    return first;
  }

  #leastLength(): number {
    const { length } = this.#sorted;
    if (length < 2) return 1;
    const repeats = (one: number, other: number): number =>
      this.#common(one, this.#symbols, other, Math.min(length, other + LONGEST_PROBE));
    const unrepeated = Array.from({ length: PROBES }, (_, probe) => {
      const rank = Math.floor((probe * length) / PROBES);
      const [before, suffix, after] = [-1, 0, 1].map((step) => this.#sorted.at((rank + step) % length) ?? 0);
      return 1 + Math.max(repeats(before, suffix), repeats(after, suffix));
    });
    const median = unrepeated.sort((one, other) => one - other)[PROBES >> 1];
    return Math.ceil(median * (1 + Math.log(CHANCE) / Math.log(length)));
  }

  /** The lines, counted from 1, that these places are in. */
  #lines(places: readonly number[]): number[] {
    const lineFeed = this.#ids[0x0a];
    const lines: number[] = [];
    let line = 1;
    let at = 0;
    for (const index of places.map((_, each) => each).sort((one, other) => places[one] - places[other])) {
      for (; at < places[index]; at += 1) if (this.#symbols[at] === lineFeed) line += 1;
      lines[index] = line;
    }
    return lines;
  }

  #quote(from: number, to: number): string {
    let quote = '';
    for (const id of this.#symbols.subarray(Math.max(0, from), Math.max(0, to))) {
      quote += String.fromCodePoint(this.#codes[id]);
    }
    return quote;
  }

  #idsOf(text: string, characters: number): Int32Array {
    const ids = new Int32Array(characters);
    let count = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = codePointAt(text, at);
      if (code > 0xffff) at += 1;
      ids[count] = this.#ids[code];
      count += 1;
    }
    return ids;
  }
}

/** A passage of what was written, by its symbols. */
interface Passage {
  readonly from: number;
  readonly to: number;
  /** Where it stands first in the text. */
  readonly place: number;
  readonly times: number;
}

/** Where each symbol begins, in UTF-16 code units, and where the last ends. */
function offsetsOf(text: string): number[] {
  const offsets = [0];
  for (const symbol of text) offsets.push(offsets[offsets.length - 1] + symbol.length);
  return offsets;
}

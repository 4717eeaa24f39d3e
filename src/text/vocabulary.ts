/** The symbols a network knows, by id. Symbols are Unicode code points, never halves of surrogate pairs. */
import { reading } from '../messages/reading.ts';
import { FormatError, InputError } from '../shared/errors.ts';
import { RARE_SYMBOL, type VocabularyData } from '../shared/network.ts';
import { codePointAt, CODE_POINTS, countSymbols } from './symbols.ts';

/** Stands in the look-up where a code point has no id; ids stay below it. */
const NO_ID = 0xffff;
const RARE_CODE = RARE_SYMBOL.charCodeAt(0);
const SYMBOLS_IN_MESSAGES = 10;

export class Vocabulary {
  /** Plain data, for checkpoints and exported files. */
  readonly data: VocabularyData;
  /** Ids by code point; NO_ID where there is none. */
  readonly #ids: Uint16Array;

  private constructor(data: VocabularyData) {
    this.data = data;
    this.#ids = new Uint16Array(CODE_POINTS).fill(NO_ID);
    for (const [id, symbol] of data.symbols.entries()) this.#ids[codePointAt(symbol, 0)] = id;
  }

  /**
   * The `cap` most frequent symbols of a text (of equally frequent ones the lower code points), in code point order. When
   * any are left out, one more symbol, the last, stands for them all.
   */
  static of(text: string, cap: number): Vocabulary {
    const { counts, codes: found } = countSymbols(text);
    if (found.length <= cap) return new Vocabulary({ symbols: found.map(symbolOf), rare: null });
    // A � in the text stands for something unreadable: that is what the rare symbol is for.
    const codes = found.filter((code) => code !== RARE_CODE);
    codes.sort((one, other) => counts[other] - counts[one] || one - other);
    const kept = codes.slice(0, cap).sort((one, other) => one - other);
    return new Vocabulary({ symbols: [...kept.map(symbolOf), RARE_SYMBOL], rare: kept.length });
  }

  /**
   * The vocabulary of a checkpoint or an exported file.
   * @throws FormatError when the data cannot be a vocabulary
   */
  static from(data: VocabularyData): Vocabulary {
    const { symbols, rare } = data;
    const wrong = symbols.findIndex((symbol) => !isOneSymbol(symbol));
    if (wrong >= 0) {
      throw new FormatError(`Symbol ${wrong} of the vocabulary is “${symbols[wrong]}”; it must be one character.`);
    }
    if (symbols.length === 0 || symbols.length >= NO_ID || new Set(symbols).size < symbols.length) {
      throw new FormatError(
        `The vocabulary has ${symbols.length} symbols, ${new Set(symbols).size} of them different; ` +
          `it must have from 1 to ${NO_ID - 1}, each once.`,
      );
    }
    if (rare !== null && !(Number.isInteger(rare) && rare >= 0 && rare < symbols.length)) {
      throw new FormatError(`The rare symbol of the vocabulary is ${rare}; it must be below ${symbols.length}.`);
    }
    return new Vocabulary({ symbols: [...symbols], rare });
  }

  get size(): number {
    return this.data.symbols.length;
  }

  /**
   * The ids of a text, one for each code point; a symbol that is not in the vocabulary becomes the rare one.
   * @throws InputError naming the symbols that are not in the vocabulary, when it has no rare one
   */
  encode(text: string): Uint16Array {
    const ids = this.#encode(text);
    if (ids.includes(NO_ID)) {
      const unseen = this.unseen(text);
      const shown = unseen.slice(0, SYMBOLS_IN_MESSAGES).map((symbol) => `“${symbol}”`);
      throw new InputError(reading.unseen(shown, unseen.length - shown.length));
    }
    return ids;
  }

  /** As `encode`, but without a rare symbol what is not in the vocabulary is left out. `unseen` names it. */
  encodeKnown(text: string): Uint16Array {
    return this.#encode(text).filter((id) => id !== NO_ID);
  }

  /** The text that ids stand for. */
  decode(ids: Iterable<number>): string {
    const { symbols } = this.data;
    let text = '';
    for (const id of ids) {
      const symbol = symbols.at(id);
      if (symbol === undefined) throw new RangeError(`There is no symbol ${id} in a vocabulary of ${symbols.length}.`);
      text += symbol;
    }
    return text;
  }

  /** The symbols of a text that are not in the vocabulary, each once, in the order they come. */
  unseen(text: string): string[] {
    const found = new Set<string>();
    for (const symbol of text) if (this.#ids[codePointAt(symbol, 0)] === NO_ID) found.add(symbol);
    return [...found];
  }

  #encode(text: string): Uint16Array {
    const { rare } = this.data;
    const idOfUnseen = rare ?? NO_ID;
    const lookup = this.#ids;
    const ids = new Uint16Array(text.length);
    let length = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = codePointAt(text, at);
      if (code > 0xffff) at += 1;
      const id = lookup[code];
      ids[length] = id === NO_ID ? idOfUnseen : id;
      length += 1;
    }
    return length === ids.length ? ids : ids.slice(0, length);
  }
}

function symbolOf(code: number): string {
  return String.fromCodePoint(code);
}

function isOneSymbol(symbol: unknown): boolean {
  return typeof symbol === 'string' && symbol.length > 0 && symbol.length === symbolOf(codePointAt(symbol, 0)).length;
}

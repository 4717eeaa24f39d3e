/** Counting symbols: Unicode code points, never halves of surrogate pairs. */

/** One more than the greatest code point. */
export const CODE_POINTS = 0x110000;

export interface SymbolCounts {
  /** Code points in the text. */
  readonly characters: number;
  /** The different code points, in order. */
  readonly codes: readonly number[];
  /** How often each code point stands in the text, by code point. */
  readonly counts: Uint32Array;
}

/** Counts the code points of a text; a half of a surrogate pair counts as one of its own. */
export function countSymbols(text: string): SymbolCounts {
  const counts = new Uint32Array(CODE_POINTS);
  let characters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = codePointAt(text, at);
    if (code > 0xffff) at += 1;
    counts[code] += 1;
    characters += 1;
  }
  const codes: number[] = [];
  for (let code = 0; code < CODE_POINTS; code += 1) if (counts[code] > 0) codes.push(code);
  return { characters, codes, counts };
}

/** `text.codePointAt(at)` for an `at` inside the text, faster for the many code points below the surrogates. */
export function codePointAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 0xd800 || unit > 0xdbff ? unit : (text.codePointAt(at) ?? unit);
}

/** A passage with blanks, as it is typed: every `_` is a missing character, and a row of them is a blank. */
import type { Blank, PassagePiece } from '../shared/filling.ts';

/** A blank in the text, from `start` up to, not including, `end`, in UTF-16 units. */
export interface MarkedBlank extends Blank {
  readonly start: number;
  readonly end: number;
}

export interface Passage {
  readonly text: string;
  readonly blanks: readonly MarkedBlank[];
}

export const EMPTY: Passage = { text: '', blanks: [] };

/** What is put where nothing was selected. */
const SOME = '___';

/**
 * The passage once its text was changed at one place. A blank outside of that place keeps what is known of it; what is known of a
 * new one is how long it is typed.
 */
export function typed(passage: Passage, text: string): Passage {
  const before = sharedLength(passage.text, text, (from, at) => from.charCodeAt(at));
  const rest = Math.min(passage.text.length, text.length) - before;
  const after = Math.min(
    rest,
    sharedLength(passage.text, text, (from, at) => from.charCodeAt(from.length - 1 - at)),
  );
  const shift = text.length - passage.text.length;
  const blanks = Array.from(text.matchAll(/_+/g), ({ index: start, 0: row }): MarkedBlank => {
    const end = start + row.length;
    const kept = passage.blanks.find(
      (blank) =>
        (end <= before && blank.start === start && blank.end === end) ||
        (start >= text.length - after && blank.start + shift === start && blank.end + shift === end),
    );
    const { shortest, longest, truth } = kept ?? { shortest: row.length, longest: row.length, truth: null };
    return { start, end, shortest, longest, truth };
  });
  return { text, blanks };
}

/**
 * Makes a blank of what is selected, and remembers it as what stood there; where nothing is selected, puts one in.
 * @returns the passage, and where the blank ends.
 */
export function blanked(
  passage: Passage,
  start: number,
  end: number,
): { readonly passage: Passage; readonly caret: number } {
  const { text } = passage;
  const hidden = text.slice(start, end);
  const row = start === end ? SOME : '_'.repeat([...hidden].length);
  const changed = typed(passage, text.slice(0, start) + row + text.slice(end));
  const caret = start + row.length;
  const truth = hidden === '' || hidden.includes('_') ? null : hidden;
  const blanks = changed.blanks.map((blank) =>
    blank.start === start && blank.end === caret
      ? { ...blank, shortest: row.length, longest: row.length, truth }
      : blank,
  );
  return { passage: { ...changed, blanks }, caret };
}

/** The passage with another range of lengths for one of its blanks. */
export function withLengths(passage: Passage, blank: number, shortest: number, longest: number): Passage {
  const blanks = passage.blanks.map((each, at) => (at === blank ? { ...each, shortest, longest } : each));
  return { ...passage, blanks };
}

/** The passage in its order: what is known of it, and its blanks. */
export function piecesOf({ text, blanks }: Passage): readonly PassagePiece[] {
  const pieces: PassagePiece[] = [];
  let from = 0;
  for (const { start, end, shortest, longest, truth } of blanks) {
    if (start > from) pieces.push({ kind: 'text', text: text.slice(from, start) });
    pieces.push({ kind: 'blank', shortest, longest, truth });
    from = end;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** A line of a text with one of its words hidden. @returns null when there is none. */
export function exampleFrom(text: string, uniform: () => number): Passage | null {
  const lines = text.split('\n').slice(1, -1);
  const fitting = lines.filter((line) => /\S/u.test(line) && !line.includes('_'));
  if (fitting.length === 0) return null;
  const at = Math.floor(uniform() * fitting.length);
  const line = [...fitting[at]].slice(0, 200).join('');
  const words = [...line.matchAll(/[\p{Script=Han}]|(?:(?!\p{Script=Han})\p{L}){3,8}/gu)];
  if (words.length === 0) return null;
  const inner = words.length > 2 ? words.slice(1, -1) : words;
  const { index, 0: word } = inner[Math.floor(uniform() * inner.length)];
  return blanked(typed(EMPTY, line), index, index + word.length).passage;
}

function sharedLength(one: string, other: string, unit: (from: string, at: number) => number): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && unit(one, length) === unit(other, length)) length++;
  return length;
}

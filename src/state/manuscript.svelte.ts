/** A page that a person and a network write together: its text, whose each character is, and the way back. */
import { Marks, perUnit, typed, type MarkedText } from './marks.ts';

/** Part of the text was replaced. What came in stands on the page; what went is kept here. */
export interface Change {
  readonly at: number;
  readonly removed: MarkedText;
  /** Code units that came in. */
  readonly inserted: number;
}

/** All of a page, with the way back. */
export interface Sheet extends MarkedText {
  readonly done: readonly Change[];
  readonly undone: readonly Change[];
}

/** Keystrokes that follow each other within so many milliseconds are undone together. */
const BREATH_MS = 1000;
/** So many changes can be undone. */
const MOST_CHANGES = 500;

/** A range of the text, in UTF-16 code units. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export class Manuscript {
  readonly #now: () => number;
  readonly #marks = new Marks();
  #text = $state.raw('');
  /** Counts up with whatever becomes of the marks, unless they only come in at the end. */
  #version = $state(0);
  #undone = $state.raw<readonly Change[]>([]);
  #done = $state.raw<readonly Change[]>([]);
  /** When a key was last struck, while nothing else was done since. */
  #lastKey = -Infinity;
  #onChange: () => void = () => {};

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Told whenever the text has become another. */
  set onChange(listener: () => void) {
    this.#onChange = listener;
  }

  get text(): string {
    return this.#text;
  }

  /** By code unit; a view that the next change may overwrite. */
  get probabilities(): Float32Array {
    return this.#seen.probabilities;
  }

  /** By code unit, 1 where a person wrote it; a view that the next change may overwrite. */
  get own(): Uint8Array {
    return this.#seen.own;
  }

  get canUndo(): boolean {
    return this.#done.some(matters);
  }

  get canRedo(): boolean {
    return this.#undone.some(matters);
  }

  /** Did the network write any of the first `end` code units? */
  hasWritten(end: number = this.#text.length): boolean {
    return this.#seen.own.subarray(0, end).includes(0);
  }

  /** The text as a person has made it by typing, pasting or deleting: what differs is taken as typed. */
  edit(text: string): void {
    const edit = difference(this.#text, text);
    if (edit === null) return;
    const last = this.#done.at(-1);
    const isInOneBreath = last !== undefined && this.#now() - this.#lastKey < BREATH_MS;
    const change = this.#apply(edit.from, edit.to, typed(edit.text));
    const merged = isInOneBreath ? together(last, change) : null;
    if (merged === null) this.#note(change);
    else this.#note(merged, true);
    this.#lastKey = edit.text.includes('\n') ? -Infinity : this.#now();
    this.#onChange();
  }

  /** Puts a piece in the place of a range. */
  replace(from: number, to: number, piece: MarkedText): void {
    this.#lastKey = -Infinity;
    this.#note(this.#apply(from, to, piece));
    this.#onChange();
  }

  /** Adds to what the last change put at the end of the page: undone, all of it goes at once. */
  append(piece: MarkedText): void {
    const last = this.#done.at(-1);
    const { length } = this.#text;
    if (last === undefined || last.at + last.inserted !== length) {
      this.replace(length, length, piece);
      return;
    }
    this.#marks.replace(length, length, piece);
    this.#text += piece.text;
    this.#note({ ...last, inserted: last.inserted + piece.text.length }, true);
    this.#onChange();
  }

  lift(): Sheet {
    return { text: this.#text, ...this.#marks.slice(0, this.#text.length), done: this.#done, undone: this.#undone };
  }

  /** Puts another page in the place of this one; there is no way back from there. */
  lay(sheet: Sheet): void {
    this.#apply(0, this.#text.length, sheet);
    this.#done = sheet.done;
    this.#undone = sheet.undone;
    this.#lastKey = -Infinity;
    this.#onChange();
  }

  /** How likely the characters of the page are, by code point, unless it has become another since. */
  learn(text: string, probabilities: Float32Array): void {
    if (!this.#text.startsWith(text)) return;
    this.#marks.learn(perUnit(text, probabilities));
    this.#version += 1;
  }

  /** @returns where the change was, to put the caret there; null when there is nothing to undo. */
  undo(): number | null {
    const at = this.#done.findLastIndex(matters);
    if (at < 0) return null;
    const change = this.#done[at];
    this.#done = this.#done.slice(0, at);
    this.#undone = [...this.#undone, this.#revert(change)];
    return change.at + change.removed.text.length;
  }

  redo(): number | null {
    const at = this.#undone.findLastIndex(matters);
    if (at < 0) return null;
    const change = this.#undone[at];
    this.#undone = this.#undone.slice(0, at);
    this.#done = [...this.#done, this.#revert(change)];
    return change.at + change.removed.text.length;
  }

  /** @returns what brings back how it was. */
  #revert({ at, removed, inserted }: Change): Change {
    this.#lastKey = -Infinity;
    const inverse = this.#apply(at, at + inserted, removed);
    this.#onChange();
    return inverse;
  }

  /** The marks, for whoever is to be told when they become others. */
  get #seen(): Marks {
    return this.#version >= 0 ? this.#marks : new Marks();
  }

  #apply(from: number, to: number, piece: MarkedText): Change {
    const text = this.#text;
    const removed = { text: text.slice(from, to), ...this.#marks.slice(from, to) };
    this.#marks.replace(from, to, piece);
    this.#text = text.slice(0, from) + piece.text + text.slice(to);
    this.#version += 1;
    return { at: from, removed, inserted: piece.text.length };
  }

  #note(change: Change, insteadOfLast = false): void {
    this.#done = [...(insteadOfLast ? this.#done.slice(0, -1) : this.#done.slice(1 - MOST_CHANGES)), change];
    this.#undone = [];
  }
}

/** Is the text another for it? Writing that was stopped before its first character leaves one that is not. */
function matters({ removed, inserted }: Change): boolean {
  return inserted > 0 || removed.text !== '';
}

/** Two changes as one, where the second goes on typing or deleting where the first has stopped; else null. */
function together(first: Change, second: Change): Change | null {
  const end = first.at + first.inserted;
  const gone = second.removed.text.length;
  if (gone === 0 && second.at === end) return { ...first, inserted: first.inserted + second.inserted };
  if (second.inserted > 0 || second.at + gone !== end) return null;
  if (gone <= first.inserted) return { ...first, inserted: first.inserted - gone };
  if (first.inserted > 0) return null;
  return { at: second.at, removed: joined(second.removed, first.removed), inserted: 0 };
}

function joined(one: MarkedText, other: MarkedText): MarkedText {
  return {
    text: one.text + other.text,
    probabilities: Float32Array.of(...one.probabilities, ...other.probabilities),
    own: Uint8Array.of(...one.own, ...other.own),
  };
}

/** What of `before` was replaced by what, so that `after` came out: one range, and never half a symbol. Null for the same text. */
export function difference(before: string, after: string): Edit | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  if (from > 0 && isHigh(before, from - 1)) from--;
  let behind = 0;
  while (behind < most - from && before[before.length - 1 - behind] === after[after.length - 1 - behind]) behind++;
  if (behind > 0 && isLow(before, before.length - behind)) behind--;
  return { from, to: before.length - behind, text: after.slice(from, after.length - behind) };
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function isLow(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

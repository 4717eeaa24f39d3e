/** The character n-grams of labelled lines, counted by class, and what they tell about the class of other lines. */
import type { LabelledSplit } from './labelled-split.ts';
import type { LabelledLines } from './labelled.ts';
import { sharedPrefixes } from './ngrams.ts';
import { suffixArray } from './suffix-array.ts';
import { codePointAt, CODE_POINTS, countSymbols } from './symbols.ts';

/** Stands before, between and after the lines, and in none of them: their beginnings and ends are symbols of their n-grams. */
const LINE_END = '\n';

interface ScoreTable {
  readonly alpha: number;
  readonly scores: Float32Array<ArrayBuffer>;
}

/**
 * All lines of a split one after another, sorted by suffixes: the places of one n-gram stand side by side, those in lines to
 * learn from, which are counted, among those in held-out lines, which are scored.
 */
export class LineGrams {
  readonly #classCount: number;
  /** Lines to learn from, by class. */
  readonly #learned: Uint32Array;
  readonly #symbols: Int32Array;
  readonly #lineEnd: number;
  readonly #sorted: Int32Array;
  readonly #shared: Uint8Array;
  /** Whose each place is: the row of a held-out line, or ~class of a line to learn from. The first end belongs to the first line. */
  readonly #owners: Int32Array;
  /** Owner and length in symbols of each line. */
  readonly #lines: readonly { readonly owner: number; readonly length: number }[];

  constructor({ texts, labels, classes }: LabelledLines, { training, heldOut }: LabelledSplit) {
    this.#classCount = classes.length;
    this.#learned = new Uint32Array(classes.length);
    for (const line of training) this.#learned[labels[line]] += 1;
    const joined = [...training, ...heldOut].map((line) => LINE_END + texts[line]).join('') + LINE_END;
    const { characters, codes } = countSymbols(joined);
    const ids = new Int32Array(CODE_POINTS);
    for (const [id, code] of codes.entries()) ids[code] = id;
    this.#lineEnd = ids[LINE_END.charCodeAt(0)];
    this.#symbols = new Int32Array(characters);
    for (let at = 0, place = 0; at < joined.length; at += 1, place += 1) {
      const code = codePointAt(joined, at);
      if (code > 0xffff) at += 1;
      this.#symbols[place] = ids[code];
    }
    const owners = [...Array.from(training, (line) => ~labels[line]), ...heldOut.keys()];
    this.#owners = new Int32Array(characters);
    this.#lines = this.#dealOut(owners);
    this.#sorted = suffixArray(this.#symbols, codes.length);
    this.#shared = sharedPrefixes(this.#symbols, this.#sorted);
  }

  #dealOut(owners: readonly number[]): { owner: number; length: number }[] {
    let place = 0;
    return owners.map((owner) => {
      const next = this.#symbols.indexOf(this.#lineEnd, place + 1);
      const length = next - place - 1;
      this.#owners.fill(owner, place, next);
      place = next;
      return { owner, length };
    });
  }

  /**
   * The joint log-probability of each held-out line and each class, [N, K], by n-grams of the orders from 1 to `highest`: the
   * same arrays each time, refined.
   * @param alphas what is added to each count, above 0; the n-grams are counted once for all of them
   * @returns an array for each alpha
   */
  *scores(alphas: readonly number[], highest: number): Generator<readonly Float32Array<ArrayBuffer>[], void> {
    const all = this.#learned.reduce((sum, count) => sum + count, 0);
    const priors = Float32Array.from(this.#learned, (count) => Math.log(count / all));
    const rows = this.#lines.filter(({ owner }) => owner >= 0).length;
    const tables = alphas.map((alpha) => {
      const scores = new Float32Array(rows * this.#classCount);
      for (let row = 0; row < rows; row += 1) scores.set(priors, row * this.#classCount);
      return { alpha, scores };
    });
    for (let order = 1; order <= highest; order += 1) {
      const kinds = this.#addCounted(tables, order);
      for (const table of tables) this.#addUncounted(table, order, kinds);
      yield tables.map(({ scores }) => scores);
    }
  }

  /** Adds log(1 + count / alpha) for each n-gram that was counted; gives how many different ones were. */
  #addCounted(tables: readonly ScoreTable[], order: number): number {
    const sorted = this.#sorted;
    const owners = this.#owners;
    const counts = new Uint32Array(this.#classCount);
    let kinds = 0;
    for (let from = 0, to: number; from < sorted.length; from = to) {
      to = from + 1;
      while (to < sorted.length && this.#shared[to] >= order) to += 1;
      if (!this.#isGram(sorted[from], order)) continue;
      const present: number[] = [];
      const scored: number[] = [];
      for (let at = from; at < to; at += 1) {
        const owner = owners[sorted[at]];
        if (owner >= 0) scored.push(owner);
        else if ((counts[~owner] += 1) === 1) present.push(~owner);
      }
      if (present.length > 0) kinds += 1;
      if (scored.length > 0) this.#addGains(tables, scored, present, counts);
      for (const each of present) counts[each] = 0;
    }
    return kinds;
  }

  #addGains(
    tables: readonly ScoreTable[],
    rows: readonly number[],
    present: readonly number[],
    counts: Uint32Array,
  ): void {
    for (const { alpha, scores } of tables) {
      const gains = present.map((each) => Math.log1p(counts[each] / alpha));
      for (const row of rows) {
        const start = row * this.#classCount;
        for (let each = 0; each < present.length; each += 1) scores[start + present[each]] += gains[each];
      }
    }
  }

  /** Adds log(alpha / (total + alpha * (kinds + 1))) for all n-grams of a line; all that were never counted are one kind more. */
  #addUncounted({ alpha, scores }: ScoreTable, order: number, kinds: number): void {
    const totals = new Float64Array(this.#classCount);
    for (const { owner, length } of this.#lines) if (owner < 0) totals[~owner] += gramsIn(length, order);
    const losses = totals.map((total) => Math.log(alpha / (total + alpha * (kinds + 1))));
    for (const { owner, length } of this.#lines) {
      if (owner < 0) continue;
      const grams = gramsIn(length, order);
      const start = owner * this.#classCount;
      for (let each = 0; each < losses.length; each += 1) scores[start + each] += grams * losses[each];
    }
  }

  /** Is the n-gram at a place inside one line, its ends included? A line's end alone is none. */
  #isGram(place: number, order: number): boolean {
    const symbols = this.#symbols;
    if (place + order > symbols.length) return false;
    if (order === 1) return symbols[place] !== this.#lineEnd;
    for (let at = place + 1; at < place + order - 1; at += 1) if (symbols[at] === this.#lineEnd) return false;
    return true;
  }
}

/** How many n-grams a line of `length` symbols has. */
function gramsIn(length: number, order: number): number {
  return order === 1 ? length : Math.max(0, length + 3 - order);
}

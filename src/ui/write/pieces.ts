/** A page cut up to be drawn: into leaves that are drawn one by one, and each leaf into stretches that look alike. */

/** A leaf ends with the first line end behind so many code units. */
const LEAF = 600;
/** Where there is none as far as here, it ends within a paragraph: behind a sentence, a word, or a sign. */
const LONGEST_LEAF = 1200;
const PLACES = [/[.!?;。！？；] ?/, /[ ,，、]/];

export interface Leaf {
  /** Where it begins, in code units of the page. */
  readonly start: number;
  readonly text: string;
  /** Whole lines: it is no part of a line that goes on in another leaf. */
  readonly isWhole: boolean;
}

/** What comes in at a place changes the leaf there alone, wherever the others then lie. */
export function leavesOf(text: string): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const isLineEnd = (at: number): boolean => at === 0 || at === text.length || text[at - 1] === '\n';
  for (let start = 0; start < text.length;) {
    const end = endOfLeaf(text, start);
    leaves.push({ start, text: text.slice(start, end), isWhole: isLineEnd(start) && isLineEnd(end) });
    start = end;
  }
  return leaves;
}

function endOfLeaf(text: string, start: number): number {
  const from = start + LEAF;
  const slack = text.slice(from, start + LONGEST_LEAF);
  const lineEnd = slack.indexOf('\n');
  if (lineEnd >= 0) return from + lineEnd + 1;
  if (start + LONGEST_LEAF >= text.length) return text.length;
  for (const place of PLACES) {
    const found = place.exec(slack);
    const at = found === null ? 0 : from + found.index + found[0].length;
    if (at > 0 && isBetweenSigns(text, at)) return at;
  }
  for (let at = start + LONGEST_LEAF; at < text.length; at++) if (isBetweenSigns(text, at)) return at;
  return text.length;
}

function isBetweenSigns(text: string, at: number): boolean {
  return PLAIN.test(text.slice(at - 1, at + 1));
}

/** Characters look alike in so many grades, from likely (0) to unlikely. */
export const GRADES = 5;
/** The least probability of grades 0, 1, 2, 3. */
const LEAST = [0.5, 0.2, 0.06, 0.015];

/** How unlikely a character is, as a grade; 0 where it is not known. */
export function gradeOf(probability: number): number {
  if (Number.isNaN(probability)) return 0;
  const grade = LEAST.findIndex((least) => probability >= least);
  return grade < 0 ? GRADES - 1 : grade;
}

export interface Stretch {
  readonly text: string;
  readonly isOwn: boolean;
  readonly grade: number;
  /** Which of the ranges it is in; -1 for none. */
  readonly range: number;
  /** Is it behind the place from which the network would go on? */
  readonly goes: boolean;
}

export interface Look {
  /** By code unit of the page. */
  readonly own: Uint8Array;
  /** By code unit of the page; null where they are not shown. */
  readonly probabilities: Float32Array | null;
  /** Ranges of the page in order, none overlapping another. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** What stands from here on is going to go. */
  readonly end: number;
}

/** The stretches of a leaf. Symbols that are drawn as one sign stay together. */
export function stretchesOf({ start, text }: Leaf, look: Look): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const joins = joinsOf(text);
  let range = look.ranges.findIndex(({ end }) => end > start);
  let from = 0;
  let before: Omit<Stretch, 'text'> | null = null;
  for (let unit = 0; unit < text.length; unit++) {
    if (joins !== null && joins[unit] === 1) continue;
    const at = start + unit;
    while (range >= 0 && range < look.ranges.length && look.ranges[range].end <= at) range++;
    const isIn = range >= 0 && range < look.ranges.length && look.ranges[range].start <= at;
    const isOwn = look.own[at] === 1;
    const grade = look.probabilities === null ? 0 : gradeOf(look.probabilities[at]);
    const inRange = isIn ? range : -1;
    const goes = at >= look.end;
    const same =
      before !== null &&
      before.isOwn === isOwn &&
      before.grade === grade &&
      before.range === inRange &&
      before.goes === goes;
    if (same) continue;
    if (before !== null) stretches.push({ text: text.slice(from, unit), ...before });
    from = unit;
    before = { isOwn, grade, range: inRange, goes };
  }
  if (before !== null) stretches.push({ text: text.slice(from), ...before });
  return stretches;
}

/** Text in which every code unit is a sign of its own: Latin, Greek, Cyrillic, kana, Han, and their marks. */
const PLAIN =
  /^[\t\n -\u02ff\u0370-\u0482\u048a-\u0530\u2010-\u2027\u2030-\u205e\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uff00-\uffef]*$/;
// Made when a text needs it: its rules take a while to read.
let clusters: Intl.Segmenter | undefined;

/** For each code unit, 1 where it belongs to the sign before it; null where none does. */
function joinsOf(text: string): Uint8Array | null {
  if (PLAIN.test(text)) return null;
  clusters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const joins = new Uint8Array(text.length).fill(1);
  for (const { index } of clusters.segment(text)) joins[index] = 0;
  return joins;
}

/** The language that the characters of a text tell, as a BCP 47 tag; '' where they tell none. */
export function languageOf(text: string): string {
  const head = text.slice(0, 2000);
  const count = (script: RegExp): number => head.match(script)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const letters = count(/\p{L}/gu);
  if (count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) * 10 > letters) return 'ja';
  if (count(/\p{Script=Hangul}/gu) * 3 > letters) return 'ko';
  return han * 3 > letters ? 'zh' : '';
}

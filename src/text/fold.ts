/**
 * One way to write each text: line feeds only, composed accents (NFC), no control characters, no half symbols. What was
 * changed is counted, so that the page can say it.
 */
import { reading } from '../messages/reading.ts';
import type { ReadingNote } from '../shared/text.ts';

export interface FoldCounts {
  /** Byte order marks left out, U+FEFF. */
  marks: number;
  /** CR LF, CR and NEL turned into LF. */
  lineEnds: number;
  /** Characters that were spelled otherwise than NFC does. */
  composed: number;
  /** Halves of surrogate pairs turned into U+FFFD. */
  halves: number;
  /** Control characters left out: C0 but tab and line feed, delete, and C1. */
  controls: number;
}

/** Anything that folding may change, NFC apart: controls but tab and line feed, lone surrogates, byte order marks. */
const SUSPECT = /[^\P{Cc}\t\n]|[\p{Cs}\uFEFF]/u;
const HALVES = /\p{Cs}/gu;
const MARKS = /\uFEFF/g;
const CONTROLS = /[^\P{Cc}\t\n\r\x85]/gu;
const LINE_ENDS = /\r\n?|\x85/g;
/** A base with all that may compose with it: marks, and the letters of a Korean syllable. */
const CLUSTER = /[\u1100-\u11FF\uAC00-\uD7A3]+\p{M}*|[^\u1100-\u11FF\uAC00-\uD7A3]\p{M}*/gsu;

/** Folds a text that comes in pieces; the pieces may be cut anywhere, inside a symbol or a line end too. */
export class Folder {
  readonly counts: FoldCounts = { marks: 0, lineEnds: 0, composed: 0, halves: 0, controls: 0 };
  /** The end of what was pushed, which the next piece may change. */
  #held = '';

  /** Takes the next piece and gives what is settled by now, folded. */
  push(piece: string): string {
    const text = this.#held + piece;
    const end = lastCut(text);
    this.#held = text.slice(end);
    return this.#fold(text.slice(0, end));
  }

  /** The folded rest. The folder can begin another text then; its counts go on. */
  finish(): string {
    const rest = this.#held;
    this.#held = '';
    return this.#fold(rest);
  }

  #fold(text: string): string {
    const clean = SUSPECT.test(text) ? this.#clean(text) : text;
    const composed = clean.normalize('NFC');
    if (composed !== clean) this.counts.composed += countRecomposed(clean);
    return composed;
  }

  #clean(text: string): string {
    const { counts } = this;
    const replace = (from: string, pattern: RegExp, key: keyof FoldCounts, to: string): string =>
      from.replace(pattern, () => {
        counts[key] += 1;
        return to;
      });
    const whole = replace(text, HALVES, 'halves', '\uFFFD');
    const plain = replace(replace(whole, MARKS, 'marks', ''), CONTROLS, 'controls', '');
    return replace(plain, LINE_ENDS, 'lineEnds', '\n');
  }
}

/** The last place where `text` can be cut so that both sides fold on their own; 0 when there is none. */
function lastCut(text: string): number {
  let at = text.length - 1;
  while (at > 0 && !canCutBefore(text, at)) at -= 1;
  return Math.max(at, 0);
}

/**
 * Letters and symbols that neither compose with what precedes them nor are the second half of anything. Not all such:
 * enough that every long text has one nearby.
 */
function canCutBefore(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  // A line feed may belong to a carriage return before it, even with characters between them that are left out.
  if (unit === 0x0a) return !SUSPECT.test(text.charAt(at - 1));
  if (unit < 0x7f) return unit === 0x09 || unit >= 0x20;
  if (unit < 0x588) return (unit >= 0xc0 && unit < 0x300) || (unit >= 0x370 && !(unit >= 0x483 && unit < 0x48a));
  if (unit < 0x3400) return (unit >= 0x3041 && unit <= 0x3096) || (unit >= 0x30a1 && unit <= 0x30fa);
  if (unit < 0xd800) return unit <= 0x9fff || (unit >= 0xac00 && unit <= 0xd7a3);
  // Emoji and the rarer Han ideographs: whole surrogate pairs from U+1F000 to U+2FBFF.
  const next = text.charCodeAt(at + 1);
  return unit >= 0xd83c && unit <= 0xd87e && next >= 0xdc00 && next <= 0xdfff;
}

function countRecomposed(text: string): number {
  let count = 0;
  for (const [cluster] of text.matchAll(CLUSTER)) {
    if (cluster.length > 1 || cluster >= '\u0300') count += cluster.normalize('NFC') === cluster ? 0 : 1;
  }
  return count;
}

/** What folding did, a sentence for each kind of change. */
export function foldNotes(counts: FoldCounts): ReadingNote[] {
  const notes: ReadingNote[] = [
    {
      kind: 'byte-order-mark-removed',
      count: counts.marks,
      message: reading.notes.marks(counts.marks),
    },
    {
      kind: 'line-ends-folded',
      count: counts.lineEnds,
      message: reading.notes.lineEnds(counts.lineEnds),
    },
    {
      kind: 'composed',
      count: counts.composed,
      message: reading.notes.composed(counts.composed),
    },
    {
      kind: 'lone-surrogates-replaced',
      count: counts.halves,
      message: reading.notes.halves(counts.halves),
    },
    {
      kind: 'control-characters-dropped',
      count: counts.controls,
      message: reading.notes.controls(counts.controls),
    },
  ];
  return notes.filter(({ count }) => count > 0);
}

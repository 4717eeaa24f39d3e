/** Raw lines made ready to be learned: none empty, none with a line end inside, none too long. */
import { labelled } from '../messages/labelled.ts';
import { InputError } from '../shared/errors.ts';
import { MAXIMUM_LINE_SYMBOLS } from '../shared/labelled.ts';
import type { ReadingNote } from '../shared/text.ts';

/** Lines as they were found, empty ones too. */
export interface RawLines {
  readonly labels: string[];
  readonly texts: string[];
  readonly notes: readonly ReadingNote[];
}

/** How many lines were changed, and how. */
export interface LineChanges {
  empty: number;
  tidied: number;
  cut: number;
}

export interface TidyLines {
  readonly labels: string[];
  readonly texts: string[];
}

/** @throws InputError when no line is left */
export function tidyLines(raw: RawLines, source: string): { lines: TidyLines; changes: LineChanges } {
  const lines: TidyLines = { labels: [], texts: [] };
  const changes: LineChanges = { empty: 0, tidied: 0, cut: 0 };
  for (const [at, label] of raw.labels.entries()) {
    const rough = raw.texts[at];
    const text = rough.replace(/\s*\n\s*/gu, ' ').trim();
    if (text === '' || label.trim() === '') {
      changes.empty += 1;
      continue;
    }
    if (text !== rough) changes.tidied += 1;
    const short = beginningOf(text);
    if (short !== text) changes.cut += 1;
    lines.labels.push(label);
    lines.texts.push(short);
  }
  if (lines.labels.length === 0) {
    throw new InputError(labelled.noLines(source));
  }
  return { lines, changes };
}

function beginningOf(text: string): string {
  if (text.length <= MAXIMUM_LINE_SYMBOLS) return text;
  const symbols = [...text.slice(0, 2 * MAXIMUM_LINE_SYMBOLS)].slice(0, MAXIMUM_LINE_SYMBOLS).join('');
  return symbols.length < text.length ? symbols.trimEnd() : text;
}

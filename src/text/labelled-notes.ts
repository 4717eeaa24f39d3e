/** What is told of labelled lines, a sentence for each. */
import { labelled } from '../messages/labelled.ts';
import { MAXIMUM_LINE_SYMBOLS, type LabelledClass } from '../shared/labelled.ts';
import type { ReadingNote } from '../shared/text.ts';
import type { LineChanges } from './labelled-tidy.ts';

const QUOTED_CHARACTERS = 40;
const EXAMPLES = 3;
/** The largest class is told when it has so many times the lines of the smallest. */
const UNEVEN = 10;

/** A label or text in quotation marks, its beginning when it is long. */
export function quoted(text: string): string {
  const symbols = [...text.slice(0, 2 * QUOTED_CHARACTERS + 2)];
  return symbols.length > QUOTED_CHARACTERS ? `“${symbols.slice(0, QUOTED_CHARACTERS).join('')}…”` : `“${text}”`;
}

/** The first few, quoted, and whether there are more. */
export function examplesOf(texts: readonly string[]): [shown: string[], more: boolean] {
  return [texts.slice(0, EXAMPLES).map(quoted), texts.length > EXAMPLES];
}

export function lineNotes({ empty, tidied, cut }: LineChanges): ReadingNote[] {
  const notes: ReadingNote[] = [
    { kind: 'lines-empty', count: empty, message: labelled.notes.empty(empty) },
    { kind: 'lines-tidied', count: tidied, message: labelled.notes.tidied(tidied) },
    { kind: 'lines-cut', count: cut, message: labelled.notes.cut(cut, MAXIMUM_LINE_SYMBOLS) },
  ];
  return notes.filter(({ count }) => count > 0);
}

/** @param classes those of most lines first */
export function classNotes(classes: readonly LabelledClass[]): ReadingNote[] {
  const notes: ReadingNote[] = [];
  const single = classes.filter(({ count }) => count === 1).map(({ name }) => name);
  if (single.length > 0) {
    const count = single.length;
    notes.push({ kind: 'classes-of-one', count, message: labelled.notes.ofOne(count, ...examplesOf(single)) });
  }
  const [largest, smallest] = [classes[0], classes[classes.length - 1]];
  if (largest.count >= UNEVEN * smallest.count) {
    const all = classes.reduce((sum, { count }) => sum + count, 0);
    const percent = Math.round((100 * largest.count) / all);
    const message = labelled.notes.uneven(
      quoted(largest.name),
      largest.count,
      quoted(smallest.name),
      smallest.count,
      percent,
    );
    notes.push({ kind: 'classes-uneven', count: largest.count, message });
  }
  return notes;
}

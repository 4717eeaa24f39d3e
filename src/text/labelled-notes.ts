/** What is told of labelled lines, a sentence for each. */
import { MAXIMUM_LINE_SYMBOLS, type LabelledClass } from '../shared/labelled.ts';
import type { ReadingNote } from '../shared/text.ts';
import { counted, numberText } from './counted.ts';
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

/** The first few, quoted. */
export function examplesOf(texts: readonly string[]): string {
  const shown = texts.slice(0, EXAMPLES).map(quoted).join(', ');
  return texts.length > EXAMPLES ? `${shown} and so on` : shown;
}

export function lineNotes({ empty, tidied, cut }: LineChanges): ReadingNote[] {
  const notes: ReadingNote[] = [
    {
      kind: 'lines-empty',
      count: empty,
      message: `${counted(empty, 'line without a label or a text was', 'lines without a label or a text were')} left out.`,
    },
    {
      kind: 'lines-tidied',
      count: tidied,
      message: `White space was taken off the ends of ${counted(tidied, 'text', 'texts')}; a line end inside became a space.`,
    },
    {
      kind: 'lines-cut',
      count: cut,
      message:
        `${counted(cut, 'line is', 'lines are')} longer than ${numberText(MAXIMUM_LINE_SYMBOLS)} characters: ` +
        'only so many from the beginning are read.',
    },
  ];
  return notes.filter(({ count }) => count > 0);
}

/** @param classes those of most lines first */
export function classNotes(classes: readonly LabelledClass[]): ReadingNote[] {
  const notes: ReadingNote[] = [];
  const single = classes.filter(({ count }) => count === 1).map(({ name }) => name);
  if (single.length > 0) {
    const count = single.length;
    const message =
      `${counted(count, 'class has', 'classes have')} one line only, which cannot be held out to test on: ` +
      `${examplesOf(single)}.`;
    notes.push({ kind: 'classes-of-one', count, message });
  }
  const [largest, smallest] = [classes[0], classes[classes.length - 1]];
  if (largest.count >= UNEVEN * smallest.count) {
    const all = classes.reduce((sum, { count }) => sum + count, 0);
    const percent = Math.round((100 * largest.count) / all);
    const message =
      `The classes are uneven: ${quoted(largest.name)} has ${counted(largest.count, 'line', 'lines')}, ${quoted(smallest.name)} ` +
      `${numberText(smallest.count)}. To answer always ${quoted(largest.name)} would be right for ${percent} %.`;
    notes.push({ kind: 'classes-uneven', count: largest.count, message });
  }
  return notes;
}

/** Labelled lines out of a text that a person brought: their columns and labels found, repeats left out. */
import { labelled as words } from '../messages/labelled.ts';
import { InputError } from '../shared/errors.ts';
import { MAXIMUM_CLASSES, MAXIMUM_LINES, type LabelledClass } from '../shared/labelled.ts';
import type { ReadingNote } from '../shared/text.ts';
import { mergeLabels } from './labelled-names.ts';
import { classNotes, lineNotes, quoted } from './labelled-notes.ts';
import { readTable } from './labelled-table.ts';
import { tidyLines } from './labelled-tidy.ts';
import { countSymbols } from './symbols.ts';

export interface LabelledLines {
  /** At least two; those of most lines first, and by name among equals. */
  readonly classes: readonly LabelledClass[];
  /** The class of each line, an index of `classes`. */
  readonly labels: Uint16Array;
  /** Folded, without line ends, never empty; none twice under the same label. */
  readonly texts: readonly string[];
  /** What was changed or left out, and what is remarkable. */
  readonly notes: readonly ReadingNote[];
}

/** What of lines decides how large a network should be. */
export interface LineFacts {
  /** Unicode code points of all lines. */
  readonly characters: number;
  /** Different ones among them. */
  readonly distinct: number;
  readonly lines: number;
}

export function factsOfLines({ texts }: Pick<LabelledLines, 'texts'>): LineFacts {
  const { characters, codes } = countSymbols(texts.join(''));
  return { characters, distinct: codes.length, lines: texts.length };
}

/**
 * The labelled lines of a folded text, a label and a text in each, separated by a tab or as in CSV: the same ones for the
 * same text.
 * @param source name of the text, for what is told of it
 * @throws InputError when they cannot be used: no label column, too many, fewer than two classes or too many
 */
export async function labelledLines(text: string, source: string): Promise<LabelledLines> {
  const raw = await readTable(text, source);
  const { lines, changes } = tidyLines(raw, source);
  if (lines.labels.length > MAXIMUM_LINES) {
    throw new InputError(words.tooManyLines(source, lines.labels.length, MAXIMUM_LINES));
  }
  const { names, ids, notes: labelNotes } = mergeLabels(lines.labels);
  checkClasses(names, source);
  const unique = dropRepeats(ids, lines.texts, names);
  const order = classOrder(unique.ids, names);
  const classes = order.map(({ name, count }) => ({ name, count }));
  const rank = Uint16Array.from(names, (_, id) => order.findIndex((each) => each.id === id));
  return {
    classes,
    labels: Uint16Array.from(unique.ids, (id) => rank[id]),
    texts: unique.texts,
    notes: [...raw.notes, ...lineNotes(changes), ...labelNotes, ...unique.notes, ...classNotes(classes)],
  };
}

function checkClasses(names: readonly string[], source: string): void {
  if (names.length === 1) {
    throw new InputError(words.oneClass(source, quoted(names[0])));
  }
  if (names.length > MAXIMUM_CLASSES) {
    throw new InputError(words.tooManyClasses(source, names.length, MAXIMUM_CLASSES));
  }
}

interface UniqueLines {
  readonly ids: number[];
  readonly texts: string[];
  readonly notes: ReadingNote[];
}

/** Each text once under the same label. The same text under several labels stays, and is told. */
function dropRepeats(ids: Uint32Array, texts: readonly string[], names: readonly string[]): UniqueLines {
  const labelsOf = new Map<string, number[]>();
  const kept: { ids: number[]; texts: string[] } = { ids: [], texts: [] };
  for (const [at, text] of texts.entries()) {
    const known = labelsOf.get(text);
    if (known?.includes(ids[at])) continue;
    if (known) known.push(ids[at]);
    else labelsOf.set(text, [ids[at]]);
    kept.ids.push(ids[at]);
    kept.texts.push(text);
  }
  const contradictions = [...labelsOf].filter(([, labels]) => labels.length > 1);
  const notes: ReadingNote[] = [];
  const repeats = texts.length - kept.texts.length;
  if (repeats > 0) {
    notes.push({ kind: 'duplicates-dropped', count: repeats, message: words.notes.repeats(repeats) });
  }
  if (contradictions.length > 0) {
    const examples = contradictions.slice(0, 3).map(([text, labels]) =>
      words.notes.both(
        quoted(text),
        labels.map((id) => quoted(names[id])),
      ),
    );
    const count = contradictions.length;
    notes.push({ kind: 'contradictions', count, message: words.notes.contradictions(count, examples) });
  }
  return { ...kept, notes };
}

function classOrder(
  ids: readonly number[],
  names: readonly string[],
): { readonly id: number; readonly name: string; readonly count: number }[] {
  const counts = new Uint32Array(names.length);
  for (const id of ids) counts[id] += 1;
  return names
    .map((name, id) => ({ id, name, count: counts[id] }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
}

/** Labelled lines that a person brings, read: decoded, folded, their labels and columns found, repeats left out. */
import { InputError } from '../shared/errors.ts';
import {
  LABELLED_SAMPLES,
  MAXIMUM_CLASSES,
  MAXIMUM_LINES,
  type LabelledClass,
  type LabelledInput,
  type LabelledSampleId,
} from '../shared/labelled.ts';
import type { ReadingNote } from '../shared/text.ts';
import { counted, numberText } from './counted.ts';
import type { DecodedText } from './decode.ts';
import { Folder, foldNotes } from './fold.ts';
import { mergeLabels } from './labelled-names.ts';
import { classNotes, lineNotes, quoted } from './labelled-notes.ts';
import { readTable, type RawLines } from './labelled-table.ts';
import { tidyLines } from './labelled-tidy.ts';
import { decodingNotes, openBlob, openFiles, openPaste, type Source } from './source.ts';

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

/** What reading needs of the world, handed in. */
export interface LabelledContext {
  readonly fetchSample: (id: LabelledSampleId) => Promise<Blob>;
  /** Hears the share decoded, 0 to 1. */
  readonly report: (share: number) => void;
}

/**
 * Reads labelled lines: of one file or a paste, lines of a label and a text, separated by a tab or as in CSV; of several files,
 * each a class named after it.
 * @throws InputError when they cannot be used: not a text, too large, no label column, fewer than two classes or too many
 */
export async function readLabelled(input: LabelledInput, context: LabelledContext): Promise<LabelledLines> {
  const source = await open(input, context);
  const folder = new Folder();
  const raw = source.files.length > 1 ? classFiles(source, folder) : await table(source, folder);
  return byClass(raw, source.name, [...decodingNotes(source), ...foldNotes(folder.counts)]);
}

/**
 * The labelled lines of a text that was read and folded before: the same ones for the same text.
 * @param name of the text, for what is told of it
 * @throws InputError as `readLabelled`
 */
export async function labelledLines(text: string, name: string): Promise<LabelledLines> {
  return byClass(await readTable(text, name), name, []);
}

/** @throws InputError when they are too many or too few, or their classes are */
function byClass(raw: RawLines, source: string, notes: readonly ReadingNote[]): LabelledLines {
  const { lines, changes } = tidyLines(raw, source);
  if (lines.labels.length > MAXIMUM_LINES) {
    throw new InputError(
      `“${source}” has ${numberText(lines.labels.length)} lines, and at most ${numberText(MAXIMUM_LINES)} can be read. ` +
        'Choose a part of it.',
    );
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
    notes: [...raw.notes, ...notes, ...lineNotes(changes), ...labelNotes, ...unique.notes, ...classNotes(classes)],
  };
}

async function open(input: LabelledInput, { fetchSample, report }: LabelledContext): Promise<Source> {
  switch (input.kind) {
    case 'files':
      return openFiles(input.files, report);
    case 'paste':
      return openPaste(input.text);
    case 'sample': {
      const name = LABELLED_SAMPLES.find(({ id }) => id === input.id)?.name ?? input.id;
      return openBlob(await fetchSample(input.id), name, report);
    }
  }
}

async function table({ parts, name }: Source, folder: Folder): Promise<RawLines> {
  return readTable(parts.map((part) => folded(part, folder)).join(''), name);
}

function classFiles({ parts, files }: Source, folder: Folder): RawLines {
  const labels: string[] = [];
  const texts: string[] = [];
  for (const [at, part] of parts.entries()) {
    const label = files[at].name.replace(/(?<=.)\.[^.]*$/, '');
    for (const text of folded(part, folder).split('\n')) {
      labels.push(label);
      texts.push(text);
    }
  }
  const message = `Each of the ${counted(files.length, 'file', 'files')} is a class, named after it; each line is one to learn.`;
  return { labels, texts, notes: [{ kind: 'files-as-classes', count: files.length, message }] };
}

function folded({ pieces }: DecodedText, folder: Folder): string {
  return pieces.map((piece) => folder.push(piece)).join('') + folder.finish();
}

function checkClasses(names: readonly string[], source: string): void {
  if (names.length === 1) {
    throw new InputError(
      `All lines of “${source}” are labelled ${quoted(names[0])}: there is nothing to tell apart. ` +
        'Bring lines of at least two classes.',
    );
  }
  if (names.length > MAXIMUM_CLASSES) {
    throw new InputError(
      `“${source}” has ${numberText(names.length)} different labels, and at most ${numberText(MAXIMUM_CLASSES)} classes can be ` +
        'told apart. If that is not the column of the labels, name it “label” in the first line.',
    );
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
    const message = `${counted(repeats, 'line stands', 'lines stand')} there before with the same label, and ${repeats === 1 ? 'was' : 'were'} left out.`;
    notes.push({ kind: 'duplicates-dropped', count: repeats, message });
  }
  if (contradictions.length > 0) {
    const examples = contradictions
      .slice(0, 3)
      .map(([text, labels]) => `${quoted(text)} as ${labels.map((id) => quoted(names[id])).join(' and ')}`);
    const count = contradictions.length;
    const message =
      `${counted(count, 'text bears', 'texts bear')} more than one label, such as ${examples.join(', ')}. ` +
      'All are learned; none can be right for both.';
    notes.push({ kind: 'contradictions', count, message });
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

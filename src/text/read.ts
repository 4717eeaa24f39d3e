/** What a person brings, read: decoded, folded, checked, summed up. */
import { labelled } from '../messages/labelled.ts';
import { reading } from '../messages/reading.ts';
import { InputError } from '../shared/errors.ts';
import { isLabelledSample } from '../shared/labelled.ts';
import {
  MINIMUM_TEXT_CHARACTERS,
  SAMPLES,
  type AnySampleId,
  type ReadingNote,
  type TextInput,
  type TextSummary,
} from '../shared/text.ts';
import { Macrotasks } from '../shared/macrotasks.ts';
import { SETTINGS, wordsOf } from '../shared/settings.ts';
import { classTable } from './class-files.ts';
import type { DecodedText } from './decode.ts';
import { driftOf } from './drift.ts';
import type { DocumentReading } from './document.ts';
import { Folder, foldNotes } from './fold.ts';
import { decodingNotes, joiningNotes, openBlob, openFiles, openFolder, openPaste, type Source } from './source.ts';
import { countSymbols } from './symbols.ts';

/** What reading needs of the world, handed in: `text` knows no network, clock or randomness. */
export interface ReadingContext {
  /** The bytes of a bundled sample. */
  readonly fetchSample: (id: AnySampleId) => Promise<Blob>;
  /** Reads the text inside of a document. */
  readonly readDocument: DocumentReading;
  /** Hears the share done, 0 to 1, never less than before. */
  readonly report: (share: number) => void;
  /** Ends the reading, which rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}

export interface ReadText {
  readonly summary: TextSummary;
  /** The folded text. */
  readonly text: string;
}

/** The part of the work, by time, that is done when all is decoded, and when all is folded. */
const DECODED_SHARE = 0.5;
const FOLDED_SHARE = 0.7;
/** Pieces folded before messages may arrive: some ten milliseconds of work. */
const PIECES_A_TURN = 32;
const BEGINNING_CHARACTERS = 600;
/** A text with more drift than this changes on the way: chapters and poets differ by up to 0.2, languages by 0.3 and more. */
const CHANGED = 0.25;

/**
 * Reads a text.
 * Messages to this thread arrive meanwhile.
 * @throws InputError when it cannot be used: too long or too short, empty, not a text, nothing but one character
 */
export async function readText(input: TextInput, context: ReadingContext): Promise<ReadText> {
  const report = onlyForward((share) => {
    context.signal?.throwIfAborted();
    context.report(share);
  });
  const source = await open(input, context, (share) => report(share * DECODED_SHARE));
  const folder = new Folder();
  const { text, notes } = await join(input, source, folder, (share) =>
    report(DECODED_SHARE + share * (FOLDED_SHARE - DECODED_SHARE)),
  );
  const { characters, codes } = countSymbols(text);
  const distinct = codes.length;
  checkUsable(source.name, text, characters, distinct);
  const drift = driftOf(text, characters);
  const summary: TextSummary = {
    id: context.newId(),
    name: source.name,
    source: input.kind === 'folder' ? 'files' : input.kind,
    bytes: source.bytes,
    characters,
    distinct,
    encoding: [...new Set(source.parts.map(({ encoding }) => encoding))].join(', '),
    beginning: beginningOf(text),
    notes: [...notes, ...decodingNotes(source), ...foldNotes(folder.counts), ...symbolNotes(distinct)],
    ...(drift > CHANGED ? { drift } : {}),
    hash: await hashOf(text),
    createdAt: context.now(),
  };
  report(1);
  return { summary, text };
}

function onlyForward(report: (share: number) => void): (share: number) => void {
  let furthest = 0;
  return (share) => {
    if (share <= furthest) return;
    furthest = share;
    report(share);
  };
}

async function open(input: TextInput, context: ReadingContext, report: (share: number) => void): Promise<Source> {
  const readDocument: DocumentReading = (task, tell) => context.readDocument(task, tell, context.signal);
  switch (input.kind) {
    case 'files':
      return openFiles(input.files, report, readDocument);
    case 'folder':
      return openFolder(input.folder, report, readDocument);
    case 'paste':
      return openPaste(input.text);
    case 'sample': {
      return openBlob(await context.fetchSample(input.id), nameOfSample(input.id), report);
    }
  }
}

function nameOfSample(id: AnySampleId): string {
  if (isLabelledSample(id)) return labelled.samples[id];
  return SAMPLES.find((sample) => sample.id === id)?.name ?? id;
}

/** All parts as one text, and what is told of how they became one. */
async function join(
  input: TextInput,
  source: Source,
  folder: Folder,
  report: (share: number) => void,
): Promise<{ readonly text: string; readonly notes: readonly ReadingNote[] }> {
  const { files, parts } = source;
  const areClasses = input.kind === 'files' && input.areClasses === true && files.length > 1;
  if (!areClasses) return { text: await fold(parts, folder, report), notes: joiningNotes(source) };
  const contents: string[] = [];
  for (const [at, part] of parts.entries()) {
    contents.push(await fold([part], folder, (share) => report((at + share) / parts.length)));
  }
  const names = files.map(({ name }) => name);
  const { text, empty } = classTable(names, contents);
  const count = files.length;
  const told: ReadingNote[] = [
    { kind: 'files-as-classes', count, message: labelled.notes.filesAsClasses(count) },
    { kind: 'lines-empty', count: empty, message: labelled.notes.empty(empty) },
  ];
  return { text, notes: told.filter((note) => note.count > 0) };
}

/** Joins the folded parts, each beginning a line of its own. Empties the pieces on the way: they are large. */
async function fold(parts: readonly DecodedText[], folder: Folder, report: (share: number) => void): Promise<string> {
  const turns = new Macrotasks();
  const total = parts.reduce((sum, { pieces }) => sum + pieces.length, 0);
  const folded: string[] = [];
  let done = 0;
  for (const { pieces } of parts) {
    const before = folded.findLast((piece) => piece !== '');
    if (before !== undefined && !before.endsWith('\n')) folded.push('\n');
    for (const [at, piece] of pieces.entries()) {
      folded.push(folder.push(piece));
      pieces[at] = '';
      report((done += 1) / total);
      if (done % PIECES_A_TURN === 0) await turns.next();
    }
    folded.push(folder.finish());
  }
  turns.close();
  return folded.join('');
}

function checkUsable(name: string, text: string, characters: number, distinct: number): void {
  if (characters === 0) {
    throw new InputError(reading.empty(name, MINIMUM_TEXT_CHARACTERS));
  }
  if (characters < MINIMUM_TEXT_CHARACTERS) {
    throw new InputError(reading.tooShort(name, characters, MINIMUM_TEXT_CHARACTERS));
  }
  if (distinct === 1) {
    throw new InputError(reading.oneSymbol(name, shown(text), characters));
  }
}

function shown(text: string): string {
  const symbol = String.fromCodePoint(text.codePointAt(0) ?? 0);
  if (symbol === ' ') return reading.symbols.space;
  if (symbol === '\n') return reading.symbols.lineEnd;
  return symbol === '\t' ? reading.symbols.tab : `“${symbol}”`;
}

/** The first lines: at most 600 characters, and whole lines when that leaves at least half of them. */
function beginningOf(text: string): string {
  const symbols = [...text.slice(0, BEGINNING_CHARACTERS * 2)].slice(0, BEGINNING_CHARACTERS);
  const beginning = symbols.join('');
  const lineEnd = beginning.lastIndexOf('\n');
  const isCut = beginning.length < text.length;
  return isCut && lineEnd > beginning.length / 2 ? beginning.slice(0, lineEnd) : beginning;
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function symbolNotes(distinct: number): ReadingNote[] {
  const cap = SETTINGS.vocabularyCap.default;
  const { label } = wordsOf('vocabularyCap');
  if (distinct <= cap) return [];
  const message = reading.notes.manySymbols(distinct, cap, label);
  return [{ kind: 'many-symbols', count: distinct, message }];
}

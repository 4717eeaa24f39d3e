/** What a person brings, read: decoded, folded, checked, summed up. */
import { InputError } from '../shared/errors.ts';
import {
  MAXIMUM_TEXT_BYTES,
  MINIMUM_TEXT_CHARACTERS,
  SAMPLES,
  type ReadingNote,
  type SampleId,
  type TextInput,
  type TextSummary,
} from '../shared/text.ts';
import { SETTINGS } from '../shared/settings.ts';
import { counted, numberText } from './counted.ts';
import { decodeText, type DecodedText } from './decode.ts';
import { Folder, foldNotes } from './fold.ts';
import { countSymbols } from './symbols.ts';

/** What reading needs of the world, handed in: `text` knows no network, clock or randomness. */
export interface ReadingContext {
  /** The bytes of a bundled sample. */
  readonly fetchSample: (id: SampleId) => Promise<Blob>;
  /** Hears the share done, 0 to 1, never less than before. */
  readonly report: (share: number) => void;
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
const BEGINNING_CHARACTERS = 600;
const MIB = 1024 * 1024;

interface Source {
  readonly name: string;
  readonly bytes: number;
  readonly parts: DecodedText[];
  /** Names of the files, in the order they were joined; empty for a paste or a sample. */
  readonly files: readonly File[];
}

/**
 * Reads a text.
 * @throws InputError when it cannot be used: too long or too short, empty, not a text, nothing but one character
 */
export async function readText(input: TextInput, context: ReadingContext): Promise<ReadText> {
  const report = onlyForward(context.report);
  const source = await open(input, context, (share) => report(share * DECODED_SHARE));
  const folder = new Folder();
  const text = fold(source.parts, folder, (share) => report(DECODED_SHARE + share * (FOLDED_SHARE - DECODED_SHARE)));
  const { characters, codes } = countSymbols(text);
  const distinct = codes.length;
  checkUsable(source.name, text, characters, distinct);
  const summary: TextSummary = {
    id: context.newId(),
    name: source.name,
    source: input.kind,
    bytes: source.bytes,
    characters,
    distinct,
    encoding: [...new Set(source.parts.map(({ encoding }) => encoding))].join(', '),
    beginning: beginningOf(text),
    notes: [...sourceNotes(source), ...foldNotes(folder.counts), ...symbolNotes(distinct)],
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
  switch (input.kind) {
    case 'files':
      return openFiles(input.files, report);
    case 'paste': {
      checkSize('The pasted text is', input.text.length);
      const bytes = new Blob([input.text]).size;
      checkSize('The pasted text is', bytes);
      const parts = [{ pieces: [input.text], encoding: 'UTF-8', guessed: false, undecodable: 0 }];
      return { name: 'Pasted text', bytes, parts, files: [] };
    }
    case 'sample': {
      const name = SAMPLES.find(({ id }) => id === input.id)?.name ?? input.id;
      const blob = await context.fetchSample(input.id);
      return { name, bytes: blob.size, parts: [await decodeText(blob, name, report)], files: [] };
    }
  }
}

async function openFiles(chosen: readonly File[], report: (share: number) => void): Promise<Source> {
  const byName = new Intl.Collator('en', { numeric: true });
  const files = chosen.toSorted((one, other) => byName.compare(one.name, other.name));
  if (files.length === 0)
    throw new InputError('No file was chosen. Choose a text file, paste a text, or take a sample.');
  const name = files.length === 1 ? files[0].name : `${files[0].name} and ${counted(files.length - 1, 'more', 'more')}`;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  checkSize(files.length === 1 ? `“${name}” is` : 'The chosen files together are', bytes);
  const parts: DecodedText[] = [];
  let bytesBefore = 0;
  for (const file of files) {
    const before = bytesBefore;
    parts.push(await decodeText(file, file.name, (share) => report((before + share * file.size) / bytes)));
    bytesBefore += file.size;
  }
  return { name, bytes, parts, files };
}

function checkSize(what: string, bytes: number): void {
  if (bytes <= MAXIMUM_TEXT_BYTES) return;
  const size = numberText(Math.ceil(bytes / MIB));
  throw new InputError(
    `${what} too large: ${size} MB, and at most ${numberText(MAXIMUM_TEXT_BYTES / MIB)} MB can be read. ` +
      'Choose a part of it.',
  );
}

/** Joins the folded parts, each beginning a line of its own. Empties the pieces on the way: they are large. */
function fold(parts: readonly DecodedText[], folder: Folder, report: (share: number) => void): string {
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
    }
    folded.push(folder.finish());
  }
  return folded.join('');
}

function checkUsable(name: string, text: string, characters: number, distinct: number): void {
  if (characters === 0) {
    throw new InputError(`“${name}” is empty. Bring a text of at least ${MINIMUM_TEXT_CHARACTERS} characters.`);
  }
  if (characters < MINIMUM_TEXT_CHARACTERS) {
    throw new InputError(
      `“${name}” has ${counted(characters, 'character', 'characters')}, and at least ${MINIMUM_TEXT_CHARACTERS} are ` +
        'needed: a part to learn from and a part to test on. Bring a longer text.',
    );
  }
  if (distinct === 1) {
    throw new InputError(
      `“${name}” is one character, ${shown(text)}, ${numberText(characters)} times: there is nothing to learn. ` +
        'Bring another text.',
    );
  }
}

function shown(text: string): string {
  const symbol = String.fromCodePoint(text.codePointAt(0) ?? 0);
  if (symbol === ' ') return 'the space';
  if (symbol === '\n') return 'the line end';
  return symbol === '\t' ? 'the tab' : `“${symbol}”`;
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

function sourceNotes({ files, parts, name }: Source): ReadingNote[] {
  const notes: ReadingNote[] = [];
  if (files.length > 1) {
    const count = files.length;
    const names = files.slice(0, 3).map((file) => `“${file.name}”`);
    const list = count > 3 ? `${names.join(', ')} and so on` : names.join(', ');
    notes.push({
      kind: 'files-joined',
      count,
      message: `${count} files were joined in the order of their names: ${list}.`,
    });
  }
  for (const [at, { encoding, guessed, undecodable }] of parts.entries()) {
    const file = files[at]?.name ?? name;
    if (guessed) {
      const message = `“${file}” was read as ${encoding}, which is a guess. If it looks wrong, save it as UTF-8 and choose it again.`;
      notes.push({ kind: 'encoding-guessed', count: 1, message });
    }
    if (undecodable > 0) {
      const places = counted(undecodable, 'place', 'places');
      const message = `${places} in “${file}” could not be decoded as ${encoding} and became �.`;
      notes.push({ kind: 'undecodable-bytes-replaced', count: undecodable, message });
    }
  }
  return notes;
}

function symbolNotes(distinct: number): ReadingNote[] {
  const { label, default: cap } = SETTINGS.vocabularyCap;
  if (distinct <= cap) return [];
  const message =
    `This text has ${numberText(distinct)} different symbols. The ${numberText(cap)} most frequent are learned, and all ` +
    `rarer ones as one; the setting “${label}” changes how many.`;
  return [{ kind: 'many-symbols', count: distinct, message }];
}

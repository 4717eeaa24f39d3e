/** Files, a folder, a paste or a sample, opened: their characters before folding, and how these were decoded. */
import { reading } from '../messages/reading.ts';
import { InputError, isExpectedFailure } from '../shared/errors.ts';
import { MAXIMUM_TEXT_BYTES, type BroughtFolder, type ReadingNote } from '../shared/text.ts';
import { decodeText, documentKindOf, looksLikeText, type DecodedText } from './decode.ts';
import type { DocumentReading } from './document.ts';

const MIB = 1024 * 1024;
const byName = new Intl.Collator('en', { numeric: true });

export interface Source {
  readonly name: string;
  readonly bytes: number;
  readonly parts: DecodedText[];
  /** In the order of their names, which are paths in a folder; empty for a paste or a sample. */
  readonly files: readonly { readonly name: string }[];
  /** What of a folder is no text, by its path. */
  readonly leftOut?: readonly string[];
}

type Report = (share: number) => void;

/**
 * Decodes files, in the order of their names.
 * @param readDocument reads the text inside of documents; without it they are refused
 * @throws InputError when there are none, when they are too large, or when one is not a text
 */
export async function openFiles(
  chosen: readonly File[],
  report: Report,
  readDocument?: DocumentReading,
): Promise<Source> {
  const files = chosen.toSorted((one, other) => byName.compare(one.name, other.name));
  if (files.length === 0) throw new InputError(reading.noFile);
  const name = files.length === 1 ? files[0].name : reading.andMore(files[0].name, files.length - 1);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  checkSize(bytes, (size, most) =>
    files.length === 1 ? reading.fileTooLarge(name, size, most) : reading.filesTooLarge(size, most),
  );
  const parts: DecodedText[] = [];
  let bytesBefore = 0;
  for (const file of files) {
    const before = bytesBefore;
    const tell: Report = (share) => report((before + share * file.size) / bytes);
    parts.push(await openFile(file, file.name, tell, readDocument));
    bytesBefore += file.size;
  }
  return { name, bytes, parts, files };
}

/**
 * Decodes what of a folder is text, in the order of the paths; all else is left out.
 * @throws InputError when nothing in it is, or when the texts are too large
 */
export async function openFolder(
  folder: BroughtFolder,
  report: Report,
  readDocument: DocumentReading,
): Promise<Source> {
  const all = folder.files.toSorted((one, other) => byName.compare(one.path, other.path));
  const total = all.reduce((sum, { file }) => sum + file.size, 0);
  const parts: DecodedText[] = [];
  const files: { readonly name: string }[] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  let bytesBefore = 0;
  for (const { path, file } of all) {
    const before = bytesBefore;
    const tell: Report = (share) => report((before + share * file.size) / total);
    bytesBefore += file.size;
    const part = await openOrNull(path, file, tell, readDocument, () => {
      bytes += file.size;
      checkSize(bytes, (size, most) => reading.folderTooLarge(folder.name, size, most));
    });
    if (part === null) leftOut.push(path);
    else {
      parts.push(part);
      files.push({ name: path });
    }
  }
  if (parts.length === 0)
    throw new InputError(reading.folderWithoutText(folder.name, leftOut.length, leftOut.slice(0, 3)));
  return { name: folder.name, bytes, parts, files, leftOut };
}

/** A file of a folder; null when it is hidden, empty or no text. `count` is called before anything large is read. */
async function openOrNull(
  path: string,
  file: File,
  report: Report,
  readDocument: DocumentReading,
  count: () => void,
): Promise<DecodedText | null> {
  if (isHidden(path) || file.size === 0) return null;
  try {
    const kind = await documentKindOf(file, path);
    if (kind === null && !(await looksLikeText(file, path))) return null;
  } catch (error) {
    if (isExpectedFailure(error)) return null;
    throw error;
  }
  count();
  try {
    return await openFile(file, path, report, readDocument);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Files that a system or a program keeps for itself. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

async function openFile(
  file: File,
  name: string,
  report: Report,
  readDocument: DocumentReading | undefined,
): Promise<DecodedText> {
  const kind = readDocument === undefined ? null : await documentKindOf(file, name);
  if (readDocument === undefined || kind === null) return decodeText(file, name, report);
  const text = await readDocument({ file, name, kind }, report);
  return { pieces: [text], encoding: kind.toUpperCase(), guessed: false, undecodable: 0, document: kind };
}

/** @throws InputError when the text is too large */
export function openPaste(text: string): Source {
  checkSize(text.length, reading.pasteTooLarge);
  const bytes = new Blob([text]).size;
  checkSize(bytes, reading.pasteTooLarge);
  const parts = [{ pieces: [text], encoding: 'UTF-8', guessed: false, undecodable: 0 }];
  return { name: reading.pasted, bytes, parts, files: [] };
}

/** Decodes bytes that are no file of the user's. */
export async function openBlob(blob: Blob, name: string, report: Report): Promise<Source> {
  return { name, bytes: blob.size, parts: [await decodeText(blob, name, report)], files: [] };
}

function checkSize(bytes: number, refusal: (megabytes: number, most: number) => string): void {
  if (bytes <= MAXIMUM_TEXT_BYTES) return;
  throw new InputError(refusal(Math.ceil(bytes / MIB), MAXIMUM_TEXT_BYTES / MIB));
}

/** At most so many names stand in a note. */
const NAMED = 3;

/** What was joined, and what of a folder was left out. */
export function joiningNotes({ files, leftOut = [] }: Source): ReadingNote[] {
  const notes: ReadingNote[] = [];
  if (files.length > 1) {
    const names = files.slice(0, NAMED).map(({ name }) => `“${name}”`);
    const message = reading.notes.joined(files.length, names, files.length > NAMED);
    notes.push({ kind: 'files-joined', count: files.length, message });
  }
  if (leftOut.length > 0) {
    const names = leftOut.slice(0, NAMED).map((name) => `“${name}”`);
    const message = reading.notes.leftOut(leftOut.length, names, leftOut.length > NAMED);
    notes.push({ kind: 'files-left-out', count: leftOut.length, message });
  }
  return notes;
}

/** What had to be guessed or given up while decoding, a sentence for each. */
export function decodingNotes({ files, parts, name }: Source): ReadingNote[] {
  const notes: ReadingNote[] = [];
  const documents = parts.filter(({ document }) => document !== undefined).length;
  if (documents > 0) {
    const message = reading.notes.unpacked(documents);
    notes.push({ kind: 'documents-unpacked', count: documents, message });
  }
  for (const [at, { encoding, guessed, undecodable }] of parts.entries()) {
    const file = files[at]?.name ?? name;
    if (guessed) {
      const message = reading.notes.guessed(file, encoding);
      notes.push({ kind: 'encoding-guessed', count: 1, message });
    }
    if (undecodable > 0) {
      const message = reading.notes.undecodable(file, encoding, undecodable);
      notes.push({ kind: 'undecodable-bytes-replaced', count: undecodable, message });
    }
  }
  return notes;
}

/** Files, a paste or a sample, opened: their characters before folding, and how these were decoded. */
import { InputError } from '../shared/errors.ts';
import { MAXIMUM_TEXT_BYTES, type ReadingNote } from '../shared/text.ts';
import { counted, numberText } from './counted.ts';
import { decodeText, type DecodedText } from './decode.ts';

const MIB = 1024 * 1024;

export interface Source {
  readonly name: string;
  readonly bytes: number;
  readonly parts: DecodedText[];
  /** In the order of their names; empty for a paste or a sample. */
  readonly files: readonly File[];
}

/**
 * Decodes files, in the order of their names.
 * @throws InputError when there are none, when they are too large, or when one is not a text
 */
export async function openFiles(chosen: readonly File[], report: (share: number) => void): Promise<Source> {
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

/** @throws InputError when the text is too large */
export function openPaste(text: string): Source {
  checkSize('The pasted text is', text.length);
  const bytes = new Blob([text]).size;
  checkSize('The pasted text is', bytes);
  const parts = [{ pieces: [text], encoding: 'UTF-8', guessed: false, undecodable: 0 }];
  return { name: 'Pasted text', bytes, parts, files: [] };
}

/** Decodes bytes that are no file of the user's. */
export async function openBlob(blob: Blob, name: string, report: (share: number) => void): Promise<Source> {
  return { name, bytes: blob.size, parts: [await decodeText(blob, name, report)], files: [] };
}

function checkSize(what: string, bytes: number): void {
  if (bytes <= MAXIMUM_TEXT_BYTES) return;
  const size = numberText(Math.ceil(bytes / MIB));
  throw new InputError(
    `${what} too large: ${size} MB, and at most ${numberText(MAXIMUM_TEXT_BYTES / MIB)} MB can be read. ` +
      'Choose a part of it.',
  );
}

/** What had to be guessed or given up while decoding, a sentence for each. */
export function decodingNotes({ files, parts, name }: Source): ReadingNote[] {
  const notes: ReadingNote[] = [];
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

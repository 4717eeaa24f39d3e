/** Files, a paste or a sample, opened: their characters before folding, and how these were decoded. */
import { reading } from '../messages/reading.ts';
import { InputError } from '../shared/errors.ts';
import { MAXIMUM_TEXT_BYTES, type ReadingNote } from '../shared/text.ts';
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
    parts.push(await decodeText(file, file.name, (share) => report((before + share * file.size) / bytes)));
    bytesBefore += file.size;
  }
  return { name, bytes, parts, files };
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
export async function openBlob(blob: Blob, name: string, report: (share: number) => void): Promise<Source> {
  return { name, bytes: blob.size, parts: [await decodeText(blob, name, report)], files: [] };
}

function checkSize(bytes: number, refusal: (megabytes: number, most: number) => string): void {
  if (bytes <= MAXIMUM_TEXT_BYTES) return;
  throw new InputError(refusal(Math.ceil(bytes / MIB), MAXIMUM_TEXT_BYTES / MIB));
}

/** What had to be guessed or given up while decoding, a sentence for each. */
export function decodingNotes({ files, parts, name }: Source): ReadingNote[] {
  const notes: ReadingNote[] = [];
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

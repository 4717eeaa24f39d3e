/** Documents that hold text inside: Word's .docx and e-books. They are told by their bytes, whatever their names say. */
import { reading } from '../messages/reading.ts';
import { InputError } from '../shared/errors.ts';
import { Archive, ArchiveProblem, MOST_UNPACKED } from './archive.ts';
import { docxText } from './docx.ts';
import { epubText, LockedBook } from './epub.ts';

export type DocumentKind = 'docx' | 'epub';

/** A document to be read. */
export interface DocumentTask {
  readonly file: Blob;
  /** How it is called in messages. */
  readonly name: string;
  readonly kind: DocumentKind;
}

/** Reads the text of a document; `report` hears the share done, 0 to 1. Rejects with the reason of `signal` when that says stop. */
export type DocumentReading = (
  task: DocumentTask,
  report: (share: number) => void,
  signal?: AbortSignal,
) => Promise<string>;

const MIB = 1024 * 1024;

/**
 * Reads a document in this thread, which does nothing else meanwhile.
 * @throws InputError when it is damaged, locked or too large, or has no text in it
 */
export const readDocumentHere: DocumentReading = async ({ file, name, kind }, report) => {
  const text = await textInside(file, name, kind, report);
  if (text === '') throw new InputError(kind === 'epub' ? reading.bookWithoutText(name) : reading.documentEmpty(name));
  report(1);
  return text;
};

async function textInside(
  file: Blob,
  name: string,
  kind: DocumentKind,
  report: (share: number) => void,
): Promise<string> {
  try {
    const archive = await Archive.open(file);
    return await (kind === 'docx' ? docxText(archive) : epubText(archive, report));
  } catch (error) {
    throw new InputError(wordsFor(error, name), { cause: error });
  }
}

function wordsFor(error: unknown, name: string): string {
  if (error instanceof LockedBook) return reading.bookLocked(name);
  if (error instanceof ArchiveProblem && error.kind === 'encrypted') return reading.documentLocked(name);
  if (error instanceof ArchiveProblem && error.kind === 'too-large') {
    return reading.documentTooLarge(name, error.message, MOST_UNPACKED / MIB);
  }
  return reading.documentBroken(name, error instanceof Error ? error.message : String(error));
}

/** Bytes to characters: files that are not text are refused, the encoding is found, and what cannot be decoded is counted. */
import { reading } from '../messages/reading.ts';
import { InputError } from '../shared/errors.ts';
import { encodingName, guessLegacyEncoding, markedEncoding, unmarkedUtf16, type Encoding } from './detect.ts';
import { knownBinary, readableDocument } from './signatures.ts';

export interface DecodedText {
  /** The characters in order, in pieces that may split a symbol or a line; byte order marks are still in. */
  readonly pieces: string[];
  /** As written for people: `UTF-8`, `GB18030`. */
  readonly encoding: string;
  /** Was the encoding guessed, for lack of a byte order mark and of valid UTF-8? */
  readonly guessed: boolean;
  /** Places whose bytes mean nothing in the encoding; U+FFFD stands there. */
  readonly undecodable: number;
  /** The kind of document whose text it is. */
  readonly document?: 'docx' | 'epub';
}

/** Bytes read from the file at a time. */
const SLICE_BYTES = 1 << 20;
/** Bytes looked at from each of several places of a file, to tell what it is. */
const SAMPLE_BYTES = 1 << 16;
/** Where, besides its beginning, a file is looked at, as shares of its length. */
const SAMPLED_AT = [0.25, 0.5, 0.75];
/** The largest share of control characters that a text may have, some of them by accident. */
const MOST_CONTROLS = 0.02;

/** The kind of document a file is, where it is one whose text can be read. @throws InputError when it cannot be read */
export async function documentKindOf(file: Blob, name: string): Promise<'docx' | 'epub' | null> {
  const head = await readBytes(file, name, 0, SAMPLE_BYTES);
  const tail = await readBytes(file, name, Math.max(0, file.size - SAMPLE_BYTES), SAMPLE_BYTES);
  return readableDocument(head, tail);
}

/** Is this a text, as far as can be told without reading all of it? */
export async function looksLikeText(file: Blob, name: string): Promise<boolean> {
  const head = await readBytes(file, name, 0, SAMPLE_BYTES);
  if (knownBinary(head) !== null) return false;
  if (markedEncoding(head) !== null || unmarkedUtf16(head) !== null) return true;
  return shareOf([head, ...(await middleSamples(file, name))], isControl) <= MOST_CONTROLS;
}

/**
 * Decodes a whole file, slice by slice.
 * @param name how the file is called in messages
 * @param report hears the share done, 0 to 1
 * @throws InputError when the file is not a text, or cannot be read
 */
export async function decodeText(file: Blob, name: string, report: (share: number) => void): Promise<DecodedText> {
  const head = await readBytes(file, name, 0, SAMPLE_BYTES);
  refuseKnownBinary(head, name);
  const marked = markedEncoding(head);
  if (marked === 'utf-32') {
    throw new InputError(reading.utf32(name));
  }
  if (marked) return decodeAs(marked, file, name, false, report);

  const samples = [head, ...(await middleSamples(file, name))];
  if (shareOf(samples, isControl) > MOST_CONTROLS) {
    const utf16 = unmarkedUtf16(head);
    if (utf16) return decodeAs(utf16, file, name, true, report);
    throw new InputError(reading.noText(name));
  }

  const attempt = await decodeStrictly(file, name, report);
  if (attempt.broken === null) return { pieces: attempt.pieces, encoding: 'UTF-8', guessed: false, undecodable: 0 };
  const isSampledWhole = file.size <= SAMPLE_BYTES;
  const evidence = isSampledWhole ? head : concatenate([attempt.broken, ...samples].map(wholeLines));
  return decodeAs(guessLegacyEncoding(evidence), file, name, true, report);
}

function refuseKnownBinary(head: Uint8Array, name: string): void {
  const binary = knownBinary(head);
  if (binary) throw new InputError(reading.otherKind(name, binary.what, binary.advice));
}

/** Decodes valid UTF-8; `broken` is the first stretch that is not, and then `pieces` is worth nothing. */
async function decodeStrictly(
  file: Blob,
  name: string,
  report: (share: number) => void,
): Promise<{ pieces: string[]; broken: Uint8Array | null }> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const pieces: string[] = [];
  let last = new Uint8Array();
  try {
    for await (const slice of slices(file, name, report)) {
      for (let start = 0; start < slice.length; start += SAMPLE_BYTES) {
        last = slice.subarray(start, start + SAMPLE_BYTES);
        pieces.push(decoder.decode(last, { stream: true }));
      }
    }
    pieces.push(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { pieces: [], broken: last };
  }
  return { pieces, broken: null };
}

async function decodeAs(
  encoding: Encoding,
  file: Blob,
  name: string,
  guessed: boolean,
  report: (share: number) => void,
): Promise<DecodedText> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const pieces: string[] = [];
  // A U+FFFD that the file itself holds counts too; only a file that is damaged anyway gets here with one.
  let undecodable = 0;
  const take = (piece: string): void => {
    undecodable += countReplacements(piece);
    pieces.push(piece);
  };
  // Always as a stream: Node 20 decodes Windows-1252 as Latin-1 otherwise.
  for await (const slice of slices(file, name, report)) take(decoder.decode(slice, { stream: true }));
  take(decoder.decode());
  return { pieces, encoding: encodingName(encoding), guessed, undecodable };
}

function countReplacements(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) count += 1;
  return count;
}

async function* slices(
  file: Blob,
  name: string,
  report: (share: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < file.size; start += SLICE_BYTES) {
    yield await readBytes(file, name, start, SLICE_BYTES);
    report(Math.min(1, (start + SLICE_BYTES) / file.size));
  }
}

async function middleSamples(file: Blob, name: string): Promise<Uint8Array[]> {
  if (file.size <= SAMPLE_BYTES) return [];
  return Promise.all(SAMPLED_AT.map((at) => readBytes(file, name, Math.floor(file.size * at), SAMPLE_BYTES)));
}

async function readBytes(file: Blob, name: string, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(start, start + length).arrayBuffer());
  } catch (error) {
    throw new InputError(reading.unreadable(name), { cause: error });
  }
}

/** A sample without its first and last line, which may be cut inside a character; all of it when it is one line. */
function wholeLines(sample: Uint8Array): Uint8Array {
  const first = sample.indexOf(0x0a);
  const last = sample.lastIndexOf(0x0a);
  return last > first ? sample.subarray(first + 1, last + 1) : sample;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b;
}

function shareOf(samples: readonly Uint8Array[], matches: (byte: number) => boolean): number {
  let bytes = 0;
  let matching = 0;
  for (const sample of samples) {
    bytes += sample.length;
    for (const byte of sample) if (matches(byte)) matching += 1;
  }
  return bytes === 0 ? 0 : matching / bytes;
}

/**
 * Reads a zip archive as strictly as a backup is written: nothing is compressed, the entries lie one after the other
 * without gaps, each followed by its data descriptor, and the directory closes the file. So an archive can neither
 * unfold into more than its own size nor show different things to different readers.
 * Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
import { files } from '../../messages/files.ts';
import { FormatError } from '../../shared/errors.ts';

const END_BYTES = 22;
const END_64_BYTES = 56;
const LOCATOR_64_BYTES = 20;
const RECORD_BYTES = 46;
const LOCAL_BYTES = 30;
const DESCRIPTOR_BYTES = 16;
const OFFSET_64_BYTES = 12;

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const RECORD = 0x02014b50;
const LOCAL = 0x04034b50;

/** Stands for “see the 64-bit field”. */
const SATURATED = 0xffffffff;
/** Bit 3: sizes follow the data. Bit 11: names are UTF-8. */
const FLAGS = (1 << 3) | (1 << 11);

/** Many times what a library needs. A directory of more would take seconds and much memory to refuse. */
const MOST_ENTRIES = 20_000;
const MOST_DIRECTORY_BYTES = 8_000_000;

const LONGEST_SHOWN = 120;

/** What is used of a Blob. */
export interface ByteSource {
  readonly size: number;
  slice(begin: number, end: number): Pick<Blob, 'arrayBuffer'>;
}

export interface ZipEntry {
  readonly path: string;
  /** Where its data lies in the archive. */
  readonly begin: number;
  readonly size: number;
  readonly crc: number;
}

/** @throws FormatError when the archive is not one that Unroll wrote. */
export async function readDirectory(archive: ByteSource): Promise<ReadonlyMap<string, ZipEntry>> {
  const { begin, end, count } = await findDirectory(archive);
  if (count > MOST_ENTRIES || end - begin > MOST_DIRECTORY_BYTES) {
    throw damaged(`its directory claims ${count} entries in ${end - begin} bytes, more than a backup has`);
  }
  const view = await viewOf(archive, begin, end);
  const entries = new Map<string, ZipEntry>();
  let place = 0;
  let expected = 0;
  for (let number = 0; number < count; number++) {
    const { entry, offset, bytes } = readRecord(view, place, number);
    if (entries.has(entry.path)) throw damaged(`it has two entries ${quoted(entry.path)}`);
    if (offset !== expected) {
      throw damaged(
        `its entry ${quoted(entry.path)} lies at byte ${offset} and not at ${expected}, where the one before ends`,
      );
    }
    entries.set(entry.path, entry);
    expected = entry.begin + entry.size + DESCRIPTOR_BYTES;
    place += bytes;
  }
  if (place !== end - begin) throw damaged(`its directory has ${end - begin - place} bytes that belong to no entry`);
  if (expected !== begin) throw damaged(`its entries end at byte ${expected}, and its directory begins at ${begin}`);
  return entries;
}

/**
 * The bytes of one entry.
 * @throws FormatError when its own header tells of another entry than the directory.
 */
export async function readEntry(archive: ByteSource, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const name = new TextEncoder().encode(entry.path);
  const headerBytes = LOCAL_BYTES + name.length;
  const view = await viewOf(archive, entry.begin - headerBytes, entry.begin + entry.size);
  const bytes = new Uint8Array(view.buffer);
  const fits =
    view.getUint32(0, true) === LOCAL &&
    view.getUint16(6, true) === FLAGS &&
    view.getUint16(8, true) === 0 &&
    view.getUint16(26, true) === name.length &&
    view.getUint16(28, true) === 0 &&
    name.every((byte, at) => bytes[LOCAL_BYTES + at] === byte);
  if (!fits) throw new FormatError(files.backup.otherHeader(quoted(entry.path)));
  return bytes.subarray(headerBytes);
}

async function findDirectory(archive: ByteSource): Promise<{ begin: number; end: number; count: number }> {
  const { size } = archive;
  if (size < END_BYTES) throw damaged(`it has only ${size} bytes`);
  const tail = await viewOf(archive, Math.max(0, size - END_BYTES - LOCATOR_64_BYTES - END_64_BYTES), size);
  const at = tail.byteLength - END_BYTES;
  if (tail.getUint32(at, true) !== END || tail.getUint16(at + 20, true) !== 0) {
    throw damaged('its end, with the directory of what is in it, is not there');
  }
  const count = tail.getUint16(at + 10, true);
  const bytes = tail.getUint32(at + 12, true);
  const begin = tail.getUint32(at + 16, true);
  const found = begin === SATURATED ? find64(tail, at, size) : { begin, end: size - END_BYTES };
  if (found.end - found.begin !== bytes) {
    throw damaged(`its directory claims ${bytes} bytes from byte ${found.begin} on, of ${size} bytes in all`);
  }
  return { ...found, count };
}

/** Where the directory lies in an archive of 4 GB or more. */
function find64(tail: DataView, at: number, size: number): { begin: number; end: number } {
  const locator = at - LOCATOR_64_BYTES;
  const end = locator - END_64_BYTES;
  if (end < 0 || tail.getUint32(locator, true) !== LOCATOR_64 || tail.getUint32(end, true) !== END_64) {
    throw damaged('its directory is said to lie beyond 4 GB, but where is not said');
  }
  return { begin: Number(tail.getBigUint64(end + 48, true)), end: size - (tail.byteLength - end) };
}

function readRecord(view: DataView, place: number, number: number): { entry: ZipEntry; offset: number; bytes: number } {
  const which = `entry ${number + 1} of its directory`;
  if (place + RECORD_BYTES > view.byteLength || view.getUint32(place, true) !== RECORD) {
    throw damaged(`${which} is not there`);
  }
  const nameBytes = view.getUint16(place + 28, true);
  const extraBytes = view.getUint16(place + 30, true);
  const bytes = RECORD_BYTES + nameBytes + extraBytes;
  if (place + bytes > view.byteLength) throw damaged(`${which} is cut off`);
  const path = decodeName(new Uint8Array(view.buffer, view.byteOffset + place + RECORD_BYTES, nameBytes), which);
  if (view.getUint16(place + 10, true) !== 0) {
    throw new FormatError(files.backup.packedAnew);
  }
  const size = view.getUint32(place + 24, true);
  if (view.getUint16(place + 8, true) !== FLAGS || view.getUint32(place + 20, true) !== size || size === SATURATED) {
    throw damaged(`its entry ${quoted(path)} is not stored as Unroll stores it`);
  }
  const offset = readOffset(view, place, place + RECORD_BYTES + nameBytes, extraBytes);
  if (offset === null || view.getUint16(place + 32, true) !== 0 || view.getUint16(place + 34, true) !== 0) {
    throw damaged(`where its entry ${quoted(path)} lies is not said as Unroll says it`);
  }
  const entry = { path, begin: offset + LOCAL_BYTES + nameBytes, size, crc: view.getUint32(place + 16, true) };
  return { entry, offset, bytes };
}

/** Null when it is not told in one of the two ways there are. */
function readOffset(view: DataView, place: number, extra: number, extraBytes: number): number | null {
  const offset = view.getUint32(place + 42, true);
  if (offset !== SATURATED) return extraBytes === 0 ? offset : null;
  if (extraBytes !== OFFSET_64_BYTES || view.getUint16(extra, true) !== 1 || view.getUint16(extra + 2, true) !== 8) {
    return null;
  }
  return Number(view.getBigUint64(extra + 4, true));
}

function decodeName(bytes: Uint8Array, which: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw damaged(`the name of ${which} is not UTF-8 text`, cause);
  }
}

async function viewOf(archive: ByteSource, begin: number, end: number): Promise<DataView<ArrayBuffer>> {
  const buffer = await archive
    .slice(begin, end)
    .arrayBuffer()
    .catch((cause: unknown) => {
      const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
      throw new FormatError(files.backup.unreadable(detail), { cause });
    });
  if (buffer.byteLength !== end - begin) {
    throw damaged(`bytes ${begin} to ${end} should be read, and ${buffer.byteLength} were there`);
  }
  return new DataView(buffer);
}

/** A name in quotation marks, as a message can show it: a forged one may be as long as it likes. */
export function quoted(name: string): string {
  return `“${name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name}”`;
}

export function damaged(detail: string, cause?: unknown): FormatError {
  return new FormatError(files.backup.notWhole(detail), { cause });
}

/** Looks into a zip archive, and unpacks of it no more than is asked for: what it claims is checked before anything is allocated. */
import { Inflate } from 'fflate';

/** The most bytes that all entries read of one archive may unpack to: a hundred long novels. */
export const MOST_UNPACKED = 128 * 1024 * 1024;
/** The most bytes of one entry. */
export const MOST_OF_ENTRY = 32 * 1024 * 1024;
/** The most entries an archive may list; e-books have hundreds. */
const MOST_ENTRIES = 10_000;
/** The most bytes of the list of entries. */
const MOST_OF_LIST = 4 * 1024 * 1024;

const END_BYTES = 22;
const MOST_COMMENT = 0xffff;
const LISTED_BYTES = 46;
const LOCAL_BYTES = 30;
const END_MARK = 0x06054b50;
const LISTED_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
/** Deflate makes no more than this of each byte. */
const MOST_OF_BYTE = 1032;
/** Packed bytes unpacked at a time: deflate makes at most about a thousand of each, so bounds are checked every few megabytes. */
const SLICE_BYTES = 4096;

/** Why an archive cannot be read; `detail` is what was found in its bytes. */
export class ArchiveProblem extends Error {
  readonly kind: 'broken' | 'too-large' | 'encrypted';

  constructor(kind: ArchiveProblem['kind'], detail: string) {
    super(detail);
    this.kind = kind;
  }
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packed: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly at: number;
}

const broken = (detail: string): ArchiveProblem => new ArchiveProblem('broken', detail);

export class Archive {
  readonly #file: Blob;
  readonly #entries: ReadonlyMap<string, Entry>;
  #unpacked = 0;

  private constructor(file: Blob, entries: ReadonlyMap<string, Entry>) {
    this.#file = file;
    this.#entries = entries;
  }

  /** Reads the list of entries, and nothing else. @throws ArchiveProblem when it is not whole, or too long. */
  static async open(file: Blob): Promise<Archive> {
    const tailStart = Math.max(0, file.size - END_BYTES - MOST_COMMENT);
    const tail = await view(file, tailStart, file.size);
    let end = tail.byteLength - END_BYTES;
    while (end >= 0 && tail.getUint32(end, true) !== END_MARK) end -= 1;
    if (end < 0) throw broken('it has no list of what is in it');
    const count = tail.getUint16(end + 10, true);
    const listBytes = tail.getUint32(end + 12, true);
    const listStart = tail.getUint32(end + 16, true);
    if (count > MOST_ENTRIES || listBytes > MOST_OF_LIST) {
      throw new ArchiveProblem('too-large', `it lists ${count} entries in ${listBytes} bytes`);
    }
    if (listStart + listBytes > tailStart + end) throw broken('its list is cut off');
    const entries = readList(await view(file, listStart, listStart + listBytes), count);
    return new Archive(file, new Map(entries.map((entry) => [entry.name, entry])));
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Checks, before the first of them is read, that entries together unpack to no more than may be. @throws ArchiveProblem */
  check(names: readonly string[]): void {
    const size = names.reduce((sum, name) => sum + (this.#entries.get(name)?.size ?? 0), 0);
    if (size > MOST_UNPACKED) {
      throw new ArchiveProblem('too-large', `${names.length} of its files unpack to ${size} bytes`);
    }
  }

  /**
   * Unpacks an entry.
   * @throws ArchiveProblem when there is none of this name, when it is damaged or encrypted, or larger than it says or may be.
   */
  async read(name: string): Promise<Uint8Array> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw broken(`${name} is missing`);
    if (entry.isEncrypted) throw new ArchiveProblem('encrypted', `${name} is encrypted`);
    if (entry.size > MOST_OF_ENTRY || this.#unpacked + entry.size > MOST_UNPACKED) {
      throw new ArchiveProblem('too-large', `${name} unpacks to ${entry.size} bytes`);
    }
    if (entry.size > MOST_OF_BYTE * entry.packed) throw broken(`${name} cannot unpack to ${entry.size} bytes`);
    this.#unpacked += entry.size;
    const local = await view(this.#file, entry.at, entry.at + LOCAL_BYTES);
    if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_MARK) throw broken(`${name} is not there`);
    const start = entry.at + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
    const packed = await bytesOf(this.#file, start, start + entry.packed);
    if (packed.length < entry.packed) throw broken(`${name} is cut off`);
    if (entry.method === DEFLATED) return inflate(packed, entry);
    if (entry.method !== STORED || packed.length !== entry.size) throw broken(`${name} is packed in an unknown way`);
    return packed;
  }

  /** An entry as text: UTF-8, or UTF-16 where it begins with its mark. @throws ArchiveProblem as `read` does. */
  async text(name: string): Promise<string> {
    const bytes = await this.read(name);
    const isUtf16 = bytes.length >= 2 && (bytes[0] ^ bytes[1]) === 1 && bytes[0] >= 0xfe;
    return new TextDecoder(isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
  }
}

function readList(list: DataView, count: number): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + LISTED_BYTES > list.byteLength || list.getUint32(at, true) !== LISTED_MARK) {
      throw broken(`entry ${n + 1} of its list is damaged`);
    }
    const nameEnd = at + LISTED_BYTES + list.getUint16(at + 28, true);
    if (nameEnd > list.byteLength) throw broken(`entry ${n + 1} of its list is cut off`);
    const name = new TextDecoder().decode(
      new Uint8Array(list.buffer, list.byteOffset + at + LISTED_BYTES, nameEnd - at - LISTED_BYTES),
    );
    entries.push({
      name,
      method: list.getUint16(at + 10, true),
      isEncrypted: (list.getUint16(at + 8, true) & 1) === 1,
      packed: list.getUint32(at + 20, true),
      size: list.getUint32(at + 24, true),
      at: list.getUint32(at + 42, true),
    });
    at = nameEnd + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
  }
  return entries;
}

/** Unpacks into exactly the size that was claimed, and stops as soon as there is more. */
function inflate(packed: Uint8Array, { name, size }: Entry): Uint8Array {
  const whole = new Uint8Array(size);
  let end = 0;
  const inflater = new Inflate((piece) => {
    if (end + piece.length > size) throw new ArchiveProblem('too-large', `${name} unpacks to more than it says`);
    whole.set(piece, end);
    end += piece.length;
  });
  try {
    for (let start = 0; start < packed.length; start += SLICE_BYTES) {
      inflater.push(packed.subarray(start, start + SLICE_BYTES), start + SLICE_BYTES >= packed.length);
    }
  } catch (error) {
    if (error instanceof ArchiveProblem) throw error;
    throw broken(`${name} is damaged`);
  }
  if (end !== size) throw broken(`${name} is cut off`);
  return whole;
}

async function view(file: Blob, start: number, end: number): Promise<DataView> {
  const bytes = await bytesOf(file, start, end);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function bytesOf(file: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}

/**
 * Safetensors: an 8-byte little-endian header length, a JSON header that names each tensor's type, shape and place, then
 * the numbers. Format: https://github.com/huggingface/safetensors#format
 */
import { files } from '../messages/files.ts';
import { FormatError } from '../shared/errors.ts';
import type { NamedTensor } from '../shared/network.ts';
import { atOnce, type Piecework } from '../shared/piecework.ts';
import { parseHeader, type TensorEntry } from './safetensors-header.ts';

const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;
/** Many times what a run needs. The format allows 100 MB, which would take seconds and much memory to refuse. */
const MAXIMUM_HEADER_BYTES = 4_000_000;

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * @param tensors in the order they shall lie in the file; their data is copied.
 * @returns the whole file; the data begins on a multiple of 8 bytes.
 */
export function writeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const entries = new Map<string, unknown>([['__metadata__', metadata]]);
  let dataBytes = 0;
  for (const { name, shape, data } of tensors) {
    if (entries.has(name)) throw new FormatError(`Two tensors are named “${name}”; each needs a name of its own.`);
    const elements = shape.reduce((product, size) => product * size, 1);
    if (elements !== data.length) {
      throw new FormatError(
        `Tensor “${name}” of shape [${shape.join(', ')}] needs ${elements} numbers, not ${data.length}.`,
      );
    }
    const begin = dataBytes;
    dataBytes += elements * FLOAT_BYTES;
    entries.set(name, { dtype: 'F32', shape, data_offsets: [begin, dataBytes] });
  }
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const headerBytes = Math.ceil(header.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + headerBytes + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(header, LENGTH_BYTES);
  file.fill(0x20, LENGTH_BYTES + header.length, LENGTH_BYTES + headerBytes);
  // WebAssembly, and with it every device this runs on, is little-endian: the bytes in memory are the bytes of the file.
  let place = LENGTH_BYTES + headerBytes;
  for (const { data } of tensors) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), place);
    place += data.byteLength;
  }
  return file;
}

/**
 * Reads a file of 32-bit float tensors, ours or another program's. Everything is checked before anything is allocated.
 * @throws FormatError with the values that do not fit.
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  return atOnce(readingSafetensors(bytes));
}

/** The same, a tensor at a time. */
export function* readingSafetensors(bytes: Uint8Array): Piecework<Safetensors> {
  const dataBegin = LENGTH_BYTES + headerLength(bytes);
  const { entries, metadata } = parseHeader(bytes.subarray(LENGTH_BYTES, dataBegin));
  checkPlaces(entries, bytes.length - dataBegin);
  const tensors = new Map<string, NamedTensor>();
  for (const { name, shape, begin, end } of entries) {
    // A copy: the place in the file need not be a multiple of 4, and the file need not be kept. Not by `slice`: that of
    // Node's Buffer, which is a Uint8Array too, copies nothing.
    const data = new Float32Array((end - begin) / FLOAT_BYTES);
    new Uint8Array(data.buffer).set(bytes.subarray(dataBegin + begin, dataBegin + end));
    tensors.set(name, { name, shape, data });
    yield (dataBegin + end) / bytes.length;
  }
  return { tensors, metadata };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    throw new FormatError(files.tooSmall(LENGTH_BYTES, bytes.length));
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > BigInt(MAXIMUM_HEADER_BYTES)) {
    throw new FormatError(files.hugeHeader(String(length), MAXIMUM_HEADER_BYTES));
  }
  const available = bytes.length - LENGTH_BYTES;
  if (Number(length) > available) {
    throw new FormatError(files.headerCutOff(String(length), available));
  }
  return Number(length);
}

/** Every byte of the data belongs to exactly one tensor, and to one of the right size. */
function checkPlaces(entries: readonly TensorEntry[], dataBytes: number): void {
  let expected = 0;
  const inOrder = entries.toSorted((one, other) => one.begin - other.begin || one.end - other.end);
  for (const { name, shape, begin, end } of inOrder) {
    const place = `Tensor “${name}” lies at bytes ${begin} to ${end} of the data`;
    if (end < begin) throw damaged(`${place}, which ends before it begins`);
    if (end > dataBytes) throw damaged(`${place}, but the data has only ${dataBytes} bytes`);
    if (begin < expected) throw damaged(`${place}, over another tensor that reaches to byte ${expected}`);
    if (begin > expected) throw damaged(`${place}, and bytes ${expected} to ${begin} before it belong to no tensor`);
    const needed = shape.reduce((product, size) => product * size, FLOAT_BYTES);
    if (needed !== end - begin) {
      throw damaged(`Tensor “${name}” of shape [${shape.join(', ')}] needs ${needed} bytes, but has ${end - begin}`);
    }
    expected = end;
  }
  if (expected < dataBytes) throw damaged(`The last ${dataBytes - expected} bytes of the data belong to no tensor`);
}

function damaged(detail: string): FormatError {
  return new FormatError(files.cutOff(detail));
}

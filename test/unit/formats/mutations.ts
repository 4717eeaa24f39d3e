/** Files as accidents and forgers make them of a sound one. */
import { readSafetensors } from '../../../src/formats/safetensors.ts';

export type Below = (limit: number) => number;
export type Bytes = Uint8Array<ArrayBuffer>;
export type Mutation = (file: Uint8Array, below: Below) => Bytes;

const NUMBERS = ['-1', '0', '1', '2', '4294967296', '9007199254740993', '1e308', '1e999', '-0', '0.5', 'null', '[]'];
export const TEXTS = ['', '__proto__', 'constructor', '\u0000', '\uD800', '🙂', 'F32', 'x'.repeat(70_000)];
const LENGTHS = [0n, 1n, 7n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n, 100_000_000n, 100_000_001n];

export function pick<Item>(items: readonly Item[], below: Below): Item {
  return items[below(items.length)];
}

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** A file of this header, whatever it says, and this data. */
export function fileOf(header: string | Uint8Array, data: Uint8Array = new Uint8Array()): Bytes {
  const bytes = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true);
  return joined(length, bytes, data);
}

function parts(file: Uint8Array): { header: string; data: Uint8Array } {
  const end = 8 + Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  return { header: new TextDecoder().decode(file.subarray(8, end)), data: file.subarray(end) };
}

/** Replaces one of the places in the header that match. */
function edited(file: Uint8Array, pattern: RegExp, below: Below, edit: (found: string) => string): Bytes {
  const { header, data } = parts(file);
  const found = pick([...header.matchAll(pattern)], below);
  return fileOf(header.slice(0, found.index) + edit(found[0]) + header.slice(found.index + found[0].length), data);
}

/** Another value in place of one somewhere in a JSON value. */
export function changedWithin(value: unknown, below: Below): unknown {
  if (typeof value !== 'object' || value === null || below(6) === 0) {
    const others = [null, true, -1, 0.5, 2 ** 53, 1e308, '', pick(TEXTS, below), [], {}, [[value]], { kind: value }];
    return pick(others, below);
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return { added: 1 };
  const chosen = below(entries.length);
  const drops = below(5) === 0;
  const changed = entries.flatMap(([key, inner], index): [string, unknown][] => {
    if (index !== chosen) return [[key, inner]];
    return drops ? [] : [[key, changedWithin(inner, below)]];
  });
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}

/** What may befall any file. */
export const ACCIDENTS = {
  'bits flipped anywhere': (file, below) => {
    const bytes = file.slice();
    for (let count = 1 + below(8); count > 0; count--) bytes[below(bytes.length)] ^= 1 << below(8);
    return bytes;
  },
  'cut off': (file, below) => file.slice(0, below(file.length)),
  'a piece twice': (file, below) => {
    const [begin, length] = [below(file.length), below(2000)];
    return joined(file.subarray(0, begin + length), file.subarray(begin));
  },
  'a piece missing': (file, below) => {
    const begin = below(file.length);
    return joined(file.subarray(0, begin), file.subarray(begin + 1 + below(2000)));
  },
} satisfies Readonly<Record<string, Mutation>>;

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  ...ACCIDENTS,
  'bytes of the header replaced': (file, below) => {
    const bytes = file.slice();
    for (let count = 1 + below(4); count > 0; count--) bytes[below(4000)] = below(256);
    return bytes;
  },
  'bytes put in': (file, below) => {
    const place = below(2) === 0 ? below(4000) : below(file.length);
    const added = Uint8Array.from({ length: 1 + below(40) }, () => below(256));
    return joined(file.subarray(0, place), added, file.subarray(place));
  },
  'another header length': (file, below) => {
    const bytes = file.slice();
    const view = new DataView(bytes.buffer);
    const near = view.getBigUint64(0, true) + BigInt(below(64) - 32);
    view.setBigUint64(0, below(2) === 0 ? near : pick(LENGTHS, below), true);
    return bytes;
  },
  'another number in the header': (file, below) => edited(file, /\d+(?=[,\]])/g, below, () => pick(NUMBERS, below)),
  'another text in the header': (file, below) =>
    edited(file, /"[^"\\]*"/g, below, () => JSON.stringify(pick(TEXTS, below))),
  'a sign of the header changed': (file, below) =>
    edited(file, /[{}[\]:,"]/g, below, () => pick(['{', '}', '[', ']', ':', ',', '"', '\\', ' '], below)),
  'a field of the metadata changed': (file, below) => {
    const { header, data } = parts(file);
    const value = JSON.parse(header) as Record<string, Record<string, string>>;
    const metadata = value['__metadata__'];
    const key = pick(['network', 'vocabulary', 'settings', 'text', 'progress'], below);
    metadata[key] = JSON.stringify(changedWithin(JSON.parse(metadata[key]), below));
    return fileOf(JSON.stringify(value), data);
  },
  'an entry of the header changed': (file, below) => {
    const { header, data } = parts(file);
    return fileOf(JSON.stringify(changedWithin(JSON.parse(header), below)), data);
  },
  'numbers that are none': (file, below) => {
    const bytes = file.slice();
    const data =
      bytes.length -
      [...readSafetensors(file).tensors.values()].reduce((sum, { data: { byteLength } }) => sum + byteLength, 0);
    const place = data + 4 * below((bytes.length - data) / 4);
    new DataView(bytes.buffer).setFloat32(place, pick([NaN, Infinity, -Infinity, 1e-45], below), true);
    return bytes;
  },
};

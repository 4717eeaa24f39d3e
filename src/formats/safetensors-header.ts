/** The JSON header of a safetensors file, checked field by field. */
import { files } from '../messages/files.ts';
import { FormatError } from '../shared/errors.ts';
import { duplicateKey } from './json-keys.ts';

const EXCERPT_LENGTH = 40;

export interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  /** In bytes from where the data begins. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly entries: readonly TensorEntry[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** @throws FormatError saying which field is not as the format wants it. */
export function parseHeader(bytes: Uint8Array): Header {
  const text = decode(bytes);
  const header = parse(text);
  const twice = duplicateKey(text);
  if (twice !== null) throw wrong(`its header has the key “${twice}” twice`);
  let metadata = new Map<string, string>();
  const entries: TensorEntry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') metadata = parseMetadata(value);
    else entries.push(parseEntry(name, value));
  }
  return { entries, metadata };
}

function decode(bytes: Uint8Array): string {
  try {
    // With `ignoreBOM` a byte order mark stays, and is refused as JSON: the header must begin with a brace.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw wrong('its header is not UTF-8 text', cause);
  }
}

function parse(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong(`its header is not JSON, it begins with ${excerpt(text)}`, cause);
  }
  if (!isObject(value)) throw wrong(`its header is not a JSON object, it begins with ${excerpt(text)}`);
  return value;
}

function parseMetadata(value: unknown): Map<string, string> {
  if (!isObject(value)) throw wrong(`its __metadata__ is ${excerpt(value)} and not an object`);
  const metadata = new Map<string, string>();
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw wrong(`its metadata “${key}” is ${excerpt(text)} and not a text`);
    metadata.set(key, text);
  }
  return metadata;
}

function parseEntry(name: string, value: unknown): TensorEntry {
  const entry = new Map<string, unknown>(isObject(value) ? Object.entries(value) : []);
  const dtype = entry.get('dtype');
  if (typeof dtype !== 'string') throw wrong(`tensor “${name}” has no dtype`);
  if (dtype !== 'F32') {
    throw new FormatError(files.numberType(name, excerpt(dtype)));
  }
  const shape = entry.get('shape');
  if (!isSizes(shape)) throw wrong(`the shape of tensor “${name}” is ${excerpt(shape)}, not a list of sizes`);
  const offsets = entry.get('data_offsets');
  if (!isSizes(offsets) || offsets.length !== 2) {
    throw wrong(`the data_offsets of tensor “${name}” are ${excerpt(offsets)}, not two places`);
  }
  return { name, shape, begin: offsets[0], end: offsets[1] };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** A value as a message can show it. What is nested is only named: forged files nest deeper than a stack. */
function excerpt(value: unknown): string {
  if (value === undefined) return 'missing';
  if (isObject(value)) return 'an object';
  if (Array.isArray(value)) {
    if (value.some((item) => typeof item === 'object' && item !== null)) return 'a list of lists or objects';
    return shortened(JSON.stringify(value.slice(0, EXCERPT_LENGTH)));
  }
  return shortened(JSON.stringify(typeof value === 'string' ? value.slice(0, EXCERPT_LENGTH) : value));
}

function shortened(text: string): string {
  return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text;
}

function wrong(detail: string, cause?: unknown): FormatError {
  return new FormatError(files.notSound(detail), { cause });
}

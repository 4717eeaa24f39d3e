/** Which encoding a text is in, told from its bytes. */
import { analyse } from 'chardet';
import { typicality } from './typicality.ts';

/** A label that TextDecoder knows, in lower case. */
export type Encoding = string;

const MARKS: readonly (readonly [encoding: Encoding, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32', [0xff, 0xfe, 0, 0]],
  ['utf-32', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];

/** The encoding a byte order mark at the very beginning declares. `utf-32` is one that browsers cannot decode. */
export function markedEncoding(head: Uint8Array): Encoding | null {
  return MARKS.find(([, mark]) => mark.every((byte, at) => head[at] === byte))?.[0] ?? null;
}

/** The least share of plausible characters for text read as UTF-16; misread bytes stay well below. */
const PLAUSIBLE_UTF16 = 0.9;
/** The UTF-16 units of the living scripts and their punctuation, as ranges. */
const ORDINARY_UNITS: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x6ff],
  [0x900, 0xe7f],
  [0x10a0, 0x11ff],
  [0x1e00, 0x206f],
  [0x20a0, 0x214f],
  [0x2190, 0x21ff],
  [0x3000, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xff00, 0xffef],
];
const WHITE_SPACE: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d]);

/** A text of ASCII could be read as Han in UTF-16; real UTF-16 has at least this share of bytes that ASCII text has not. */
const LEAST_FOREIGN = 0.12;
/** The same where there are no zero bytes: only Asian writing comes without any. */
const LEAST_FOREIGN_WITHOUT_ZEROS = 0.3;

/**
 * UTF-16 without a byte order mark: zero bytes that fall into place when read in one of the two byte orders.
 * @returns null when the bytes are not that.
 */
export function unmarkedUtf16(sample: Uint8Array): Encoding | null {
  const whole = sample.subarray(0, sample.length & ~1);
  if (whole.length < 2 || foreignShare(whole) < LEAST_FOREIGN) return null;
  const little = ordinaryShare(whole, 'utf-16le');
  const big = ordinaryShare(whole, 'utf-16be');
  if (Math.max(little, big) < PLAUSIBLE_UTF16) return null;
  return big > little ? 'utf-16be' : 'utf-16le';
}

function foreignShare(bytes: Uint8Array): number {
  let foreign = 0;
  for (const byte of bytes) if ((byte < 0x20 || byte > 0x7e) && !WHITE_SPACE.has(byte)) foreign += 1;
  return foreign / bytes.length;
}

function ordinaryShare(bytes: Uint8Array, encoding: Encoding): number {
  const text = decodeSample(bytes, encoding);
  let ordinary = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (WHITE_SPACE.has(unit) || ORDINARY_UNITS.some(([first, last]) => unit >= first && unit <= last)) ordinary += 1;
  }
  return ordinary / Math.max(1, text.length);
}

const MULTIBYTE = ['shift_jis', 'euc-jp', 'euc-kr', 'big5', 'gb18030'] as const;
type Multibyte = (typeof MULTIBYTE)[number];

/** The least typicality for a double-byte encoding; running text has 0.95 and more, misread bytes under 0.7. */
const TYPICAL = 0.8;
/** Broken UTF-8 has this many sound characters outside ASCII, or more, for each place that cannot be decoded. */
const SOUND_PER_BROKEN = 2;
/** Fewer letters outside ASCII than this say nothing of an alphabet, unless they are most of the text. */
const TELLING_BYTES = 10;

/** What chardet calls by the standard's name, and browsers decode by its superset. */
const SUPERSETS: ReadonlyMap<string, Encoding> = new Map([
  ['iso-8859-1', 'windows-1252'],
  ['iso-8859-9', 'windows-1254'],
]);

/**
 * Guesses the encoding of bytes that are not valid UTF-8 and carry no byte order mark: from which readings come out as
 * everyday characters, and among those from chardet's letter and word statistics.
 */
export function guessLegacyEncoding(sample: Uint8Array): Encoding {
  if (isBrokenUtf8(sample)) return 'utf-8';
  const utf16 = asianUtf16(sample);
  if (utf16) return utf16;

  const opinions = analyse(sample).map(({ name, confidence }) => ({ name: name.toLowerCase(), confidence }));
  const confidenceIn = (name: string): number => opinions.find((opinion) => opinion.name === name)?.confidence ?? 0;

  const doubleByte = MULTIBYTE.filter((encoding) => typicality(decodeSample(sample, encoding), encoding) >= TYPICAL);
  if (doubleByte.length > 0) return doubleByte.toSorted((one, other) => confidenceIn(other) - confidenceIn(one))[0];

  const singleByte = opinions.find(({ name, confidence }) => confidence > 0 && isSingleByte(name))?.name;
  const foreign = foreignShare(sample);
  const isTelling = foreign * sample.length >= TELLING_BYTES || foreign > 0.5;
  return singleByte && isTelling ? (SUPERSETS.get(singleByte) ?? singleByte) : 'windows-1252';
}

function asianUtf16(sample: Uint8Array): Encoding | null {
  if (foreignShare(sample) < LEAST_FOREIGN_WITHOUT_ZEROS) return null;
  const isTypical = (encoding: Encoding): boolean =>
    typicality(decodeSample(sample, encoding), 'utf-16') > PLAUSIBLE_UTF16;
  return ['utf-16le', 'utf-16be'].find(isTypical) ?? null;
}

function isSingleByte(name: string): boolean {
  return /^(iso-8859|windows|koi8)/.test(name) && !MULTIBYTE.includes(name as Multibyte);
}

function isBrokenUtf8(sample: Uint8Array): boolean {
  let broken = 0;
  let sound = 0;
  for (const symbol of decodeSample(sample, 'utf-8')) {
    if (symbol === '\uFFFD') broken += 1;
    else if (symbol >= '\u0080') sound += 1;
  }
  return sound > 0 && sound >= SOUND_PER_BROKEN * broken;
}

function decodeSample(sample: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(sample, { stream: true });
}

const NAMES: ReadonlyMap<Encoding, string> = new Map([
  ['big5', 'Big5'],
  ['shift_jis', 'Shift_JIS'],
]);

/** How an encoding is written for people: `UTF-16LE`, `Windows-1252`. */
export function encodingName(encoding: Encoding): string {
  return NAMES.get(encoding) ?? encoding.toUpperCase().replace('WINDOWS', 'Windows');
}

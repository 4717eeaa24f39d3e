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
const ORDINARY_UNITS =
  /[\t\n\r -~\u00A0-\u058F\u05D0-\u06FF\u0900-\u0E7F\u10A0-\u11FF\u1E00-\u206F\u20A0-\u214F\u2190-\u21FF\u3000-\u30FF\u4E00-\u9FFF\uAC00-\uD7A3\uFF00-\uFFEF]/;

/** Latin letters in UTF-16 bring zero bytes, and Asian ones bytes outside ASCII: at least this share of one or the other. */
const LEAST_UTF16_EVIDENCE = 0.2;

/**
 * UTF-16 without a byte order mark: zero bytes that fall into place when read in one of the two byte orders.
 * @returns null when the bytes are not that.
 */
export function unmarkedUtf16(sample: Uint8Array): Encoding | null {
  const whole = sample.subarray(0, sample.length & ~1);
  const evidence = whole.reduce((count, byte) => (byte === 0 || byte >= 0x80 ? count + 1 : count), 0);
  if (evidence < LEAST_UTF16_EVIDENCE * whole.length || whole.length < 2) return null;
  const [little, big] = (['utf-16le', 'utf-16be'] as const).map((encoding) => {
    const units = new TextDecoder(encoding).decode(whole, { stream: true }).split('');
    const share = units.filter((unit) => ORDINARY_UNITS.test(unit)).length / Math.max(1, units.length);
    return { encoding, share };
  }) as [{ encoding: Encoding; share: number }, { encoding: Encoding; share: number }];
  const better = big.share > little.share ? big : little;
  return better.share >= PLAUSIBLE_UTF16 ? better.encoding : null;
}

const MULTIBYTE = ['shift_jis', 'euc-jp', 'euc-kr', 'big5', 'gb18030'] as const;
type Multibyte = (typeof MULTIBYTE)[number];

/** The least typicality for a double-byte encoding; running text has 0.95 and more, misread bytes under 0.7. */
const TYPICAL = 0.8;
/** Broken UTF-8 has this many sound characters outside ASCII, or more, for each place that cannot be decoded. */
const SOUND_PER_BROKEN = 4;

/** What chardet calls by the standard's name, and browsers decode by its superset. */
const SUPERSETS: Readonly<Record<string, Encoding>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-9': 'windows-1254',
  ascii: 'windows-1252',
};

/**
 * Guesses the encoding of bytes that are not valid UTF-8 and carry no byte order mark: from which readings come out as
 * everyday characters, and among those from chardet's letter and word statistics.
 */
export function guessLegacyEncoding(sample: Uint8Array): Encoding {
  if (isBrokenUtf8(sample)) return 'utf-8';
  const utf16 = (['utf-16le', 'utf-16be'] as const).find(
    (encoding) => typicality(decodeSample(sample, encoding), 'utf-16') > PLAUSIBLE_UTF16,
  );
  if (utf16) return utf16;

  const opinions = analyse(sample).map(({ name, confidence }) => ({ name: name.toLowerCase(), confidence }));
  const confidenceIn = (name: string): number => opinions.find((opinion) => opinion.name === name)?.confidence ?? 0;

  const doubleByte = MULTIBYTE.filter((encoding) => typicality(decodeSample(sample, encoding), encoding) >= TYPICAL);
  const [likeliest] = doubleByte.toSorted((one, other) => confidenceIn(other) - confidenceIn(one));
  if (likeliest) return likeliest;

  const singleByte = opinions.find(({ name, confidence }) => confidence > 0 && isSingleByte(name));
  return singleByte ? (SUPERSETS[singleByte.name] ?? singleByte.name) : 'windows-1252';
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

const NAMES: Readonly<Record<Encoding, string>> = {
  big5: 'Big5',
  gb18030: 'GB18030',
  shift_jis: 'Shift_JIS',
  windows: 'Windows',
};

/** How an encoding is written for people: `UTF-16LE`, `Windows-1252`. */
export function encodingName(encoding: Encoding): string {
  return NAMES[encoding] ?? encoding.toUpperCase().replace('WINDOWS', 'Windows');
}

/**
 * How much a text decoded from a guessed encoding looks like writing. Misread bytes come out as rare characters and as
 * lone foreign ones between Latin letters; right ones as the everyday characters of a script, side by side.
 */

/** The characters that a block of two-byte codes stands for. */
function block(encoding: string, firstLead: number, lastLead: number): string {
  const bytes: number[] = [];
  for (let lead = firstLead; lead <= lastLead; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f && (trail >= 0xa1 || encoding === 'big5' || encoding === 'shift_jis')) bytes.push(lead, trail);
    }
  }
  return new TextDecoder(encoding).decode(Uint8Array.from(bytes), { stream: true }).replaceAll('\uFFFD', '');
}

const PUNCTUATION: string = '，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕—…·～　々ー％＋－＝／';
const PUNCTUATION_RANGES = /[\u2010-\u2027\u2030-\u203B\u3000-\u301F\uFF01-\uFF5E]/;
const KANA = /[\u3041-\u30FF]/;
const HANGUL = /[\uAC00-\uD7A3]/;

let everydayHan: ReadonlySet<string> | null = null;

/** The Han characters that GB 2312, Big5 and JIS X 0208 each put into their first level, for everyday use. */
function commonHan(): ReadonlySet<string> {
  everydayHan ??= new Set([
    ...block('gb18030', 0xb0, 0xd7),
    ...block('big5', 0xa4, 0xc6),
    ...block('euc-jp', 0xb0, 0xcf),
    ...PUNCTUATION,
  ]);
  return everydayHan;
}

/** Which scripts may stand for writing in an encoding, and the least share of the one that marks it. */
interface Expectation {
  readonly kana: boolean;
  readonly hangul: boolean;
  readonly marker: RegExp | null;
  readonly leastMarkers: number;
}

const CHINESE: Expectation = { kana: false, hangul: false, marker: null, leastMarkers: 0 };
const JAPANESE: Expectation = { kana: true, hangul: false, marker: KANA, leastMarkers: 0.15 };
const KOREAN: Expectation = { kana: false, hangul: true, marker: HANGUL, leastMarkers: 0.5 };
/** Not hangul, which GB18030 bytes turn into when read as UTF-16; Korean has spaces to be known by. */
const HAN_AND_KANA: Expectation = { kana: true, hangul: false, marker: null, leastMarkers: 0 };

export const EXPECTATIONS = {
  gb18030: CHINESE,
  big5: CHINESE,
  shift_jis: JAPANESE,
  'euc-jp': JAPANESE,
  'euc-kr': KOREAN,
  'utf-16': HAN_AND_KANA,
} as const satisfies Readonly<Record<string, Expectation>>;

/** Share (0 to 1) of the characters outside ASCII that are everyday ones for the encoding and stand beside another such. */
export function typicality(text: string, encoding: keyof typeof EXPECTATIONS): number {
  const expected: Expectation = EXPECTATIONS[encoding];
  let foreign = 0;
  let typical = 0;
  let markers = 0;
  const symbols = [...text];
  for (const [at, symbol] of symbols.entries()) {
    if (symbol < '\u0080') continue;
    foreign += 1;
    const isMarker = expected.marker?.test(symbol) ?? false;
    if (isMarker) markers += 1;
    const hasNeighbour = (symbols[at - 1] ?? '') >= '\u0080' || (symbols[at + 1] ?? '') >= '\u0080';
    if (hasNeighbour && (isMarker || isEveryday(symbol, expected))) typical += 1;
  }
  if (foreign === 0 || markers < expected.leastMarkers * foreign) return 0;
  return typical / foreign;
}

function isEveryday(symbol: string, { kana, hangul }: Expectation): boolean {
  if (commonHan().has(symbol) || PUNCTUATION_RANGES.test(symbol)) return true;
  return (kana && KANA.test(symbol)) || (hangul && HANGUL.test(symbol));
}

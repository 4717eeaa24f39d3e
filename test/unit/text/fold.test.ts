import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Folder, foldNotes } from '../../../src/text/fold.ts';

function foldIn(pieces: readonly string[]): { text: string; counts: Folder['counts'] } {
  const folder = new Folder();
  const text = pieces.map((piece) => folder.push(piece)).join('') + folder.finish();
  return { text, counts: folder.counts };
}

function fold(text: string): string {
  return foldIn([text]).text;
}

/** Units that folding has to be careful with: halves, marks, parts of syllables, line ends, controls. */
const troublesomeUnit = fc.constantFrom(
  ...['\r', '\n', '\0', '\x85', '\uFEFF', 'e', '\u0301', '\u0327', 'é', '\u1112', '\u1161', '\u11AB', '한', '가'],
  ...['\uD83D', '\uDE00', '😀', '中', '\u212B', '\u3099', 'か', 'が', '\u09C7', '\u09BE', ' ', '\t', '\uFFFD'],
);
const anyText = fc.oneof(
  fc.string({ unit: troublesomeUnit, maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe('folding', () => {
  it.each([
    ['CR LF, CR and NEL to LF', 'a\r\nb\rc\x85d\r\r\n', 'a\nb\nc\nd\n\n'],
    ['letter and accent to one (NFC)', 'cafe\u0301', 'café'],
    ['the letters of a Korean syllable to one', '\u1112\u1161\u11AB', '한'],
    ['a half of a symbol to U+FFFD', 'a\uD83Db\uDE00', 'a\uFFFDb\uFFFD'],
    ['NUL and other controls to nothing, but tab and line feed', 'a\0b\x07\tc\x1B\x7F\n', 'ab\tc\n'],
    ['byte order marks to nothing, wherever they are', '\uFEFFa\uFEFFb', 'ab'],
    ['a letter and an accent with a control between', 'e\0\u0301', 'é'],
    ['CR LF with a control between to one line end', 'a\r\0\nb', 'a\nb'],
  ])('folds %s', (_, before, after) => {
    expect(fold(before)).toBe(after);
  });

  it('leaves symbols beyond the first 65,536 whole', () => {
    expect(fold('😀👨‍👩‍👧𠮷')).toBe('😀👨‍👩‍👧𠮷');
  });

  it('counts each kind of change', () => {
    const { counts } = foldIn(['\uFEFFcafe\u0301 re\u0301sume\u0301\r\n\0\x07\uD83D\r']);
    expect(counts).toEqual({ marks: 1, lineEnds: 2, composed: 3, halves: 1, controls: 2 });
  });

  it('is done once for all: folding a folded text changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = foldIn([text]).text;
        const twice = foldIn([once]);
        expect(twice.text).toBe(once);
        expect(Object.values(twice.counts)).toEqual([0, 0, 0, 0, 0]);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives the same text and counts however the text is cut into pieces', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat({ max: 40 }), { maxLength: 8 }), (text, cuts) => {
        const places = [0, ...cuts.filter((cut) => cut < text.length).sort((one, other) => one - other), text.length];
        const pieces = places.slice(1).map((end, at) => text.slice(places[at], end));
        expect(foldIn(pieces)).toEqual(foldIn([text]));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives well-formed NFC with no controls but tab and line feed, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = fold(text);
        expect(folded).toBe(folded.normalize('NFC'));
        expect(folded).not.toMatch(/[^\P{Cc}\t\n]|\p{Cs}|\uFEFF/u);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('notes on folding', () => {
  it('say nothing when nothing changed', () => {
    expect(foldNotes(foldIn(['plain\n']).counts)).toEqual([]);
  });

  it('are one sentence a kind, with the count', () => {
    const notes = foldNotes({ marks: 1, lineEnds: 60_000, composed: 0, halves: 0, controls: 2 });
    expect(notes).toEqual([
      { kind: 'byte-order-mark-removed', count: 1, message: '1 invisible byte order mark was left out.' },
      {
        kind: 'line-ends-folded',
        count: 60_000,
        message: '60,000 line ends were turned from the Windows or old Mac kind into a plain one.',
      },
      { kind: 'control-characters-dropped', count: 2, message: '2 invisible control characters were left out.' },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../../src/text/vocabulary.ts';

const unicodeText = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });

describe('a vocabulary of a text', () => {
  it('lists its code points in order, each once, without a rare symbol when all fit', () => {
    expect(Vocabulary.of('banana 😀中', 100).data).toEqual({ symbols: [' ', 'a', 'b', 'n', '中', '😀'], rare: null });
  });

  it('keeps the most frequent under the cap, of equals the lower code point, and one last for the rest', () => {
    const vocabulary = Vocabulary.of('zzz yyy ccbbaa', 4);
    expect(vocabulary.data).toEqual({ symbols: [' ', 'a', 'y', 'z', '\uFFFD'], rare: 4 });
    expect(vocabulary.decode(vocabulary.encode('zap by'))).toBe('za\uFFFD \uFFFDy');
  });

  it('lets a � of the text itself be the rare symbol when there is a cap, and an ordinary one when not', () => {
    expect(Vocabulary.of('\uFFFD\uFFFD\uFFFDaabbc', 2).data).toEqual({ symbols: ['a', 'b', '\uFFFD'], rare: 2 });
    expect(Vocabulary.of('\uFFFDa', 2).data).toEqual({ symbols: ['a', '\uFFFD'], rare: null });
  });

  it('gives 60,000 distinct symbols ids under a cap of 4096, with one more for the rest', () => {
    const text = Array.from({ length: 60_000 }, (_, at) => String.fromCodePoint(0x20000 + at)).join('');
    const vocabulary = Vocabulary.of(text, 4096);
    expect(vocabulary.size).toBe(4097);
    const ids = vocabulary.encode(text);
    expect(ids).toHaveLength(60_000);
    expect(ids.filter((id) => id === 4096)).toHaveLength(60_000 - 4096);
  });

  it('encodes any Unicode text and decodes it back', () => {
    fc.assert(
      fc.property(unicodeText, (text) => {
        const vocabulary = Vocabulary.of(text, 1000);
        expect(vocabulary.decode(vocabulary.encode(text))).toBe(text);
      }),
    );
  });

  it('gives one id a code point, below its size, whatever the cap', () => {
    fc.assert(
      fc.property(unicodeText, fc.integer({ min: 1, max: 50 }), (text, cap) => {
        const vocabulary = Vocabulary.of(text, cap);
        const ids = vocabulary.encode(text);
        expect(ids).toHaveLength([...text].length);
        expect(Math.max(...ids)).toBeLessThan(vocabulary.size);
        expect(vocabulary.size).toBeLessThanOrEqual(cap + 1);
      }),
    );
  });

  it('comes back from its data with the same ids', () => {
    fc.assert(
      fc.property(unicodeText, fc.integer({ min: 1, max: 50 }), (text, cap) => {
        const vocabulary = Vocabulary.of(text, cap);
        expect(Vocabulary.from(vocabulary.data).encode(text)).toEqual(vocabulary.encode(text));
      }),
    );
  });
});

describe('characters the network never saw', () => {
  const closed = Vocabulary.of('hello', 10);
  const open = Vocabulary.of('hello', 2);

  it('are named each once, in the order they come, by code point', () => {
    expect(closed.unseen('x😀hxy😀')).toEqual(['x', '😀', 'y']);
    expect(closed.unseen('hell')).toEqual([]);
  });

  it('are refused by encode when there is no rare symbol, with their names', () => {
    expect(() => closed.encode('hex😀')).toThrow('The network never saw “x”, “😀”. Leave them out.');
    expect(() => closed.encode('abcdfgijkmn')).toThrow('“m” and 1 more. Leave them out.');
  });

  it('are left out by encodeKnown when there is no rare symbol', () => {
    expect(closed.decode(closed.encodeKnown('hex😀lo'))).toBe('helo');
  });

  it('become the rare symbol where there is one', () => {
    expect(open.decode(open.encode('hello'))).toBe('\uFFFDell\uFFFD');
    expect(open.encodeKnown('x')).toEqual(Uint16Array.of(2));
  });
});

describe('vocabulary data of a file', () => {
  it.each([
    ['a symbol of two characters', { symbols: ['a', 'bc'], rare: null }, /Symbol 1 .* “bc”/],
    ['an empty symbol', { symbols: [''], rare: null }, /Symbol 0/],
    ['a symbol twice', { symbols: ['a', 'a'], rare: null }, /2 symbols, 1 of them different/],
    ['no symbols', { symbols: [], rare: null }, /0 symbols/],
    ['a rare symbol beyond the end', { symbols: ['a'], rare: 1 }, /rare symbol of the vocabulary is 1/],
  ])('is refused with %s', (_, data, message) => {
    expect(() => Vocabulary.from(data)).toThrow(message);
    expect(() => Vocabulary.from(data)).toThrow(expect.objectContaining({ name: 'FormatError' }));
  });
});

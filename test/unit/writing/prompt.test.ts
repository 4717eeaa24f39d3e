import { describe, expect, it } from 'vitest';
import { readPrompt } from '../../../src/writing/prompt.ts';

const symbols = ['a', '\n', 'é', '🙂', '学'];
const withoutRare = { symbols, rare: null };
const withRare = { symbols: [...symbols, '\uFFFD'], rare: 5 };

describe('readPrompt', () => {
  it('reads code points, folded as in training: line ends plain, characters composed, control characters left out', () => {
    expect(readPrompt('🙂a\r\n学\u0007\re\u0301', withoutRare)).toEqual({
      text: '🙂a\n学\né',
      ids: [3, 0, 1, 4, 1, 2],
      isFed: Array<boolean>(6).fill(true),
      unseen: [],
    });
  });

  it('leaves unseen characters out when there is no rare symbol, and names each once, in order', () => {
    expect(readPrompt('zaxzb', withoutRare)).toEqual({
      text: 'zaxzb',
      ids: [0],
      isFed: [false, true, false, false, false],
      unseen: ['z', 'x', 'b'],
    });
  });

  it('feeds the rare symbol for unseen characters when there is one, and names them too', () => {
    expect(readPrompt('zaz', withRare)).toMatchObject({ ids: [5, 0, 5], isFed: [true, true, true], unseen: ['z'] });
  });

  it('counts the sign of the rare symbol as unseen: the text did not have it', () => {
    expect(readPrompt('a\uFFFD', withRare)).toMatchObject({ ids: [0, 5], unseen: ['\uFFFD'] });
  });

  it.each([
    ['without', withoutRare],
    ['with', withRare],
  ])('refuses a prompt of only unseen characters, naming them, %s a rare symbol', (_, vocabulary) => {
    expect(() => readPrompt('Ωz Ω\u200B', vocabulary)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(/\(Ω z U\+0020 U\+200B\)/) as string,
      }),
    );
  });

  it('names at most twelve of many unseen characters, and counts the rest', () => {
    expect(() => readPrompt('bcdefghijklmnop', withoutRare)).toThrow(/\(b c d e f g h i j k l m and 3 more\)/);
  });

  it('feeds nothing for an empty prompt', () => {
    expect(readPrompt('', withoutRare)).toEqual({ text: '', ids: [], isFed: [], unseen: [] });
    expect(readPrompt('', withRare)).toEqual({ text: '', ids: [], isFed: [], unseen: [] });
  });
});

import { describe, expect, test } from 'vitest';
import { MAXIMUM_PASSAGE, passageProblem, type PassagePiece } from '../../../src/shared/filling.ts';

const text = (words: string): PassagePiece => ({ kind: 'text', text: words });
const blank = (shortest: number, longest = shortest): PassagePiece => ({
  kind: 'blank',
  shortest,
  longest,
  truth: null,
});

describe('passageProblem', () => {
  test.each([
    ['a blank at the very first place', [blank(3), text(' is it')]],
    ['a blank at the very last place', [text('it is '), blank(3)]],
    ['nothing but a blank', [blank(1)]],
    ['a range of lengths', [text('a'), blank(1, 8), text('b'), blank(2, 9)]],
    ['the longest passage', [text('🙂'.repeat(MAXIMUM_PASSAGE - 1)), blank(1)]],
  ])('%s has none', (_, pieces) => {
    expect(passageProblem(pieces)).toBeNull();
  });

  test.each([
    ['a passage without a blank', [text('whole')], 'no blank yet. Type _ for each missing character'],
    ['a blank of nothing', [blank(0)], '0 to 0 characters'],
    ['a range that runs backwards', [blank(3, 2)], '3 to 2 characters'],
    ['a length that is no number', [blank(NaN, 2)], 'NaN to 2 characters'],
    ['a blank too long to be filled in', [blank(61)], 'whole numbers from 1 to 60'],
    ['more than 64 combinations of lengths', [blank(1, 9), text('a'), blank(1, 8)], '72 combinations of lengths'],
    ['a passage that is too long', [text('a'.repeat(MAXIMUM_PASSAGE)), blank(1)], '2,001 characters'],
  ])('%s is refused in words', (_, pieces, words) => {
    expect(passageProblem(pieces)).toContain(words);
  });
});

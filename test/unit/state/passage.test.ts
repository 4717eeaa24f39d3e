import { describe, expect, test } from 'vitest';
import { blanked, EMPTY, exampleFrom, piecesOf, typed, withLengths } from '../../../src/state/passage.ts';

const passage = typed(EMPTY, 'The w____ swam, the ___ sank.');

describe('a typed passage', () => {
  test('has a blank for each row of underscores, as long as it is typed', () => {
    expect(passage.blanks).toEqual([
      { start: 5, end: 9, shortest: 4, longest: 4, truth: null },
      { start: 20, end: 23, shortest: 3, longest: 3, truth: null },
    ]);
    expect(typed(EMPTY, '_').blanks).toEqual([{ start: 0, end: 1, shortest: 1, longest: 1, truth: null }]);
    expect(typed(EMPTY, 'none').blanks).toEqual([]);
  });

  test('comes apart into what is known and blanks, also at its very beginning and end', () => {
    const blank = { kind: 'blank', shortest: 2, longest: 2, truth: null };
    expect(piecesOf(typed(EMPTY, '__ and __'))).toEqual([blank, { kind: 'text', text: ' and ' }, blank]);
    expect(piecesOf(EMPTY)).toEqual([]);
  });

  test('keeps what is known of a blank while something else is typed, before it or behind it', () => {
    const ranged = withLengths(passage, 1, 2, 8);
    for (const text of [
      'All the w____ swam, the ___ sank.',
      'The w____ swam, the ___ sank at once.',
      'The _ w____ swam, the ___ sank.',
    ]) {
      const { blanks } = typed(ranged, text);
      expect(blanks.at(-1)).toMatchObject({ shortest: 2, longest: 8 });
    }
    // The same text, typed again, changes nothing.
    expect(typed(ranged, ranged.text)).toEqual(ranged);
  });

  test('takes a blank for a new one when its own length is changed', () => {
    const ranged = withLengths(passage, 1, 2, 8);
    expect(typed(ranged, 'The w____ swam, the _____ sank.').blanks[1]).toMatchObject({ shortest: 5, longest: 5 });
  });
});

describe('the button Blank', () => {
  test('hides what is selected, a character for a character, and remembers it', () => {
    const { passage: hidden, caret } = blanked(typed(EMPTY, '床前明月光🙂'), 2, 4);
    expect([hidden.text, caret]).toEqual(['床前__光🙂', 4]);
    expect(hidden.blanks).toEqual([{ start: 2, end: 4, shortest: 2, longest: 2, truth: '明月' }]);
    expect(blanked(typed(EMPTY, '光🙂'), 1, 3).passage).toMatchObject({ text: '光_', blanks: [{ truth: '🙂' }] });
  });

  test('puts a blank in where nothing is selected, which knows of nothing', () => {
    const { passage: blank, caret } = blanked(typed(EMPTY, 'ab'), 1, 1);
    expect([blank.text, caret]).toEqual(['a___b', 4]);
    expect(blank.blanks[0].truth).toBeNull();
  });

  test('does not take a blank for what stood there', () => {
    expect(blanked(passage, 4, 14).passage.blanks[0].truth).toBeNull();
  });

  test('keeps what stood in the other blanks', () => {
    const first = blanked(typed(EMPTY, 'one two three'), 0, 3).passage;
    const both = blanked(first, 8, 13).passage;
    expect(both.blanks.map(({ truth }) => truth)).toEqual(['one', 'three']);
  });
});

describe('an example', () => {
  test('is a line of the text with one of its inner words hidden, and never the cut first or last line', () => {
    const text = 'cut off here\n\nA dog ran along the shore.\nand so on and';
    const example = exampleFrom(text, () => 0);
    expect(example?.text).toBe('A dog ___ along the shore.');
    expect(example?.blanks[0].truth).toBe('ran');
  });

  test('of Chinese hides a character; and there is none where there is no line', () => {
    expect(exampleFrom('\n床前明月光\n', () => 0)?.blanks[0].truth).toBe('前');
    expect(exampleFrom('one line', () => 0)).toBeNull();
    expect(exampleFrom('\n...\n', () => 0)).toBeNull();
  });
});

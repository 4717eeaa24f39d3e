import { describe, expect, test } from 'vitest';
import { difference, Manuscript } from '../../../src/state/manuscript.svelte.ts';
import { typed, written } from '../../../src/state/marks.ts';

/** A page, and a clock moved by hand. */
function blankPage() {
  const clock = { now: 0 };
  return { clock, page: new Manuscript(() => clock.now) };
}

/** What the network writes, each character with a probability of its own. */
function piece(text: string, first = 0.5) {
  return written(
    text,
    Float32Array.from([...text], (_, at) => first / 2 ** at),
  );
}

/** Whose each character is: `o` a person's, `n` the network's. */
function hands(page: Manuscript): string {
  return [...page.own].map((own) => (own === 1 ? 'o' : 'n')).join('');
}

describe('what a person does to a page', () => {
  test('is taken as one range that was replaced, and nothing else becomes theirs', () => {
    const { page } = blankPage();
    page.edit('It was ');
    page.replace(7, 7, piece('a dark sea'));
    page.edit('It was a grey sea');
    expect([page.text, hands(page)]).toEqual(['It was a grey sea', 'ooooooonnoooonnnn']);
  });

  test('and undoing goes word by breath, redoing comes back, and a new change ends what could be redone', () => {
    const { page, clock } = blankPage();
    for (const text of ['a', 'ab', 'abc']) page.edit(text);
    clock.now += 5000;
    for (const text of ['abcd', 'abcde', 'abcd']) page.edit(text);
    expect(page.undo()).toBe(3);
    expect(page.text).toBe('abc');
    expect([page.undo(), page.text, page.canUndo]).toEqual([0, '', false]);
    expect([page.redo(), page.redo(), page.text]).toEqual([3, 4, 'abcd']);
    page.undo();
    page.edit('abX');
    expect([page.canRedo, page.redo(), page.text]).toEqual([false, null, 'abX']);
  });

  test('what is deleted in one breath comes back in one', () => {
    const { page, clock } = blankPage();
    page.edit('whale');
    clock.now += 5000;
    for (const text of ['whal', 'wha', 'wh']) page.edit(text);
    expect([page.undo(), page.text]).toEqual([5, 'whale']);
    expect([page.redo(), page.text]).toEqual([2, 'wh']);
  });
});

describe('what the network writes', () => {
  test('goes in one undoing with what it took the place of, and comes back with its probabilities', () => {
    const { page } = blankPage();
    page.edit('the sea');
    page.replace(3, 7, typed(''));
    for (const text of [' sh', 'ip', '.']) page.append(piece(text));
    expect([page.text, hands(page)]).toEqual(['the ship.', 'ooonnnnnn']);
    const before = page.probabilities.slice();
    expect([page.undo(), page.text, hands(page)]).toEqual([7, 'the sea', 'ooooooo']);
    page.redo();
    expect([page.text, hands(page), page.probabilities]).toEqual(['the ship.', 'ooonnnnnn', before]);
  });

  test('two writings are undone one after the other, though the second goes on where the first stopped', () => {
    const { page } = blankPage();
    for (const text of ['one ', 'two ']) {
      page.replace(page.text.length, page.text.length, typed(''));
      page.append(piece(text));
    }
    page.undo();
    expect(page.text).toBe('one ');
  });

  test('a writing that wrote nothing is nothing to undo', () => {
    const { page } = blankPage();
    page.edit('sea');
    page.replace(3, 3, typed(''));
    expect([page.undo(), page.text, page.canUndo]).toEqual([0, '', false]);
  });

  test('both halves of a surrogate pair have its probability, and each combining mark its own', () => {
    const { page } = blankPage();
    page.replace(0, 0, written('a🙂e\u0301', Float32Array.of(0.5, 0.25, 0.125, 0.0625)));
    expect([...page.probabilities]).toEqual([0.5, 0.25, 0.25, 0.125, 0.0625]);
  });

  test('what is learned of a page that has become another meanwhile is not put on it', () => {
    const { page } = blankPage();
    page.edit('ab');
    page.learn('abc', Float32Array.of(0.1, 0.2, 0.3));
    expect([...page.probabilities]).toEqual([NaN, NaN]);
    page.learn('ab', Float32Array.of(0.5, 0.25));
    expect([...page.probabilities]).toEqual([0.5, 0.25]);
  });

  test('is told from what a person wrote, up to any place', () => {
    const { page } = blankPage();
    page.edit('the ');
    page.append(piece('sea'));
    expect([page.hasWritten(4), page.hasWritten(5), page.hasWritten()]).toEqual([false, true, true]);
  });
});

describe('the difference of two texts', () => {
  test.each([
    ['', 'a', { from: 0, to: 0, text: 'a' }],
    ['aaa', 'aa', { from: 2, to: 3, text: '' }],
    ['a🙂b', 'a🙃b', { from: 1, to: 3, text: '🙃' }],
    ['🙂🙂', '🙂', { from: 2, to: 4, text: '' }],
    // They share their second half alone.
    ['x\u{1F642}', 'x\u{1FA42}', { from: 1, to: 3, text: '\u{1FA42}' }],
  ])('of %j and %j is one range of whole symbols', (before, after, edit) => {
    expect(difference(before, after)).toEqual(edit);
    expect(before.slice(0, edit.from) + edit.text + before.slice(edit.to)).toBe(after);
  });

  test('of a text and itself is none', () => {
    expect(difference('sea', 'sea')).toBeNull();
  });
});

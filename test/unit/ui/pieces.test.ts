import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leavesOf } from '../../../src/ui/write/pieces.ts';

/** Signs of one code unit, of two, and of several that belong together; line ends, and none. */
const SIGNS = ['a', 'b ', '. ', '海', '。', '\n', '🏡', 'é', '👩‍🌾'];
const text = (signs: readonly string[]) =>
  fc.array(fc.constantFrom(...signs), { maxLength: 4000 }).map((all) => all.join(''));

describe('the leaves of a page', () => {
  it('are the page, one after the other, and none cuts a sign in two', () => {
    fc.assert(
      fc.property(text(SIGNS), (page) => {
        const leaves = leavesOf(page);
        expect(leaves.map((leaf) => leaf.text).join('')).toBe(page);
        const clusters = new Set([...new Intl.Segmenter().segment(page)].map(({ index }) => index));
        for (const { start } of leaves) expect(clusters.has(start)).toBe(true);
      }),
    );
  });

  it.each([
    ['a long paragraph', 'the grey sea carries our ship. '.repeat(700)],
    ['one without spaces', '疑是地上霜'.repeat(4000)],
    ['lines', 'the grey sea carries our ship.\n'.repeat(700)],
  ])('of %s have at most 1,200 code units', (_name, page) => {
    for (const leaf of leavesOf(page)) expect(leaf.text.length).toBeLessThanOrEqual(1200);
  });

  it('are whole where they are lines, and parts of a line elsewhere', () => {
    const paragraph = 'the grey sea carries our ship. '.repeat(70);
    const leaves = leavesOf(`${'a line\n'.repeat(100)}${paragraph}\n${'a line\n'.repeat(100)}`);
    const [first, ...rest] = leaves.map(({ isWhole }) => isWhole);
    expect([first, rest.slice(0, 3), rest.slice(3).every(Boolean)]).toEqual([true, [false, false, false], true]);
  });

  it('but the one where something is typed have the text they had', () => {
    const page = 'the grey sea carries our ship. '.repeat(700);
    const before = leavesOf(page).map((leaf) => leaf.text);
    const after = leavesOf(`the x${page.slice(4)}`).map((leaf) => leaf.text);
    expect(after.slice(1)).toEqual(before.slice(1));
  });
});

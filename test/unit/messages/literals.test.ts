/** Every word of the page comes from the catalogues: none stands in a component. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

const UI = join(import.meta.dirname, '../../../src/ui');
/** Attributes whose words are shown or read aloud. */
const SHOWN = ['aria-label', 'aria-description', 'aria-valuetext', 'alt', 'placeholder', 'title', 'label'];
/** What is no word in any language: the names of files, and the mark of a formula. */
const WORD = /\p{L}{2}/u;

interface Node {
  readonly type?: string;
  readonly name?: string;
  readonly data?: string;
  readonly value?: unknown;
}

/** The words in the markup of a component: as text, or in attributes that are shown. */
function literalsIn(node: unknown, isShown: boolean): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((each) => literalsIn(each, isShown));
  if (typeof node !== 'object' || node === null) return [];
  const { type, name, data } = node as Node;
  if (type === 'Text') return isShown && data !== undefined && WORD.test(data) ? [data.trim()] : [];
  const showsMore = type === 'Attribute' ? SHOWN.includes(name ?? '') : isShown;
  return Object.values(node).flatMap((inner) => literalsIn(inner, showsMore));
}

const components = readdirSync(UI, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.svelte'));

test('there are no literal words in components', () => {
  expect(components.length).toBeGreaterThan(30);
  for (const file of components) {
    const { fragment } = parse(readFileSync(join(UI, file), 'utf8'), { modern: true });
    expect([file, literalsIn(fragment.nodes, true)]).toEqual([file, []]);
  }
});

test('a literal word would be found, as text and where it is read aloud, and no class or id is one', () => {
  const { fragment } = parse('<p class="soft">{a} Hello <b aria-label="Some name" id="there">{b}</b></p>', {
    modern: true,
  });
  expect(literalsIn(fragment.nodes, true)).toEqual(['Hello', 'Some name']);
});

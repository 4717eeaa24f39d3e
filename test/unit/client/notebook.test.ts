import { expect, test } from 'vitest';
import { notebook } from '../../../src/client/notebook.ts';

function storage(initial: Record<string, string> = {}): Storage {
  const entries = new Map(Object.entries(initial));
  const face: Partial<Storage> = {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
  };
  return face as Storage;
}

test('what is written is read by a later visit', () => {
  const kept = storage();
  notebook(() => kept).write('a', ['x', 'y']);
  expect(notebook(() => kept).read('a')).toEqual(['x', 'y']);
  expect(notebook(() => kept).read('b')).toEqual([]);
});

test('what somebody else wrote there is not taken for a note', () => {
  const kept = storage({ a: '{"x":1}', b: '[1,"y",null]', c: 'null' });
  const notes = notebook(() => kept);
  expect([notes.read('a'), notes.read('b'), notes.read('c')]).toEqual([[], ['y'], []]);
});

test('where nothing may be stored a note lasts as long as the visit', () => {
  const refuse = (): Storage => {
    throw new Error('SecurityError');
  };
  const notes = notebook(refuse);
  notes.write('a', ['x']);
  expect(notes.read('a')).toEqual(['x']);
  expect(notebook(refuse).read('a')).toEqual([]);
});

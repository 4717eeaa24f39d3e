import { expect, test } from 'vitest';
import { notebook } from '../../../src/client/notebook.ts';
import { Gentleness } from '../../../src/state/gentleness.svelte.ts';

function refused(): Storage {
  throw new Error('blocked');
}

test('gentleness is told to the worker at once, and remembered', () => {
  const told: boolean[] = [];
  const client = {
    beGentle: (gentle: boolean) => {
      told.push(gentle);
      return Promise.resolve();
    },
  };
  const notes = notebook(refused);
  const first = new Gentleness(client, notes);
  expect([first.isOn, told]).toEqual([false, []]);
  first.choose(true);
  expect([first.isOn, told]).toEqual([true, [true]]);
  const second = new Gentleness(client, notes);
  expect([second.isOn, told]).toEqual([true, [true, true]]);
  second.choose(false);
  expect(new Gentleness(client, notes).isOn).toBe(false);
  expect(told).toEqual([true, true, false]);
});

/** What is brought from outside finds its place, or is refused in words. */
import { describe, expect, it } from 'vitest';
import { Arrivals, type Destinations } from '../../../src/state/arrivals.ts';
import { TextChoice } from '../../../src/state/text-choice.svelte.ts';
import type { SharedItem } from '../../../src/shared/sharing.ts';
import { InputError } from '../../../src/shared/errors.ts';
import { MAXIMUM_TEXT_BYTES, type TextInput } from '../../../src/shared/text.ts';
import { textSummary, workerWith } from './worker-double.ts';

function stage(): { arrivals: Arrivals; texts: TextChoice; read: TextInput[]; views: string[] } {
  const read: TextInput[] = [];
  const views: string[] = [];
  const worker = workerWith({
    readText: (input) => {
      read.push(input);
      return Promise.resolve(textSummary({}));
    },
  });
  const texts = new TextChoice(worker);
  const destinations = { texts, settings: { task: 'continue' }, view: { go: (view: string) => void views.push(view) } };
  return { arrivals: new Arrivals(destinations as unknown as Destinations), texts, read, views };
}

function shared(item: Partial<SharedItem>): SharedItem {
  return { title: '', text: '', url: '', files: [], ...item };
}

describe('what another app shares', () => {
  it('is read as a file named after its title, and need not be kept then', async () => {
    const { arrivals, read, views } = stage();
    let dropped = 0;
    const text = 'A letter, long ago.';
    await arrivals.receive({ items: [shared({ title: 'To: Anna', text })], drop: () => dropped++ });
    const input = read[0];
    expect(input.kind === 'files' && input.files[0].name).toBe('To Anna.txt');
    expect(input.kind === 'files' && (await input.files[0].text())).toBe(text);
    expect([views, dropped]).toEqual([['text'], 1]);
  });

  it.each([
    ['nothing', [shared({ text: ' \n' })], 'Nothing came with what was shared'],
    ['only an address', [shared({ url: 'https://a.example/' })], 'Only an address was shared, https://a.example/'],
    [
      'an address as text',
      [shared({ text: 'https://b.example/x ' })],
      'Only an address was shared, https://b.example/x',
    ],
    ['what did not arrive', [], 'What was shared did not arrive'],
  ])('that is %s is refused in words', async (_, items, words) => {
    const { arrivals, texts, read } = stage();
    await arrivals.receive({ items, drop: () => undefined });
    expect(texts.problem).toContain(words);
    expect(read).toEqual([]);
  });
});

describe('what is pasted anywhere', () => {
  it('is read as a text', async () => {
    const { arrivals, read, views } = stage();
    await arrivals.bringText('a diary');
    expect([read, views]).toEqual([[{ kind: 'paste', text: 'a diary' }], ['text']]);
  });

  it('and has more than 100 MB is refused at once: it goes to no other thread', async () => {
    const { arrivals, texts, read } = stage();
    const huge = { length: MAXIMUM_TEXT_BYTES + 1 } as unknown as string;
    await arrivals.bringText(huge);
    expect(texts.problem).toBe(
      'What you pasted is too large: 101 MB, and at most 100 MB can be read. Paste a part of it.',
    );
    expect([read, texts.reading]).toEqual([[], null]);
  });
});

describe('a folder', () => {
  it('that is too full is refused in words, and what was chosen stays', async () => {
    const { arrivals, texts } = stage();
    await arrivals.bringText('a diary');
    const chosen = texts.chosen;
    await arrivals.bringFolder({ name: 'Home', files: () => Promise.reject(new InputError('Too full.')) });
    expect([texts.problem, texts.chosen]).toEqual(['Too full.', chosen]);
  });

  it('that is being looked through can be stopped: then it is not read', async () => {
    const { texts, read } = stage();
    let found: (files: []) => void = () => undefined;
    const reading = texts.readFolder({ name: 'Home', files: () => new Promise((resolve) => (found = resolve)) });
    expect(texts.reading?.name).toBe('Home');
    texts.stop();
    found([]);
    expect([await reading, texts.reading, read]).toEqual([null, null, []]);
  });
});

import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/shared/errors.ts';
import { MAXIMUM_PROMPT, WRITING, WRITING_KEYS } from '../../../src/shared/writing-settings.ts';
import { Writing, writingProblems, type WritingDraft } from '../../../src/state/writing.svelte.ts';

const draft = Object.fromEntries(WRITING_KEYS.map((key) => [key, WRITING[key].default])) as WritingDraft;

describe('writingProblems', () => {
  test('the defaults have none', () => {
    expect(writingProblems(draft, 'Call me')).toEqual({});
  });

  test('an emptied, a broken and a fractional field are named with their limits', () => {
    expect(writingProblems({ ...draft, length: '', temperature: Number.NaN, seed: 1.5 }, '')).toEqual({
      length: 'Length is empty; it must be a whole number from 1 to 100000.',
      temperature: 'Temperature is not a number; it must be a number from 0.05 to 2.',
      seed: 'Seed is 1.5; it must be a whole number from 0 to 4294967295.',
    });
  });

  test('a prompt longer than what is read is named with its length', () => {
    expect(writingProblems(draft, 'x'.repeat(MAXIMUM_PROMPT + 1)).prompt).toContain('20001 characters');
  });
});

describe('a text that was written', () => {
  /** Writes the prompt backwards; refuses what has no letter. */
  const writing = new Writing({
    open: () => Promise.resolve({ name: 'a run', step: 1, vocabulary: 10 }),
    write: (settings, hear) => {
      if (!/[a-z]/.test(settings.prompt)) throw new InputError('None of these characters is known.');
      const text = [...settings.prompt].reverse().join('');
      hear(text);
      return Promise.resolve({ written: text.length, stopped: false, charactersPerSecond: 1, unseen: [] });
    },
    stop: () => Promise.resolve(),
  });
  const write = async (prompt: string): Promise<void> => {
    writing.chooseRun('run-1');
    writing.setPrompt(prompt);
    await writing.write();
  };

  test('stays when the next prompt is refused, and gives way to the next text', async () => {
    await write('whale');
    expect([writing.whole, writing.problem]).toEqual(['whaleelahw', null]);
    await write('??');
    expect([writing.whole, writing.problem]).toEqual(['whaleelahw', 'None of these characters is known.']);
    await write('sea');
    expect([writing.whole, writing.problem]).toEqual(['seaaes', null]);
  });
});

test('where nothing can be stored, the run itself is handed to the writing thread', async () => {
  const opened: (string | Blob)[] = [];
  const client = {
    open: (run: string | Blob) => {
      opened.push(run);
      return Promise.resolve({ name: 'a run', step: 1, vocabulary: 10 });
    },
    write: () => Promise.resolve({ written: 0, stopped: true, charactersPerSecond: 1, unseen: [] }),
    stop: () => Promise.resolve(),
  };
  const model = new Blob(['a network']);
  for (const modelOf of [() => null, (runId: string) => (runId === 'run-1' ? Promise.resolve(model) : null)]) {
    const writing = new Writing(client, modelOf);
    writing.chooseRun('run-1');
    await writing.write();
  }
  expect(opened).toEqual(['run-1', model]);
});

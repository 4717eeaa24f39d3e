import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/shared/errors.ts';
import { MAXIMUM_PROMPT, WRITING, WRITING_KEYS } from '../../../src/shared/writing-settings.ts';
import type { OpenWriter, WritingSettings } from '../../../src/shared/writing-worker.ts';
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

const writer: OpenWriter = { task: 'continue', id: 1, name: 'a run', step: 1, vocabulary: 10 };

describe('a text that was written', () => {
  /** Writes the prompt backwards; refuses what has no letter. */
  const client = {
    open: () => Promise.resolve(writer),
    write: (_writer: OpenWriter, settings: WritingSettings, hear: (text: string) => void) => {
      if (!/[a-z]/.test(settings.prompt)) throw new InputError('None of these characters is known.');
      const text = [...settings.prompt].reverse().join('');
      hear(text);
      return Promise.resolve({ written: text.length, stopped: false, charactersPerSecond: 1, unseen: [] });
    },
    stop: () => Promise.resolve(),
  };
  const writing = new Writing(client, () => Promise.resolve(null));
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

test('what is opened is the chosen checkpoint of the run, or the network itself where that is not stored', async () => {
  const opened: unknown[] = [];
  const client = {
    open: (_task: 'continue', run: string | Blob, step: number | null) => {
      opened.push([run, step]);
      return Promise.resolve({ ...writer, step: 1200 });
    },
    write: () => Promise.resolve({ written: 0, stopped: true, charactersPerSecond: 1, unseen: [] }),
    stop: () => Promise.resolve(),
  };
  const model = new Blob(['a network']);
  const writing = new Writing(client, (_runId, step) => Promise.resolve(step === 7 ? model : null));
  for (const step of [null, 1200, 7]) {
    writing.chooseRun('run-1', step);
    await writing.write();
  }
  expect(opened).toEqual([
    ['run-1', null],
    ['run-1', 1200],
    [model, 7],
  ]);
  expect(writing.writer?.step).toBe(1200);
  writing.chooseRun('run-2');
  expect(writing.step).toBeNull();
});

import { describe, expect, test } from 'vitest';
import { MAXIMUM_PROMPT, WRITING, WRITING_KEYS } from '../../../src/shared/writing-settings.ts';
import { writingProblems, type WritingDraft } from '../../../src/state/writing.svelte.ts';

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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingWords } from '../../../src/messages/settings.ts';
import { checkWriting, MAXIMUM_PROMPT, WRITING, WRITING_KEYS } from '../../../src/shared/writing-settings.ts';
import type { WritingSettings } from '../../../src/shared/writing-worker.ts';

const DEFAULTS: WritingSettings = { prompt: '', length: 500, temperature: 0.7, topK: 0, topP: 1, seed: 1 };

/** As it may arrive from a form or another thread, where types promise nothing. */
function check(changes: Readonly<Record<string, unknown>>): void {
  checkWriting({ ...DEFAULTS, ...changes });
}

function refusal(changes: Readonly<Record<string, unknown>>): unknown {
  try {
    check(changes);
  } catch (error) {
    return error;
  }
  return null;
}

describe('checkWriting', () => {
  test('takes the defaults and the limits of every setting', () => {
    expect(() => check(Object.fromEntries(WRITING_KEYS.map((key) => [key, WRITING[key].default])))).not.toThrow();
    for (const key of WRITING_KEYS) {
      expect(() => check({ [key]: WRITING[key].minimum })).not.toThrow();
      expect(() => check({ [key]: WRITING[key].maximum })).not.toThrow();
    }
  });

  test.each([
    [NaN, 'not a number'],
    [Infinity, 'Infinity'],
    [-1, '-1'],
    [1e9 * 1e9, '1000000000000000000'],
    ['12', '“12”'],
    [{ toString: null, valueOf: null }, 'of type object'],
    [null, 'empty'],
    [undefined, 'empty'],
    ['', 'empty'],
  ])('refuses %j for every setting (shown as %s), naming setting, value and limits', (value, shown) => {
    for (const key of WRITING_KEYS) {
      const { kind, minimum, maximum } = WRITING[key];
      const { label } = settingWords.writing[key];
      const wanted = kind === 'integer' ? 'a whole number' : 'a number';
      expect(refusal({ [key]: value })).toMatchObject({
        name: 'InputError',
        message: `${label} is ${shown}; it must be ${wanted} from ${minimum} to ${maximum}.`,
      });
    }
  });

  test('refuses a fraction where something is counted, and takes one elsewhere', () => {
    expect(refusal({ length: 12.5 })).toMatchObject({
      message: 'Length is 12.5; it must be a whole number from 1 to 100000.',
    });
    expect(refusal({ topK: 0.5 })).toMatchObject({
      message: 'Top-k is 0.5; it must be a whole number from 0 to 1000.',
    });
    expect(() => check({ temperature: 1.25, topP: 0.5 })).not.toThrow();
  });

  test('names every problem at once', () => {
    expect(refusal({ length: 0, topP: 2 })).toMatchObject({
      message:
        'Length is 0; it must be a whole number from 1 to 100000. Top-p is 2; it must be a number from 0.01 to 1.',
    });
  });

  test(`reads a beginning of ${MAXIMUM_PROMPT} characters and refuses a longer one with both numbers`, () => {
    expect(() => check({ prompt: 'a'.repeat(MAXIMUM_PROMPT) })).not.toThrow();
    expect(refusal({ prompt: 'a'.repeat(MAXIMUM_PROMPT + 1) })).toMatchObject({
      name: 'InputError',
      message: `The page has ${MAXIMUM_PROMPT + 1} characters; at most ${MAXIMUM_PROMPT} are read. Shorten it.`,
    });
  });

  test('never lets anything but a number within its limits through, and always says so as InputError', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WRITING_KEYS), fc.anything(), (key, value) => {
        const { minimum, maximum } = WRITING[key];
        const error = refusal({ [key]: value });
        if (error !== null) return error instanceof Error && error.name === 'InputError';
        return Number(value) === value && value >= minimum && value <= maximum;
      }),
      { numRuns: 2000 },
    );
  });
});

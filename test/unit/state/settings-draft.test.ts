import { describe, expect, test } from 'vitest';
import { fitPresets } from '../../../src/training/fit.ts';
import { PRESETS } from '../../../src/shared/presets.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings.ts';
import {
  draftProblems,
  fieldText,
  isRelevant,
  presetOf,
  readNumber,
  settingsFrom,
} from '../../../src/state/settings-draft.ts';

describe('a draft of settings', () => {
  test('names the field that is out of range, with its value and limits, and no other', () => {
    expect(draftProblems({ ...DEFAULT_SETTINGS, hidden: 100_000 })).toEqual({
      hidden: 'Hidden units is 100000; it must be a whole number from 16 to 1024.',
    });
  });

  test('tells an emptied field from one that holds something else', () => {
    expect(draftProblems({ ...DEFAULT_SETTINGS, layers: '' }).layers).toContain('Layers is empty');
    expect(draftProblems({ ...DEFAULT_SETTINGS, layers: Number.NaN }).layers).toContain('Layers is not a number;');
  });

  test('is no settings while a shown field is wrong', () => {
    expect(settingsFrom({ ...DEFAULT_SETTINGS, hidden: Number.NaN })).toBeNull();
  });

  test('uses the default for a wrong value in a field that is hidden', () => {
    const draft = { ...DEFAULT_SETTINGS, input: 'one-hot', embeddingWidth: '' } as const;
    expect(draftProblems(draft)).toEqual({});
    expect(settingsFrom(draft)).toEqual(DEFAULT_SETTINGS);
  });

  test('shows what a task needs with that task alone, and nothing of tasks where a text is written on', () => {
    const shown = (task: Settings['task']) =>
      (['task', 'reading', 'pooling', 'maskShare', 'maskSpan', 'windowSteps', 'sampleTemperature'] as const).filter(
        (key) => isRelevant(key, { ...DEFAULT_SETTINGS, task }),
      );
    expect(shown('continue')).toEqual(['task', 'windowSteps', 'sampleTemperature']);
    expect(shown('fill')).toEqual(['task', 'reading', 'maskShare', 'maskSpan', 'windowSteps']);
    expect(shown('classify')).toEqual(['task', 'reading', 'pooling']);
  });

  test('shows the embedding width only with an embedding, and the non-linearity only with the plain RNN', () => {
    expect(isRelevant('embeddingWidth', { ...DEFAULT_SETTINGS, input: 'one-hot' })).toBe(false);
    expect(isRelevant('embeddingWidth', { ...DEFAULT_SETTINGS, input: 'embedding' })).toBe(true);
    expect(isRelevant('nonlinearity', { ...DEFAULT_SETTINGS, cell: 'gru' })).toBe(false);
    expect(isRelevant('nonlinearity', { ...DEFAULT_SETTINGS, cell: 'rnn' })).toBe(true);
  });

  test('every preset is recognised as itself, also after an irrelevant change, and not after a relevant one', () => {
    const fitted = fitPresets({ characters: 1_000_000, distinct: 65 }, 1e11);
    for (const { id } of PRESETS) {
      const settings = fitted[id];
      expect(presetOf(settings, fitted)).toBe(id);
      expect(presetOf({ ...settings, nonlinearity: 'relu' }, fitted)).toBe(id);
      expect(presetOf({ ...settings, hidden: 17 }, fitted)).toBeNull();
    }
  });
});

describe('readNumber', () => {
  test.each([
    ['128', false, 128],
    ['0.004', false, 0.004],
    ['1e-3', false, 0.001],
    ['', false, ''],
    ['  ', false, ''],
  ] as const)('reads %j as %j', (text, bad, value) => {
    expect(readNumber(text, bad)).toBe(value);
  });

  test('what the field could not read is NaN, not empty', () => {
    expect(readNumber('', true)).toBeNaN();
  });
});

describe('fieldText', () => {
  test.each(['1e9', '1e-3', '0.0', '007', '+5'])('%s stays as it was typed', (typed) => {
    expect(fieldText(readNumber(typed), typed)).toBe(typed);
  });

  test('a number that came from elsewhere takes the place of what was typed', () => {
    expect(fieldText(128, '96')).toBe('128');
    expect(fieldText(128, null)).toBe('128');
  });

  test('what could not be read leaves the field to what stands in it', () => {
    expect(fieldText(Number.NaN, '')).toBe('');
  });
});

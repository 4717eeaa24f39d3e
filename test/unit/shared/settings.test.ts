import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkSettings,
  DEFAULT_SETTINGS,
  networkFor,
  SETTING_KEYS,
  settingProblem,
  SETTINGS,
  wordsOf,
  type SettingKey,
} from '../../../src/shared/settings.ts';

const NUMBERS = SETTING_KEYS.flatMap((key) => {
  const setting = SETTINGS[key];
  return setting.kind === 'choice' ? [] : [{ key, setting }];
});
const INTEGERS = NUMBERS.filter(({ setting }) => setting.kind === 'integer');
const CHOICES = SETTING_KEYS.filter((key) => SETTINGS[key].kind === 'choice');

function expectedProblem({ key, setting }: (typeof NUMBERS)[number], shown: string): string {
  const { kind, minimum, maximum } = setting;
  const wanted = kind === 'integer' ? 'a whole number' : 'a number';
  return `${wordsOf(key).label} is ${shown}; it must be ${wanted} from ${minimum} to ${maximum}.`;
}

describe('a number setting', () => {
  const refused: readonly { readonly value: unknown; readonly shown: string }[] = [
    { value: NaN, shown: 'not a number' },
    { value: Infinity, shown: 'Infinity' },
    { value: -Infinity, shown: '-Infinity' },
    { value: '', shown: 'empty' },
    { value: undefined, shown: 'empty' },
    { value: null, shown: 'empty' },
    { value: '12', shown: '“12”' },
    { value: 'many', shown: '“many”' },
    { value: true, shown: 'true' },
    { value: 12n, shown: '12' },
    { value: [12], shown: 'a list' },
    { value: { toString: null, valueOf: null }, shown: 'of type object' },
  ];

  test.each(refused)(
    'refuses $shown wherever a number belongs, naming setting, value and limits',
    ({ value, shown }) => {
      for (const each of NUMBERS) expect(settingProblem(each.key, value)).toBe(expectedProblem(each, shown));
    },
  );

  test('refuses 100000 hidden units in words a person can act on', () => {
    expect(settingProblem('hidden', 100_000)).toBe(
      'Hidden units is 100000; it must be a whole number from 16 to 1024.',
    );
  });

  test('refuses what lies just outside its limits and takes the limits themselves', () => {
    for (const { key, setting } of NUMBERS) {
      const { minimum, maximum } = setting;
      const step = setting.kind === 'integer' ? 1 : 1e-9;
      expect(settingProblem(key, minimum)).toBeNull();
      expect(settingProblem(key, maximum)).toBeNull();
      expect(settingProblem(key, minimum - step)).toBe(expectedProblem({ key, setting }, String(minimum - step)));
      expect(settingProblem(key, maximum + step)).toBe(expectedProblem({ key, setting }, String(maximum + step)));
    }
  });

  test('that counts something refuses a fraction', () => {
    expect(INTEGERS.map(({ key }) => key)).toContain('lanes');
    for (const { key, setting } of INTEGERS) {
      const between = setting.minimum + 0.5;
      expect(settingProblem(key, between)).toBe(expectedProblem({ key, setting }, String(between)));
    }
    expect(settingProblem('hidden', 128.5)).toContain('128.5');
  });
});

describe('a choice setting', () => {
  test('refuses an unknown choice, naming setting, value and choices', () => {
    expect(settingProblem('cell', 'transformer')).toBe('Cell is “transformer”; choose one of RNN, LSTM, GRU.');
    expect(settingProblem('schedule', 3)).toBe('Schedule is 3; choose one of Cosine, Linear, Constant.');
  });

  test('is known by its exact value: not its label, an inherited name or an empty field', () => {
    for (const key of CHOICES) {
      for (const value of ['LSTM ', 'toString', 'constructor', '', null, undefined, 0]) {
        expect(settingProblem(key, value)).toContain('choose one of');
      }
    }
  });
});

describe('checkSettings', () => {
  test('takes the defaults as they are', () => {
    expect(checkSettings({ ...DEFAULT_SETTINGS })).toEqual(DEFAULT_SETTINGS);
  });

  test.each(SETTING_KEYS)('refuses settings without %s, and names only that', (key) => {
    const rest = Object.fromEntries(Object.entries(DEFAULT_SETTINGS).filter(([name]) => name !== key));
    expect(() => checkSettings(rest)).toThrow(
      expect.objectContaining({ name: 'InputError', message: settingProblem(key, undefined) }),
    );
    expect(settingProblem(key, undefined)).toContain(`${wordsOf(key).label} is empty`);
  });

  test('names every problem at once', () => {
    const values = { ...DEFAULT_SETTINGS, hidden: 100_000, lanes: NaN, cell: 'cnn' };
    expect(() => checkSettings(values)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: [settingProblem('cell', 'cnn'), settingProblem('hidden', 100_000), settingProblem('lanes', NaN)].join(
          ' ',
        ),
      }),
    );
  });

  test('keeps nothing that is not a setting', () => {
    expect(checkSettings({ ...DEFAULT_SETTINGS, extra: 1 })).toEqual(DEFAULT_SETTINGS);
  });

  test('never lets anything but a number within its limits, or a known choice, through', () => {
    fc.assert(
      fc.property(fc.constantFrom<SettingKey>(...SETTING_KEYS), fc.anything(), (key, value) => {
        const setting = SETTINGS[key];
        const problem = settingProblem(key, value);
        if (problem !== null) return problem.startsWith(`${wordsOf(key).label} is `);
        if (setting.kind === 'choice') return setting.choices.some((choice) => choice === value);
        return Number(value) === value && value >= setting.minimum && value <= setting.maximum;
      }),
      { numRuns: 2000 },
    );
  });
});

describe('networkFor', () => {
  test('describes the network of the settings, reading forward', () => {
    const settings = { ...DEFAULT_SETTINGS, cell: 'gru', layers: 3, hidden: 77, input: 'one-hot' } as const;
    expect(networkFor(settings, 91)).toEqual({
      task: { kind: 'continue' },
      cell: 'gru',
      nonlinearity: 'tanh',
      layers: 3,
      hidden: 77,
      directions: 1,
      input: { kind: 'one-hot' },
      vocabulary: 91,
    });
  });

  test('has the width of the embedding when there is one', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      cell: 'rnn',
      nonlinearity: 'relu',
      input: 'embedding',
      embeddingWidth: 20,
    } as const;
    expect(networkFor(settings, 91)).toMatchObject({
      cell: 'rnn',
      nonlinearity: 'relu',
      input: { kind: 'embedding', width: 20 },
    });
  });
});

/**
 * Every setting of a run, described once: limits, choices and default. The form, the validator and the docs read these
 * records; what they are called and what they do stands in messages/settings.ts, under the same keys.
 */
import { settingWords } from '../messages/settings.ts';
import type { FieldWords } from '../messages/en/settings.ts';
import { InputError } from './errors.ts';
import type { CellKind, NetworkConfiguration, Nonlinearity } from './network.ts';
import { numberProblem, type SettingFor } from './setting-kinds.ts';
import { shownValue } from './shown-value.ts';
import { TASK_SETTINGS, taskFor, type HeldOut, type TaskSettings } from './task-settings.ts';

export type Schedule = 'cosine' | 'linear' | 'constant';

export interface Settings extends TaskSettings {
  readonly cell: CellKind;
  readonly nonlinearity: Nonlinearity;
  readonly layers: number;
  readonly hidden: number;
  readonly input: 'one-hot' | 'embedding';
  readonly embeddingWidth: number;
  readonly embeddingDropout: number;
  readonly dropout: number;
  readonly windowSteps: number;
  readonly lanes: number;
  readonly passes: number;
  readonly learningRate: number;
  readonly schedule: Schedule;
  readonly warmupSteps: number;
  readonly weightDecay: number;
  readonly clipNorm: number;
  readonly validationShare: number;
  readonly heldOut: HeldOut;
  readonly vocabularyCap: number;
  readonly sampleTemperature: number;
  readonly seed: number;
}

export const SETTINGS: { readonly [Key in keyof Settings]: SettingFor<Settings[Key]> } = {
  ...TASK_SETTINGS,
  cell: {
    kind: 'choice',
    group: 'network',
    choices: ['rnn', 'lstm', 'gru'],
    default: 'lstm',
  },
  nonlinearity: {
    kind: 'choice',
    group: 'network',
    choices: ['tanh', 'relu'],
    default: 'tanh',
  },
  layers: {
    kind: 'integer',
    group: 'network',
    minimum: 1,
    maximum: 4,
    default: 2,
  },
  hidden: {
    kind: 'integer',
    group: 'network',
    minimum: 16,
    maximum: 1024,
    default: 128,
  },
  input: {
    kind: 'choice',
    group: 'network',
    choices: ['one-hot', 'embedding'],
    default: 'one-hot',
  },
  embeddingWidth: {
    kind: 'integer',
    group: 'network',
    minimum: 4,
    maximum: 1024,
    default: 64,
  },
  embeddingDropout: {
    kind: 'number',
    group: 'network',
    minimum: 0,
    maximum: 0.9,
    default: 0,
  },
  dropout: {
    kind: 'number',
    group: 'network',
    minimum: 0,
    maximum: 0.9,
    default: 0,
  },
  windowSteps: {
    kind: 'integer',
    group: 'training',
    minimum: 4,
    maximum: 512,
    default: 50,
  },
  lanes: {
    kind: 'integer',
    group: 'training',
    minimum: 1,
    maximum: 256,
    default: 32,
  },
  passes: {
    kind: 'integer',
    group: 'training',
    minimum: 1,
    maximum: 10_000,
    default: 10,
  },
  learningRate: {
    kind: 'number',
    group: 'training',
    minimum: 0.000_001,
    maximum: 1,
    default: 0.004,
    live: true,
  },
  schedule: {
    kind: 'choice',
    group: 'training',
    choices: ['cosine', 'linear', 'constant'],
    default: 'cosine',
  },
  warmupSteps: {
    kind: 'integer',
    group: 'training',
    minimum: 0,
    maximum: 100_000,
    default: 20,
  },
  weightDecay: {
    kind: 'number',
    group: 'training',
    minimum: 0,
    maximum: 1,
    default: 0,
  },
  clipNorm: {
    kind: 'number',
    group: 'training',
    minimum: 0.01,
    maximum: 1000,
    default: 5,
  },
  validationShare: {
    kind: 'number',
    group: 'training',
    minimum: 0.01,
    maximum: 0.5,
    default: 0.1,
  },
  heldOut: {
    kind: 'choice',
    group: 'training',
    choices: ['end', 'blocks'],
    default: 'end',
  },
  vocabularyCap: {
    kind: 'integer',
    group: 'training',
    minimum: 16,
    maximum: 20_000,
    default: 4096,
  },
  sampleTemperature: {
    kind: 'number',
    group: 'training',
    minimum: 0.05,
    maximum: 2,
    default: 0.7,
    live: true,
  },
  seed: {
    kind: 'integer',
    group: 'training',
    minimum: 0,
    maximum: 4_294_967_295,
    default: 1,
  },
};

export type SettingKey = keyof Settings;

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

/** What a setting is called on a command line: `--window-steps`. */
export function optionOf(key: SettingKey): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export const DEFAULT_SETTINGS: Settings = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, SETTINGS[key].default]),
) as unknown as Settings;

/** What a setting is called and what it does, in the language spoken. */
export function wordsOf(key: SettingKey): FieldWords {
  return settingWords.run[key];
}

/** How one of the choices of a setting is called; what is none of them, as it is. */
export function choiceWord(key: SettingKey, choice: string): string {
  return wordsOf(key).choices?.[choice] ?? choice;
}

/** Why a value cannot be used for a setting, as a sentence, or null when it can. Accepts anything at all. */
export function settingProblem(key: SettingKey, value: unknown): string | null {
  const setting = SETTINGS[key];
  const { label } = wordsOf(key);
  if (setting.kind !== 'choice') return numberProblem(label, setting, value);
  const choices: readonly unknown[] = setting.choices;
  if (choices.includes(value)) return null;
  const named = setting.choices.map((choice) => choiceWord(key, choice));
  return settingWords.noChoice(label, shownValue(value), named);
}

/**
 * Checks settings that come from a form, a file or another tab.
 * @throws InputError naming every setting that does not fit, with its value and limits.
 */
export function checkSettings(values: Readonly<Record<string, unknown>>): Settings {
  const problems = SETTING_KEYS.map((key) => settingProblem(key, values[key])).filter((problem) => problem !== null);
  if (problems.length > 0) throw new InputError(problems.join(settingWords.between));
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, values[key]])) as unknown as Settings;
}

/**
 * The network these settings describe.
 * @param vocabulary how many symbols the text has.
 * @param classes of how many its lines are, where they are to be classified.
 */
export function networkFor(settings: Settings, vocabulary: number, classes = 0): NetworkConfiguration {
  return {
    ...taskFor(settings, classes),
    cell: settings.cell,
    nonlinearity: settings.nonlinearity,
    layers: settings.layers,
    hidden: settings.hidden,
    input: settings.input === 'embedding' ? { kind: 'embedding', width: settings.embeddingWidth } : { kind: 'one-hot' },
    vocabulary,
  };
}

/**
 * Every setting of a run, described once: label, limits, default and explanation. The form, the validator and the docs
 * read these records.
 */
import { InputError } from './errors.ts';
import type { CellKind, NetworkConfiguration, Nonlinearity } from './network.ts';
import type { SettingFor } from './setting-kinds.ts';
import { shownValue } from './shown-value.ts';

export type Schedule = 'cosine' | 'linear' | 'constant';

/** Which part of the text is held out: its end, or blocks spread over it. */
export type HeldOut = 'end' | 'blocks';

export interface Settings {
  readonly cell: CellKind;
  readonly nonlinearity: Nonlinearity;
  readonly layers: number;
  readonly hidden: number;
  readonly input: 'one-hot' | 'embedding';
  readonly embeddingWidth: number;
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
  cell: {
    kind: 'choice',
    group: 'network',
    label: 'Cell',
    explanation: 'What one step of the network computes. LSTM and GRU remember longer than the plain RNN.',
    choices: [
      { value: 'rnn', label: 'RNN' },
      { value: 'lstm', label: 'LSTM' },
      { value: 'gru', label: 'GRU' },
    ],
    default: 'lstm',
  },
  nonlinearity: {
    kind: 'choice',
    group: 'network',
    label: 'RNN non-linearity',
    explanation: 'How the plain RNN bends its state; LSTM and GRU have their own.',
    choices: [
      { value: 'tanh', label: 'tanh' },
      { value: 'relu', label: 'ReLU' },
    ],
    default: 'tanh',
  },
  layers: {
    kind: 'integer',
    group: 'network',
    label: 'Layers',
    explanation: 'Networks stacked on each other: each reads the states of the one below.',
    minimum: 1,
    maximum: 4,
    default: 2,
  },
  hidden: {
    kind: 'integer',
    group: 'network',
    label: 'Hidden units',
    explanation: 'The size of the memory of each layer. More learns more, and takes longer.',
    minimum: 16,
    maximum: 1024,
    default: 128,
  },
  input: {
    kind: 'choice',
    group: 'network',
    label: 'Input',
    explanation:
      'One-hot gives each symbol its own row of input weights; an embedding shares a smaller learned vector.',
    choices: [
      { value: 'one-hot', label: 'One-hot' },
      { value: 'embedding', label: 'Embedding' },
    ],
    default: 'one-hot',
  },
  embeddingWidth: {
    kind: 'integer',
    group: 'network',
    label: 'Embedding width',
    explanation: 'Numbers in the learned vector of a symbol; only used with an embedding.',
    minimum: 4,
    maximum: 1024,
    default: 64,
  },
  dropout: {
    kind: 'number',
    group: 'network',
    label: 'Dropout',
    explanation: 'Share of the signals between layers left out at random while training: against learning by heart.',
    minimum: 0,
    maximum: 0.9,
    default: 0,
  },
  windowSteps: {
    kind: 'integer',
    group: 'training',
    label: 'Window',
    unit: 'characters',
    explanation: 'How many characters the network is unrolled over before it learns from its errors.',
    minimum: 4,
    maximum: 512,
    default: 50,
  },
  lanes: {
    kind: 'integer',
    group: 'training',
    label: 'Batch',
    unit: 'places read at once',
    explanation: 'How many places of the text are read side by side in one step.',
    minimum: 1,
    maximum: 256,
    default: 32,
  },
  passes: {
    kind: 'integer',
    group: 'training',
    label: 'Passes',
    explanation: 'How many times the text is read from beginning to end.',
    minimum: 1,
    maximum: 10_000,
    default: 10,
  },
  learningRate: {
    kind: 'number',
    group: 'training',
    label: 'Learning rate',
    explanation: 'How far the weights move at each step. Too high diverges, too low crawls.',
    minimum: 0.000_001,
    maximum: 1,
    default: 0.004,
    live: true,
  },
  schedule: {
    kind: 'choice',
    group: 'training',
    label: 'Schedule',
    explanation: 'How the learning rate goes down towards the end of the run.',
    choices: [
      { value: 'cosine', label: 'Cosine' },
      { value: 'linear', label: 'Linear' },
      { value: 'constant', label: 'Constant' },
    ],
    default: 'cosine',
  },
  warmupSteps: {
    kind: 'integer',
    group: 'training',
    label: 'Warm-up',
    unit: 'steps',
    explanation: 'Over how many steps the learning rate rises from zero at the start.',
    minimum: 0,
    maximum: 100_000,
    default: 20,
  },
  weightDecay: {
    kind: 'number',
    group: 'training',
    label: 'Weight decay',
    explanation: 'How strongly the weights are pulled towards zero (decoupled, as in AdamW).',
    minimum: 0,
    maximum: 1,
    default: 0,
  },
  clipNorm: {
    kind: 'number',
    group: 'training',
    label: 'Gradient clip',
    explanation: 'The longest a step’s whole gradient may be; a longer one is scaled down to it.',
    minimum: 0.01,
    maximum: 1000,
    default: 5,
  },
  validationShare: {
    kind: 'number',
    group: 'training',
    label: 'Held out',
    explanation: 'Share of the text that is never learned from and only tested on.',
    minimum: 0.01,
    maximum: 0.5,
    default: 0.1,
  },
  heldOut: {
    kind: 'choice',
    group: 'training',
    label: 'Held out from',
    explanation: 'A text that changes on the way is better tested by blocks spread over it than by its end.',
    choices: [
      { value: 'end', label: 'The end' },
      { value: 'blocks', label: 'Blocks spread over the text' },
    ],
    default: 'end',
  },
  vocabularyCap: {
    kind: 'integer',
    group: 'training',
    label: 'Vocabulary cap',
    unit: 'symbols',
    explanation: 'The most frequent symbols get an entry of their own; all rarer ones share one.',
    minimum: 16,
    maximum: 20_000,
    default: 4096,
  },
  sampleTemperature: {
    kind: 'number',
    group: 'training',
    label: 'Sample temperature',
    explanation: 'How daring the samples written during training are: low repeats the likely, high is wild.',
    minimum: 0.05,
    maximum: 2,
    default: 0.7,
    live: true,
  },
  seed: {
    kind: 'integer',
    group: 'training',
    label: 'Seed',
    explanation: 'The same seed, text and settings give the same network.',
    minimum: 0,
    maximum: 4_294_967_295,
    default: 1,
  },
};

export type SettingKey = keyof Settings;

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

export const DEFAULT_SETTINGS: Settings = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, SETTINGS[key].default]),
) as unknown as Settings;

/** Why a value cannot be used for a setting, as a sentence, or null when it can. Accepts anything at all. */
export function settingProblem(key: SettingKey, value: unknown): string | null {
  const setting = SETTINGS[key];
  if (setting.kind === 'choice') {
    const choices: readonly { value: string; label: string }[] = setting.choices;
    if (choices.some((choice) => choice.value === value)) return null;
    return `${setting.label} is ${shownValue(value)}; choose one of ${choices.map((choice) => choice.label).join(', ')}.`;
  }
  const range = `from ${setting.minimum} to ${setting.maximum}`;
  const wanted = setting.kind === 'integer' ? `a whole number ${range}` : `a number ${range}`;
  const fits =
    typeof value === 'number' &&
    value >= setting.minimum &&
    value <= setting.maximum &&
    (setting.kind === 'number' || Number.isInteger(value));
  return fits ? null : `${setting.label} is ${shownValue(value)}; it must be ${wanted}.`;
}

/**
 * Checks settings that come from a form, a file or another tab.
 * @throws InputError naming every setting that does not fit, with its value and limits.
 */
export function checkSettings(values: Readonly<Record<string, unknown>>): Settings {
  const problems = SETTING_KEYS.map((key) => settingProblem(key, values[key])).filter((problem) => problem !== null);
  if (problems.length > 0) throw new InputError(problems.join(' '));
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, values[key]])) as unknown as Settings;
}

/** The network these settings describe, for a vocabulary of `vocabulary` symbols. */
export function networkFor(settings: Settings, vocabulary: number): NetworkConfiguration {
  return {
    task: { kind: 'continue' },
    cell: settings.cell,
    nonlinearity: settings.nonlinearity,
    layers: settings.layers,
    hidden: settings.hidden,
    directions: 1,
    input: settings.input === 'embedding' ? { kind: 'embedding', width: settings.embeddingWidth } : { kind: 'one-hot' },
    vocabulary,
  };
}

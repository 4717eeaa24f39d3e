/** The settings of writing, described once, as settings.ts does for training. */
import { InputError } from './errors.ts';
import { shownValue } from './shown-value.ts';
import type { WritingSettings } from './writing-worker.ts';

export interface WritingNumber {
  readonly label: string;
  readonly explanation: string;
  readonly kind: 'integer' | 'number';
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

export type WritingKey = Exclude<keyof WritingSettings, 'prompt'>;

export const WRITING: Readonly<Record<WritingKey, WritingNumber>> = {
  length: {
    label: 'Length',
    explanation: 'How many characters to write.',
    kind: 'integer',
    minimum: 1,
    maximum: 100_000,
    default: 500,
  },
  temperature: {
    label: 'Temperature',
    explanation: 'Low repeats the likely, high is wild.',
    kind: 'number',
    minimum: 0.05,
    maximum: 2,
    default: 0.7,
  },
  topK: {
    label: 'Top-k',
    explanation: 'Choose among this many most likely characters; 0 means all.',
    kind: 'integer',
    minimum: 0,
    maximum: 1000,
    default: 0,
  },
  topP: {
    label: 'Top-p',
    explanation: 'Choose among the most likely characters that together have this probability; 1 means all.',
    kind: 'number',
    minimum: 0.01,
    maximum: 1,
    default: 1,
  },
  seed: {
    label: 'Seed',
    explanation: 'The same seed and settings write the same text.',
    kind: 'integer',
    minimum: 0,
    maximum: 4_294_967_295,
    default: 1,
  },
};

export const WRITING_KEYS = Object.keys(WRITING) as WritingKey[];

/** The longest beginning that is read before writing, in characters. */
export const MAXIMUM_PROMPT = 20_000;

/** @throws InputError naming every setting that does not fit, with its value and limits. */
export function checkWriting(settings: WritingSettings): void {
  const problems: string[] = [];
  for (const key of WRITING_KEYS) {
    const { label, kind, minimum, maximum } = WRITING[key];
    const value: unknown = settings[key];
    const fits =
      typeof value === 'number' &&
      value >= minimum &&
      value <= maximum &&
      (kind === 'number' || Number.isInteger(value));
    if (!fits) {
      const wanted = kind === 'integer' ? 'a whole number' : 'a number';
      problems.push(`${label} is ${shownValue(value)}; it must be ${wanted} from ${minimum} to ${maximum}.`);
    }
  }
  if (settings.prompt.length > MAXIMUM_PROMPT) {
    problems.push(`The beginning has ${settings.prompt.length} characters; at most ${MAXIMUM_PROMPT} are read.`);
  }
  if (problems.length > 0) throw new InputError(problems.join(' '));
}

/** The settings of writing, described once, as settings.ts does for training. */
import { settingWords } from '../messages/settings.ts';
import { InputError } from './errors.ts';
import { numberProblem, type NumberRange } from './setting-kinds.ts';
import type { WritingSettings } from './writing-worker.ts';

export type WritingKey = Exclude<keyof WritingSettings, 'prompt' | 'leadIn'>;

export const WRITING: Readonly<Record<WritingKey, NumberRange>> = {
  length: {
    kind: 'integer',
    minimum: 1,
    maximum: 100_000,
    default: 500,
  },
  temperature: {
    kind: 'number',
    minimum: 0.05,
    maximum: 2,
    default: 0.7,
  },
  topK: {
    kind: 'integer',
    minimum: 0,
    maximum: 1000,
    default: 0,
  },
  topP: {
    kind: 'number',
    minimum: 0.01,
    maximum: 1,
    default: 1,
  },
  seed: {
    kind: 'integer',
    minimum: 0,
    maximum: 4_294_967_295,
    default: 1,
  },
};

export const WRITING_KEYS = Object.keys(WRITING) as WritingKey[];

/** The longest page that is read before writing, in characters. */
export const MAXIMUM_PROMPT = 200_000;

/** Why a value cannot be used for a setting of writing, as a sentence, or null when it can. */
export function writingProblem(key: WritingKey, value: unknown): string | null {
  return numberProblem(settingWords.writing[key].label, WRITING[key], value);
}

/** Why a page cannot be read, as a sentence, or null when it can. */
export function promptProblem(prompt: string): string | null {
  return prompt.length > MAXIMUM_PROMPT ? settingWords.promptTooLong(prompt.length, MAXIMUM_PROMPT) : null;
}

/** @throws InputError naming every setting that does not fit, with its value and limits. */
export function checkWriting(settings: WritingSettings): void {
  const problems = [...WRITING_KEYS.map((key) => writingProblem(key, settings[key])), promptProblem(settings.prompt)];
  const found = problems.filter((problem) => problem !== null);
  if (found.length > 0) throw new InputError(found.join(settingWords.between));
}

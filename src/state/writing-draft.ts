/** What a person fills in about writing, checked as it is filled in. */
import { promptProblem, WRITING, WRITING_KEYS, writingProblem, type WritingKey } from '../shared/writing-settings.ts';

export type WritingDraft = Readonly<Record<WritingKey, number | ''>>;

export type WritingProblems = Readonly<Partial<Record<WritingKey | 'prompt', string>>>;

/** Every field as `of` has it, or else as it is at first. */
export function draftOf(of: Readonly<Partial<Record<string, number | ''>>> = {}): WritingDraft {
  return Object.fromEntries(WRITING_KEYS.map((key) => [key, of[key] ?? WRITING[key].default])) as WritingDraft;
}

/** A sentence for each field that cannot be used. */
export function writingProblems(draft: WritingDraft, text: string): WritingProblems {
  const problems: Partial<Record<WritingKey | 'prompt', string>> = {};
  for (const key of WRITING_KEYS) {
    const problem = writingProblem(key, draft[key]);
    if (problem !== null) problems[key] = problem;
  }
  const problem = promptProblem(text);
  if (problem !== null) problems.prompt = problem;
  return problems;
}

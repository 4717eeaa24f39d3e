/** Answers to lines that were asked before, by the lines. */
import type { LineAnswer } from '../shared/classifying.ts';

/** Beyond so many, those of lines that are no longer looked at are forgotten. */
const REMEMBERED = 4000;

export class KnownAnswers {
  readonly #answers = new Map<string, LineAnswer>();

  of(line: string): LineAnswer | undefined {
    return this.#answers.get(line);
  }

  /** The first lines without an answer, each once. */
  missing(lines: readonly string[], most: number): readonly string[] {
    return [...new Set(lines.filter((line) => !this.#answers.has(line)))].slice(0, most);
  }

  /** @param looked at now, answers to which are not forgotten. */
  keep(lines: readonly string[], answers: readonly LineAnswer[], looked: readonly string[]): void {
    for (const [at, line] of lines.entries()) this.#answers.set(line, answers[at]);
    if (this.#answers.size <= REMEMBERED + looked.length) return;
    const kept = new Set(looked);
    for (const line of this.#answers.keys()) if (!kept.has(line)) this.#answers.delete(line);
  }
}

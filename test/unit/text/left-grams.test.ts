import { describe, expect, it } from 'vitest';
import { scoreFromLeft } from '../../../src/text/left-grams.ts';
import { ngramNats } from '../../../src/text/ngrams.ts';
import { Vocabulary } from '../../../src/text/vocabulary.ts';

const TEXT = 'the cat sat on the mat. a dog ran to the cat. '.repeat(3) + 'that hat is on the dog.';
const vocabulary = Vocabulary.of(TEXT, 100);
const ids = vocabulary.encode(TEXT);
const [counted, tested] = [ids.subarray(0, 110), ids.subarray(110)];

describe('what counting from the left tells about blanks', () => {
  it('is what n-grams of order 6 reach, to 1e-9 nats, where every symbol is a blank by itself', () => {
    const blanks = Array.from(tested, (_, start) => ({ start, length: 1 }));
    const { nats } = scoreFromLeft(
      counted,
      ids,
      blanks.map(({ start }) => ({ start: start + 110, length: 1 })),
      vocabulary.size,
    );
    expect(nats).toBeCloseTo(ngramNats(counted, tested, vocabulary.size)[5], 9);
  });

  it('is by hand, for two symbols behind “ab” that were seen as “cd” twice and “ce” once', () => {
    const abc = Vocabulary.of('abcde', 10);
    const { nats, accuracy } = scoreFromLeft(
      abc.encode('abcdabcdabce'),
      abc.encode('eabcd'),
      [{ start: 3, length: 2 }],
      abc.size,
    );
    expect(accuracy).toBe(1);
    // Behind “ab” always c; one further d twice, e once.
    const witten = (...counts: [count: number, kinds: number, total: number][]) =>
      counts.reduce((below, [count, kinds, total]) => (count + kinds * below) / (total + kinds), 1 / 5);
    const c = witten([3, 5, 12], [3, 1, 3], [3, 1, 3]);
    // One place further behind “”, “b” and “ab”.
    const d = witten([2, 5, 11], [2, 2, 3], [2, 2, 3]);
    expect(nats).toBeCloseTo(-(Math.log(c) + Math.log(d)) / 2, 9);
  });

  it('does not read a blank: what stands in it changes no probability of what follows', () => {
    const ab = Vocabulary.of('abx', 10);
    const score = (text: string) =>
      scoreFromLeft(ab.encode('abababxbab'), ab.encode(text), [{ start: 2, length: 2 }], ab.size);
    const [same, other] = [score('abab'), score('abxb')];
    const first = (text: string) =>
      scoreFromLeft(ab.encode('abababxbab'), ab.encode(text), [{ start: 2, length: 1 }], ab.size);
    expect(2 * same.nats - first('abab').nats).toBeCloseTo(2 * other.nats - first('abxb').nats, 12);
  });
});

import { describe, expect, it } from 'vitest';
import { RARE_SYMBOL } from '../../../src/shared/network.ts';
import { extendVocabulary } from '../../../src/text/vocabulary-extension.ts';
import { Vocabulary } from '../../../src/text/vocabulary.ts';

const OLD = { symbols: Array.from(' abc'), rare: null };

describe('the vocabulary of a network that goes on with another text', () => {
  it('keeps the old symbols by their ids and adds the new ones behind them', () => {
    const { data, ...counts } = extendVocabulary(OLD, 'a zebra crab', 100);
    expect(data).toEqual({ symbols: Array.from(' abcerz'), rare: null });
    expect(counts).toEqual({ distinct: 7, known: 4, added: 3, leftOut: 0 });
    expect([...Vocabulary.from(data).encode('cab')]).toEqual([3, 1, 2]);
  });

  it('takes the most frequent new symbols up to its cap; one more stands for the others', () => {
    const { data, ...counts } = extendVocabulary(OLD, 'zzz yy x w', 6);
    expect(data).toEqual({ symbols: [...Array.from(' abcyz'), RARE_SYMBOL], rare: 6 });
    expect(counts).toEqual({ distinct: 5, known: 1, added: 2, leftOut: 2 });
    expect([...Vocabulary.from(data).encode('zw')]).toEqual([5, 6]);
  });

  it('that is full already leaves all new symbols to the rare one it has, which stays where it is', () => {
    const full = { symbols: ['a', 'b', RARE_SYMBOL], rare: 2 };
    const { data, ...counts } = extendVocabulary(full, 'zzzab�', 2);
    expect(data).toEqual(full);
    expect(counts).toEqual({ distinct: 4, known: 2, added: 0, leftOut: 1 });
  });

  it('lets a � it knows stand for what is left out, rather than have it twice', () => {
    const { data } = extendVocabulary({ symbols: ['a', RARE_SYMBOL], rare: null }, 'xyz', 2);
    expect(data).toEqual({ symbols: ['a', RARE_SYMBOL], rare: 1 });
    expect(Vocabulary.from(data).size).toBe(2);
  });
});

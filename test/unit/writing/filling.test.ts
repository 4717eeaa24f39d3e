import { describe, expect, test } from 'vitest';
import { fillBlanks, type Piece, type Predict } from '../../../src/writing/filling.ts';

// Symbols 0 to 4 and the mask 5. What stands at a position depends on the symbols beside it.
const V = 6;
const MASK = 5;
const NEVER = new Set([MASK]);
const SETTINGS = { beam: 4, alternatives: 3 };

const known = (...ids: number[]): Piece => ({ kind: 'known', ids });
const blank = (shortest: number, longest = shortest): Piece => ({ kind: 'blank', shortest, longest });
const written = (filling: { blanks: readonly (readonly { id: number }[])[] }): number[][] =>
  filling.blanks.map((symbols) => symbols.map(({ id }) => id));

/** A network for which a symbol follows the one before it, and precedes the one after it, counting up to 4 and round. */
const counting: Predict = (passages) =>
  Promise.resolve(
    passages.map((ids) => {
      const logits = new Float32Array(ids.length * V);
      ids.forEach((_, at) => {
        const before = at > 0 ? ids[at - 1] : MASK;
        const after = at + 1 < ids.length ? ids[at + 1] : MASK;
        if (before !== MASK) logits[at * V + ((before + 1) % 5)] += 3;
        if (after !== MASK) logits[at * V + ((after + 4) % 5)] += 3;
      });
      return logits;
    }),
  );

describe('blanks are filled', () => {
  test('from both sides: what stands after a blank decides as what stands before it', async () => {
    const [best] = await fillBlanks([known(0, 1), blank(1), known(3)], counting, MASK, NEVER, SETTINGS);
    expect(written(best)).toEqual([[2]]);
    const [first] = await fillBlanks([blank(1), known(3)], counting, MASK, NEVER, SETTINGS);
    expect(written(first)).toEqual([[2]]);
  });

  test('at the very first and last place, and several at once', async () => {
    const passage = [blank(1), known(1, 2), blank(3), known(1), blank(1)];
    const [best] = await fillBlanks(passage, counting, MASK, NEVER, SETTINGS);
    expect(written(best)).toEqual([[0], [3, 4, 0], [2]]);
  });

  test('the most certain position first, and the later ones know it', async () => {
    const asked: string[] = [];
    const listening: Predict = (passages) => {
      asked.push(passages[0].join(' '));
      return counting(passages);
    };
    await fillBlanks([known(1), blank(3), known(0)], listening, MASK, NEVER, { beam: 1, alternatives: 1 });
    expect(asked).toEqual(['1 5 5 5 0', '1 2 5 5 0', '1 2 3 5 0']);
  });

  test('with the probability of each symbol, the product of which ranks the fillings', async () => {
    const fillings = await fillBlanks([known(1), blank(1), known(3)], counting, MASK, NEVER, SETTINGS);
    expect(fillings).toHaveLength(4);
    const [best, second] = fillings;
    // Softmax of one logit of 6 among five symbols; the mask takes no part.
    const probability = Math.exp(6) / (Math.exp(6) + 4);
    expect(best.blanks[0][0].probability).toBeCloseTo(probability, 6);
    expect(best.logProbability).toBeCloseTo(Math.log(probability), 6);
    expect(best.blanks[0][0].alternatives.map(({ id }) => id)).toEqual([2, 0, 1]);
    expect(second.logProbability).toBeCloseTo(Math.log((1 - probability) / 4), 6);
    // What was chosen is always among what is told.
    for (const { blanks } of fillings) {
      expect(blanks[0][0].alternatives.map(({ id }) => id)).toContain(blanks[0][0].id);
    }
  });

  test('with the length of a range that fits best, by the mean over its symbols', async () => {
    const [best] = await fillBlanks([known(0, 1), blank(1, 4), known(0)], counting, MASK, NEVER, SETTINGS);
    expect(written(best)).toEqual([[2, 3, 4]]);
  });

  test('by a beam: what is less likely at first and likelier in the end is found', async () => {
    // Alone, 0 is the likelier at the first place, but after it nothing is; after 1 only 2 can stand.
    const misleading: Predict = (passages) =>
      Promise.resolve(
        passages.map((ids) => {
          const logits = new Float32Array(ids.length * V);
          logits[0] = 2;
          logits[1] = 1.9;
          if (ids[0] === 1) logits[V + 2] = 20;
          return logits;
        }),
      );
    const fill = (beam: number) => fillBlanks([blank(2)], misleading, MASK, NEVER, { beam, alternatives: 2 });
    expect(written((await fill(1))[0])).toEqual([[0, 0]]);
    expect(written((await fill(3))[0])).toEqual([[1, 2]]);
  });
});

describe('is refused in words', () => {
  test.each([
    ['a passage without a blank', [known(1, 2)], 'no blank'],
    ['a blank of nothing', [blank(0)], '0 to 0 symbols'],
    ['a range that runs backwards', [blank(3, 2)], '3 to 2 symbols'],
    ['more than 64 combinations of lengths', [blank(1, 9), known(0), blank(1, 8)], 'more than 64'],
  ])('%s', async (_, passage, words) => {
    await expect(fillBlanks(passage, counting, MASK, NEVER, SETTINGS)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(words) as string,
    });
  });
});

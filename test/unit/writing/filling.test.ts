import { describe, expect, test } from 'vitest';
import { fillBlanks, seeTruth, type OpenPassage, type Piece, type Predict } from '../../../src/writing/filling.ts';

// Symbols 0 to 4 and the mask 5, which is never an answer. What stands at a position depends on the symbols beside it.
const V = 5;
const MASK = 5;
const SETTINGS = { mask: MASK, never: new Set<number>(), beam: 4, alternatives: 3 };

const known = (...ids: number[]): Piece => ({ kind: 'known', ids });
const blank = (shortest: number, longest = shortest): Piece => ({ kind: 'blank', shortest, longest });
const written = (filling: { blanks: readonly (readonly { id: number }[])[] }): number[][] =>
  filling.blanks.map((symbols) => symbols.map(({ id }) => id));

/** A network for which a symbol follows the one before it, and precedes the one after it, counting up to 4 and round. */
const counting: Predict = (passages) =>
  Promise.resolve(
    passages.map(({ ids, places }) => {
      const logits = new Float32Array(places.length * V);
      places.forEach((at, p) => {
        const before = at > 0 ? ids[at - 1] : MASK;
        const after = at + 1 < ids.length ? ids[at + 1] : MASK;
        if (before !== MASK) logits[p * V + ((before + 1) % 5)] += 3;
        if (after !== MASK) logits[p * V + ((after + 4) % 5)] += 3;
      });
      return logits;
    }),
  );

describe('blanks are filled', () => {
  test('from both sides: what stands after a blank decides as what stands before it', async () => {
    const [best] = await fillBlanks([known(0, 1), blank(1), known(3)], counting, SETTINGS);
    expect(written(best)).toEqual([[2]]);
    const [first] = await fillBlanks([blank(1), known(3)], counting, SETTINGS);
    expect(written(first)).toEqual([[2]]);
  });

  test('at the very first and last place, and several at once', async () => {
    const passage = [blank(1), known(1, 2), blank(3), known(1), blank(1)];
    const [best] = await fillBlanks(passage, counting, SETTINGS);
    expect(written(best)).toEqual([[0], [3, 4, 0], [2]]);
  });

  test('the most certain position first, and the later ones know it', async () => {
    const asked: string[] = [];
    const listening: Predict = (passages) => {
      asked.push(passages[0].ids.join(' '));
      return counting(passages);
    };
    await fillBlanks([known(1), blank(3), known(0)], listening, { ...SETTINGS, beam: 1, alternatives: 1 });
    expect(asked).toEqual(['1 5 5 5 0', '1 2 5 5 0', '1 2 3 5 0']);
  });

  test('with the probability of each symbol, the product of which ranks the fillings', async () => {
    const fillings = await fillBlanks([known(1), blank(1), known(3)], counting, SETTINGS);
    expect(fillings).toHaveLength(4);
    const [best, second] = fillings;
    // Softmax of one logit of 6 among five symbols.
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
    const [best] = await fillBlanks([known(0, 1), blank(1, 4), known(0)], counting, SETTINGS);
    expect(written(best)).toEqual([[2, 3, 4]]);
  });

  test('by a beam: what is less likely at first and likelier in the end is found', async () => {
    // Alone, 0 is the likelier at the first place, but after it nothing is; after 1 only 2 can stand.
    const misleading: Predict = (passages) =>
      Promise.resolve(
        passages.map(({ ids, places }: OpenPassage) => {
          const logits = new Float32Array(places.length * V);
          for (const [p, place] of places.entries()) {
            if (place === 0) logits.set([2, 1.9], p * V);
            else if (ids[0] === 1) logits[p * V + 2] = 20;
          }
          return logits;
        }),
      );
    const fill = (beam: number) => fillBlanks([blank(2)], misleading, { ...SETTINGS, beam, alternatives: 2 });
    expect(written((await fill(1))[0])).toEqual([[0, 0]]);
    expect(written((await fill(3))[0])).toEqual([[1, 2]]);
  });
});

test('what is never written has no probability, and the others share it', async () => {
  const never = new Set([2]);
  const [best] = await fillBlanks([known(1), blank(1), known(3)], counting, { ...SETTINGS, never });
  expect(best.blanks[0][0].probability).toBeCloseTo(1 / 4, 6);
  expect(best.blanks[0][0].alternatives.map(({ id }) => id)).not.toContain(2);
});

describe('what stood there', () => {
  test('is told how probable it is, in the order and with the knowledge in which it would be filled', async () => {
    const asked: string[] = [];
    const listening: Predict = (passages) => {
      asked.push(passages[0].ids.join(' '));
      return counting(passages);
    };
    const seen = await seeTruth([known(1), blank(3), known(0)], [[2, 4, 4]], listening, SETTINGS);
    expect(written(seen)).toEqual([[2, 4, 4]]);
    // Right at first; then 3 was the surer at the next place, but is told to be 4, which changes what is thought of the last.
    expect(asked).toEqual(['1 5 5 5 0', '1 2 5 5 0', '1 2 4 5 0']);
    const surest = Math.exp(3) / (Math.exp(3) + 4);
    const [first, second, third] = seen.blanks[0].map(({ probability }) => probability);
    expect([first, second]).toEqual([expect.closeTo(surest, 6), expect.closeTo((1 - surest) / 4, 6)]);
    expect(seen.logProbability).toBeCloseTo(Math.log(first * second * third), 6);
  });

  test('of a blank that is filled rightly is as probable as the filling', async () => {
    const passage = [known(0, 1), blank(2), known(4)];
    const [best] = await fillBlanks(passage, counting, SETTINGS);
    expect(await seeTruth(passage, [[2, 3]], counting, SETTINGS)).toEqual(best);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HIGHEST_ORDER, ngramNats, ngramProbabilities } from '../../../src/text/ngrams.ts';

const VOCABULARY = 4;
const ids = (minLength: number, maxLength: number): fc.Arbitrary<Uint16Array> =>
  fc.array(fc.nat({ max: VOCABULARY - 1 }), { minLength, maxLength }).map((values) => Uint16Array.from(values));

/** Witten and Bell's formula word for word, by counting anew for each question. */
function probability(training: readonly number[], context: readonly number[], symbol: number): number {
  const followers = [...training.keys()]
    .filter(
      (at) => at >= context.length && context.every((each, back) => training[at - context.length + back] === each),
    )
    .map((at) => training[at]);
  const lower = context.length === 0 ? 1 / VOCABULARY : probability(training, context.slice(1), symbol);
  if (followers.length === 0) return lower;
  const count = followers.filter((each) => each === symbol).length;
  const kinds = new Set(followers).size;
  return (count + kinds * lower) / (followers.length + kinds);
}

/** The probability of the last symbol of `validation`, by orders from 1 on. */
function ofLast(training: Uint16Array, validation: Uint16Array): number[] {
  return [...lastOfEach(training, validation)];
}

function* lastOfEach(training: Uint16Array, validation: Uint16Array): Generator<number> {
  for (const probabilities of ngramProbabilities(training, validation, VOCABULARY)) {
    yield probabilities[validation.length - 1];
  }
}

describe('n-grams', () => {
  test('give each held-out symbol the probability that counting for it alone gives, in orders 1 to 6', () => {
    fc.assert(
      fc.property(ids(1, 60), ids(1, 12), (training, validation) => {
        const all = [...training, ...validation];
        let order = 0;
        for (const probabilities of ngramProbabilities(training, validation, VOCABULARY)) {
          const wanted = Array.from(validation, (symbol, at) => {
            const end = training.length + at;
            return probability([...training], all.slice(Math.max(0, end - order), end), symbol);
          });
          probabilities.forEach((found, at) => expect(found).toBeCloseTo(wanted[at], 12));
          order += 1;
        }
        expect(order).toBe(HIGHEST_ORDER);
      }),
      { numRuns: 500 },
    );
  });

  test('give all symbols together the probability 1 after any context, in every order', () => {
    fc.assert(
      fc.property(ids(1, 200), ids(0, 8), (training, context) => {
        const sums = Array.from({ length: HIGHEST_ORDER }, () => 0);
        for (let symbol = 0; symbol < VOCABULARY; symbol += 1) {
          ofLast(training, Uint16Array.from([...context, symbol])).forEach((each, order) => (sums[order] += each));
        }
        for (const sum of sums) expect(sum).toBeCloseTo(1, 12);
      }),
      { numRuns: 300 },
    );
  });

  test('“abab” then “a”: orders 1 and 2 as worked out by hand', () => {
    // Of four symbols, a and b stand twice each: (2 + 2 · 1/4) / (4 + 2). After b stands a, once: (1 + 1 · 5/12) / (1 + 1).
    const [first, second] = ofLast(Uint16Array.of(0, 1, 0, 1), Uint16Array.of(0));
    expect(first).toBeCloseTo(5 / 12, 15);
    expect(second).toBeCloseTo(17 / 24, 15);
  });

  test('a text that only repeats itself is predicted ever better, and noise no better than by its frequencies', () => {
    const repeated = Uint16Array.from({ length: 4000 }, (_, at) => [0, 1, 2, 0, 2, 3, 1][at % 7]);
    const nats = ngramNats(repeated.subarray(0, 3600), repeated.subarray(3600), VOCABULARY);
    expect(nats[0]).toBeGreaterThan(1.2);
    expect(nats[2]).toBeLessThan(0.01);
    let state = 7;
    const noise = Uint16Array.from({ length: 20_000 }, () => {
      state = (state * 48271) % 0x7fffffff;
      return (state >> 8) % VOCABULARY;
    });
    for (const each of ngramNats(noise.subarray(0, 18_000), noise.subarray(18_000), VOCABULARY)) {
      expect(each).toBeGreaterThan(Math.log(VOCABULARY) - 0.01);
    }
  });

  test('a vocabulary of 4,096 with symbols that were never trained on leaves every probability above 0', () => {
    const training = Uint16Array.from({ length: 500 }, (_, at) => at % 300);
    for (const probabilities of ngramProbabilities(training, Uint16Array.of(4095, 5, 4000), 4096)) {
      expect(Math.min(...probabilities)).toBeGreaterThan(0);
    }
  });
});

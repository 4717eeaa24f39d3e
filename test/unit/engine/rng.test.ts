import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { philox, PURPOSE, RandomStream, unitInterval } from '../../../src/engine/rng.ts';

type Block = readonly [number, number, number, number, number, number];

function block(...counterAndKey: Block): number[] {
  const words = new Uint32Array(4);
  philox(words, ...counterAndKey);
  return [...words];
}

function drawn(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.word());
}

/** The generator's definition in big integers, straight from the paper. */
function philoxInBigIntegers(...counterAndKey: Block): number[] {
  const word = 2n ** 32n;
  let [x0, x1, x2, x3, k0, k1] = counterAndKey.map(BigInt) as [bigint, bigint, bigint, bigint, bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const first = 0xd2511f53n * x0;
    const second = 0xcd9e8d57n * x2;
    [x0, x1, x2, x3] = [(second / word) ^ x1 ^ k0, second % word, (first / word) ^ x3 ^ k1, first % word];
    k0 = (k0 + 0x9e3779b9n) % word;
    k1 = (k1 + 0xbb67ae85n) % word;
  }
  return [x0, x1, x2, x3].map(Number);
}

const word = fc.integer({ min: 0, max: 0xffffffff });

describe('Philox4x32-10', () => {
  test('gives the published words for counter and key of zeros', () => {
    expect(block(0, 0, 0, 0, 0, 0)).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  });

  test('gives the published words for counter and key of ones', () => {
    const ones = 0xffffffff;
    expect(block(ones, ones, ones, ones, ones, ones)).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  });

  test('gives the published words for the digits of pi', () => {
    expect(block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0)).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ]);
  });

  test('equals its definition in big integers for any counter and key', () => {
    fc.assert(
      fc.property(word, word, word, word, word, word, (...counterAndKey) => {
        expect(block(...counterAndKey)).toEqual(philoxInBigIntegers(...counterAndKey));
      }),
    );
  });
});

describe('a random stream', () => {
  test('resumed at any position goes on as the uninterrupted one', () => {
    fc.assert(
      fc.property(word, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 20 }), (seed, position, count) => {
        const whole = new RandomStream(seed, PURPOSE.sampling);
        drawn(whole, position);
        const resumed = new RandomStream(seed, PURPOSE.sampling, whole.position);
        expect(drawn(resumed, count)).toEqual(drawn(whole, count));
        expect(resumed.position).toBe(position + count);
      }),
    );
  });

  test('does not begin again after 2^34 words, where the first word of the counter is used up', () => {
    const late = new RandomStream(7, PURPOSE.dropout, 2 ** 34 - 2);
    const lastBlock = block(0xffffffff, 0, 0, 0, 7, PURPOSE.dropout);
    const nextBlock = block(0, 1, 0, 0, 7, PURPOSE.dropout);
    expect(drawn(late, 6)).toEqual([...lastBlock.slice(2), ...nextBlock]);
  });

  test('shares no two words in a row with another seed or purpose, among 4096 of each', () => {
    const pairs = new Set<number | string>();
    const count = 4096;
    const seeds = [0, 1, 2, 3, 1000, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1];
    const purposes = Object.values(PURPOSE);
    for (const seed of seeds) {
      for (const purpose of purposes) {
        const words = drawn(new RandomStream(seed, purpose), count + 1);
        for (let i = 0; i < count; i++) pairs.add(`${words[i]} ${words[i + 1]}`);
      }
    }
    expect(pairs.size).toBe(seeds.length * purposes.length * count);
  });
});

describe('uniform numbers', () => {
  const count = 100_000;
  const stream = new RandomStream(12, PURPOSE.initialisation);
  const numbers = Float64Array.from({ length: count }, () => stream.uniform());
  const mean = numbers.reduce((sum, x) => sum + x, 0) / count;

  test('have a mean within 0.004 of 1/2 and a variance within 0.001 of 1/12, over 100,000 (4 standard errors)', () => {
    const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.004);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
  });

  test('have neighbours that are uncorrelated to 0.013, over 100,000 (4 standard errors)', () => {
    let sum = 0;
    for (let i = 1; i < count; i++) sum += (numbers[i] - mean) * (numbers[i - 1] - mean);
    expect(Math.abs((sum / count) * 12)).toBeLessThan(0.013);
  });

  test('fill [0, 1) and are exact in 32-bit floats', () => {
    expect(unitInterval(0)).toBe(0);
    expect(unitInterval(0xffffffff)).toBe(1 - 2 ** -24);
    expect([...numbers].filter((x) => x < 0 || x >= 1 || Math.fround(x) !== x)).toEqual([]);
  });
});

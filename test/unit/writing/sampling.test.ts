import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PURPOSE, RandomStream } from '../../../src/engine/rng.ts';
import { Sampler, type SamplingSettings } from '../../../src/writing/sampling.ts';

const PLAIN: SamplingSettings = { temperature: 1, topK: 0, topP: 1 };

/** Few distinct values, so that ties are common. */
const logitsArbitrary = fc
  .array(fc.integer({ min: -12, max: 12 }), { minLength: 2, maxLength: 40 })
  .map((values) => Float32Array.from(values, (value) => value / 2));
const uniformArbitrary = fc.integer({ min: 0, max: 2 ** 24 - 1 }).map((word) => word / 2 ** 24);

/** Ids from the likeliest down, the lower first of equals, and their probabilities. */
function ranked(logits: Float32Array, temperature: number): { id: number; probability: number }[] {
  const weights = Array.from(logits, (logit) => Math.exp((logit - Math.max(...logits)) / temperature));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights
    .map((weight, id) => ({ id, probability: weight / sum }))
    .sort((one, other) => other.probability - one.probability || one.id - other.id);
}

/** Every id that some of 4000 evenly spread random numbers chooses. */
function reachable(logits: Float32Array, settings: SamplingSettings, never: number | null = null): Set<number> {
  const sampler = new Sampler(logits.length, never, settings);
  return new Set(Array.from({ length: 4000 }, (_, i) => sampler.sample(logits, i / 4000)));
}

describe('sampling', () => {
  it('with top-k 1 is the argmax, the lowest id of equals, whatever the random number and temperature', () => {
    fc.assert(
      fc.property(
        logitsArbitrary,
        uniformArbitrary,
        fc.double({ min: 0.05, max: 2, noNaN: true }),
        (logits, uniform, temperature) => {
          const sampler = new Sampler(logits.length, null, { temperature, topK: 1, topP: 1 });
          expect(sampler.sample(logits, uniform)).toBe(logits.indexOf(Math.max(...logits)));
        },
      ),
      { seed: 3 },
    );
  });

  it('with top-k chooses only among the k likeliest', () => {
    fc.assert(
      fc.property(logitsArbitrary, uniformArbitrary, fc.integer({ min: 1, max: 50 }), (logits, uniform, topK) => {
        const id = new Sampler(logits.length, null, { ...PLAIN, topK }).sample(logits, uniform);
        expect(
          ranked(logits, 1)
            .slice(0, topK)
            .map((entry) => entry.id),
        ).toContain(id);
      }),
      { seed: 4 },
    );
  });

  it('with top-p keeps the smallest set of likeliest symbols that has at least that probability', () => {
    fc.assert(
      fc.property(logitsArbitrary, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (logits, topP) => {
        const order = ranked(logits, 1);
        let mass = 0;
        const kept = order.filter(({ probability }) => {
          const inside = mass < topP - 1e-12;
          mass += probability;
          return inside;
        });
        const sampler = new Sampler(logits.length, null, { ...PLAIN, topP });
        const ids = kept.map(({ id }) => id);
        expect(ids).toContain(sampler.sample(logits, 0));
        expect(ids).toContain(sampler.sample(logits, 1 - 2 ** -24));
        // The middle of each kept symbol's share of the random numbers chooses it.
        const keptMass = kept.reduce((sum, { probability }) => sum + probability, 0);
        let below = 0;
        for (const { id, probability } of kept) {
          if (probability > 1e-9) expect(sampler.sample(logits, (below + probability / 2) / keptMass)).toBe(id);
          below += probability;
        }
      }),
      { seed: 5 },
    );
  });

  it('counts top-p within what top-k left: of 4, 2, 1, 1 parts, k 2 and p 0.6 leave only the first', () => {
    const logits = Float32Array.of(1, 1, 2, 4).map(Math.log);
    expect(reachable(logits, { temperature: 1, topK: 2, topP: 0.6 })).toEqual(new Set([3]));
    expect(reachable(logits, { temperature: 1, topK: 2, topP: 0.7 })).toEqual(new Set([3, 2]));
    expect(reachable(logits, { temperature: 1, topK: 0, topP: 0.6 })).toEqual(new Set([3, 2]));
  });

  it.each([
    ['everything', PLAIN],
    ['temperature 0.5', { ...PLAIN, temperature: 0.5 }],
    ['temperature 2', { ...PLAIN, temperature: 2 }],
    ['top-k 4', { ...PLAIN, topK: 4 }],
    ['top-p 0.8', { ...PLAIN, topP: 0.8 }],
  ])('chooses as often as the softmax says, within 4 standard deviations of 20,000 draws: %s', (_, settings) => {
    const logits = Float32Array.of(0.3, -1, 2, 1.5, 0.3, -3);
    const order = ranked(logits, settings.temperature);
    let mass = 0;
    const kept = order.filter(({ probability }, rank) => {
      const inside = mass < settings.topP && (settings.topK === 0 || rank < settings.topK);
      mass += probability;
      return inside;
    });
    const keptMass = kept.reduce((sum, { probability }) => sum + probability, 0);
    const draws = 20_000;
    const counts = new Array<number>(logits.length).fill(0);
    const random = new RandomStream(11, PURPOSE.writing);
    const sampler = new Sampler(logits.length, null, settings);
    for (let i = 0; i < draws; i++) counts[sampler.sample(logits, random.uniform())]++;
    for (let id = 0; id < logits.length; id++) {
      const share = (kept.find((entry) => entry.id === id)?.probability ?? 0) / keptMass;
      const deviation = Math.sqrt(draws * share * (1 - share));
      expect(Math.abs(counts[id] - draws * share)).toBeLessThanOrEqual(4 * deviation);
    }
  });

  it('never chooses the rare symbol, however likely it is', () => {
    const logits = Float32Array.of(0, 50, 1);
    expect(reachable(logits, PLAIN, 1)).toEqual(new Set([0, 2]));
    expect(reachable(logits, { ...PLAIN, topK: 1 }, 1)).toEqual(new Set([2]));
    expect(reachable(logits, { ...PLAIN, topK: 3, topP: 0.99 }, 1)).toEqual(new Set([0, 2]));
  });

  it('stands logits of ±10,000 at temperature 0.05', () => {
    const logits = Float32Array.of(-10_000, 10_000, 9_999, -10_000);
    expect(reachable(logits, { ...PLAIN, temperature: 0.05 })).toEqual(new Set([1]));
  });

  it.each([NaN, Infinity, -Infinity])(
    'refuses a logit of %d with a StateError that says the network diverged',
    (bad) => {
      const sampler = new Sampler(3, null, PLAIN);
      expect(() => sampler.sample(Float32Array.of(0, bad, 1), 0.5)).toThrow(
        expect.objectContaining({ name: 'StateError', message: expect.stringMatching(/symbol 1.*diverged/) as string }),
      );
    },
  );
});

import { expect, test } from 'vitest';
import { ngramLevel } from '../../../src/state/ngram-level.ts';

const NGRAMS = [3.3, 2.5, 2.0, 1.8, 1.67, 1.7];

test('a loss is as good as the best n-gram that it reaches', () => {
  expect(ngramLevel(2.2, NGRAMS)).toEqual({ order: 2, nats: 2.5, isBest: false });
  expect(ngramLevel(1.8, NGRAMS)).toEqual({ order: 4, nats: 1.8, isBest: false });
});

test('an order that predicts worse than the one below it is not the one to be as good as', () => {
  expect(ngramLevel(1.69, NGRAMS)).toEqual({ order: 6, nats: 1.7, isBest: false });
  expect(ngramLevel(1.75, NGRAMS)).toEqual({ order: 4, nats: 1.8, isBest: false });
});

test('below the best of all it is better than any, and above the first it is as good as none', () => {
  expect(ngramLevel(1.6, NGRAMS)).toEqual({ order: 5, nats: 1.67, isBest: true });
  expect(ngramLevel(3.4, NGRAMS)).toBeNull();
});

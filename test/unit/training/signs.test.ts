import { describe, expect, it } from 'vitest';
import type { LossHistory } from '../../../src/shared/run.ts';
import { signsOf } from '../../../src/training/signs.ts';

/** Validation points every ten steps, and a training loss for each step, by the share of the run done. */
function historyOf(validation: readonly number[], training: (step: number) => number): LossHistory {
  return {
    validation: validation.map((nats, at) => ({ step: 10 * (at + 1), nats })),
    training: Array.from({ length: 10 * validation.length }, (_, at) => ({ step: at + 1, nats: training(at + 1) })),
  };
}

const falling = (step: number): number => 2 - step / 1000;

describe('the signs of learning', () => {
  it('are none before the first validation point, and no advice while the loss on unseen text falls', () => {
    expect(signsOf({ training: [], validation: [] })).toEqual({ best: null, advice: null, setback: null });
    const { best, advice } = signsOf(historyOf([3, 2.5, 2.2, 2.1], falling));
    expect([best, advice]).toEqual([{ step: 40, nats: 2.1 }, null]);
  });

  it('say by heart once three points stand 2 % above the lowest while what is learned gets better, not before', () => {
    const lowest = [2.4, 2, 2.03, 2.05];
    expect(signsOf(historyOf(lowest, falling)).advice).toBeNull();
    expect(signsOf(historyOf([...lowest, 2.03], falling)).advice).toBeNull();
    expect(signsOf(historyOf([...lowest, 2.06], falling))).toMatchObject({
      best: { step: 20, nats: 2 },
      advice: 'by-heart',
    });
  });

  it('do not say by heart where the loss of what is learned rises too: that is no learning at all', () => {
    expect(signsOf(historyOf([2.4, 2, 2.1, 2.2, 2.3], (step) => 2 + step / 1000)).advice).toBeNull();
  });

  it('say that nothing is gained after eight points, or a fifth of all, without a lower one', () => {
    const idle = (before: number, after: number): LossHistory => {
      const down = Array.from({ length: before }, (_, at) => 3 - (at + 1) / before);
      return historyOf([...down, ...Array.from({ length: after }, () => 2.01)], falling);
    };
    expect(signsOf(idle(5, 7)).advice).toBeNull();
    expect(signsOf(idle(5, 8)).advice).toBe('no-gain');
    expect(signsOf(idle(80, 19)).advice).toBeNull();
    expect(signsOf(idle(80, 20)).advice).toBe('no-gain');
  });

  it('tell the last setback', () => {
    const setbacks = [1, 2].map((backTo) => ({ step: 9, backTo, learningRate: 0.1 }));
    expect(signsOf({ training: [], validation: [], setbacks }).setback).toEqual(setbacks[1]);
  });
});

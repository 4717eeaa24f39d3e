import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LossHistory } from '../../../src/shared/run.ts';
import { History } from '../../../src/training/history.ts';

/** Adds the points of steps `from` to `to`, both included; validation every hundredth. */
function grow(history: History, from: number, to: number): History {
  for (let step = from; step <= to; step++) {
    history.addTraining({ step, nats: 1 / step });
    if (step % 100 === 0) history.addValidation({ step, nats: 2 / step });
  }
  return history;
}

/** As a checkpoint keeps it. */
function throughFile(history: History): LossHistory {
  return JSON.parse(JSON.stringify(history.data)) as LossHistory;
}

describe('the history of a run', () => {
  it('keeps every point of the first 2000 steps', () => {
    const { training } = grow(new History(), 1, 2000).data;
    expect(training.map(({ step }) => step)).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
    expect(training[999]).toEqual({ step: 1000, nats: 0.001 });
  });

  it('never holds more than 2000 training points nor, once full, fewer than half of that', () => {
    const history = new History();
    for (let step = 1; step <= 40_000; step++) {
      history.addTraining({ step, nats: 1 });
      if (step % 997 !== 0) continue;
      expect(history.data.training.length).toBeLessThanOrEqual(2000);
      expect(history.data.training.length).toBeGreaterThanOrEqual(Math.min(step, 1000));
    }
  });

  it('thins evenly: every 32nd step from the first is left of 40,000', () => {
    const { training } = grow(new History(), 1, 40_000).data;
    expect(training.map(({ step }) => step)).toEqual(Array.from({ length: 1250 }, (_, index) => 1 + 32 * index));
  });

  it('is the same however often the run was put down, at whatever steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9000 }),
        fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 6 }),
        (total, cuts) => {
          const ends = [...cuts.filter((cut) => cut < total), total].sort((one, other) => one - other);
          let history = new History();
          let step = 0;
          for (const end of ends) {
            history = grow(new History(throughFile(history)), step + 1, end);
            step = end;
          }
          expect(history.data).toEqual(grow(new History(), 1, total).data);
        },
      ),
      { numRuns: 25, examples: [[9000, [0, 1, 2, 2001, 4002, 8001]]] },
    );
  });

  it('hands out copies: what was read stays as it was', () => {
    const history = grow(new History(), 1, 100);
    const before = history.data;
    grow(history, 101, 200);
    expect([before.training.length, before.validation.length]).toEqual([100, 1]);
  });
});

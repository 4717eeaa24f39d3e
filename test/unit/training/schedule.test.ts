import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningRateAt } from '../../../src/training/schedule.ts';

const ROUNDING = 1e-12;
const falling = { learningRate: 0.004, warmupSteps: 20 };

const runs = fc.record({
  schedule: fc.constantFrom('cosine', 'linear', 'constant'),
  learningRate: fc.double({ min: 1e-6, max: 1, noNaN: true }),
  warmupSteps: fc.integer({ min: 0, max: 100_000 }),
  totalSteps: fc.integer({ min: 1, max: 2000 }),
});

type Rates = Parameters<typeof learningRateAt>[0];

function rates({ totalSteps, ...settings }: Rates & { readonly totalSteps: number }): number[] {
  return Array.from({ length: totalSteps }, (_, step) => learningRateAt(settings, step, totalSteps));
}

describe('the learning rate', () => {
  it('rises in equal parts over the warm-up, from one part at the first step to the whole rate', () => {
    for (const schedule of ['cosine', 'linear', 'constant'] as const) {
      const warmup = rates({ ...falling, schedule, totalSteps: 1000 }).slice(0, 20);
      warmup.forEach((rate, step) => expect(rate).toBeCloseTo((0.004 * (step + 1)) / 20, 12));
    }
  });

  it.each(['cosine', 'linear'] as const)('of a %s schedule ends at a twentieth, and stays there', (schedule) => {
    expect(learningRateAt({ ...falling, schedule }, 1000, 1000)).toBeCloseTo(0.0002, 12);
    expect(learningRateAt({ ...falling, schedule }, 5000, 1000)).toBeCloseTo(0.0002, 12);
  });

  it('is at 0.525 of its height halfway down a cosine and a line, and at 0.861 and 0.7625 a quarter down', () => {
    const at = (schedule: 'cosine' | 'linear', step: number) =>
      learningRateAt({ learningRate: 1, warmupSteps: 0, schedule }, step, 1000);
    expect(at('cosine', 500)).toBeCloseTo(0.525, 12);
    expect(at('linear', 500)).toBeCloseTo(0.525, 12);
    expect(at('cosine', 250)).toBeCloseTo(0.05 + 0.95 * (0.5 + Math.SQRT1_2 / 2), 12);
    expect(at('linear', 250)).toBeCloseTo(0.7625, 12);
  });

  it('of a constant schedule is the same from the end of the warm-up to the end of the run', () => {
    const after = rates({ ...falling, schedule: 'constant', totalSteps: 500 }).slice(20);
    expect(new Set(after)).toEqual(new Set([0.004]));
  });

  it('is never above the one chosen nor below what is left of it, whatever the run, to 1e-12', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const lowest = Math.min(run.learningRate / 20, run.learningRate / Math.max(1, Math.floor(run.totalSteps / 10)));
        const all = rates(run);
        expect(Math.max(...all)).toBeLessThanOrEqual(run.learningRate * (1 + ROUNDING));
        expect(Math.min(...all)).toBeGreaterThanOrEqual(lowest * (1 - ROUNDING));
      }),
      { numRuns: 60 },
    );
  });

  it('reaches its height within the first tenth of a run, however short, and never rises afterwards, to 1e-12', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const all = rates(run);
        const top = all.findIndex((rate) => rate >= run.learningRate * (1 - ROUNDING));
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top).toBeLessThanOrEqual(run.totalSteps / 10);
        expect(all.findIndex((rate, step) => step > top && rate > all[step - 1] * (1 + ROUNDING))).toBe(-1);
      }),
      { numRuns: 60 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { SampleText } from '../../../src/shared/run.ts';
import { merged, SAMPLES_KEPT, withSample } from '../../../src/shared/sample-history.ts';

const sampleAt = (step: number): SampleText => ({ step, temperature: 0.7, text: `at ${step}` });
const stepsOf = (samples: readonly SampleText[]): number[] => samples.map(({ step }) => step);

describe('the samples of a run', () => {
  it('stay few, with the first and the last, and the steps between them grow geometrically', () => {
    let samples: readonly SampleText[] = [];
    for (let step = 0; step <= 20_000; step += 40) {
      samples = withSample(samples, sampleAt(step));
      expect(samples.length).toBeLessThanOrEqual(SAMPLES_KEPT);
      expect([samples[0].step, samples.at(-1)?.step]).toEqual([0, step]);
    }
    const steps = stepsOf(samples);
    expect(steps).toHaveLength(SAMPLES_KEPT);
    expect(steps.slice(0, 5)).toEqual([0, 40, 80, 120, 160]);
    const ratios = steps.slice(12).map((step, at) => step / steps[at + 11]);
    expect(Math.max(...ratios)).toBeLessThan(1.4);
  });

  it('lose those of a way the run was taken back from', () => {
    const samples = [10, 20, 30, 40].map(sampleAt);
    expect(stepsOf(withSample(samples, sampleAt(25)))).toEqual([10, 20, 25]);
    expect(withSample(samples, { ...sampleAt(40), text: 'new' }).at(-1)?.text).toBe('new');
  });

  it('of two lists come together in order, one a step', () => {
    expect(stepsOf(merged([10, 30].map(sampleAt), [20, 30, 40].map(sampleAt)))).toEqual([10, 20, 30, 40]);
    expect(
      merged(
        [],
        Array.from({ length: 500 }, (_, at) => sampleAt(at)),
      ),
    ).toHaveLength(SAMPLES_KEPT);
  });
});

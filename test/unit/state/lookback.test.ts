import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SampleText } from '../../../src/shared/run.ts';
import { Lookback } from '../../../src/state/lookback.svelte.ts';

let samples: SampleText[];
const sampleAt = (step: number): SampleText => ({ step, temperature: 0.7, text: `at ${step}` });

beforeEach(() => {
  vi.useFakeTimers();
  samples = [0, 10, 20, 40].map(sampleAt);
});
afterEach(() => void vi.useRealTimers());

describe('looking back', () => {
  it('follows the newest sample until an earlier one is looked at, and again from the newest on', () => {
    const lookback = new Lookback(() => samples);
    expect(lookback.shown?.step).toBe(40);
    lookback.look(1);
    samples = [...samples, sampleAt(80)];
    expect([lookback.at, lookback.shown?.step]).toEqual([1, 10]);
    lookback.look(99);
    samples = [...samples, sampleAt(160)];
    expect(lookback.shown?.step).toBe(160);
  });

  it('goes one back and on, and no further than the ends', () => {
    const lookback = new Lookback(() => samples);
    lookback.move(-1);
    expect(lookback.shown?.step).toBe(20);
    for (let turn = 0; turn < 9; turn++) lookback.move(-1);
    expect(lookback.shown?.step).toBe(0);
    lookback.move(1);
    expect(lookback.shown?.step).toBe(10);
  });

  it('shows the next one when the one looked at was thinned out', () => {
    const lookback = new Lookback(() => samples);
    lookback.look(1);
    samples = samples.filter(({ step }) => step !== 10);
    expect(lookback.shown?.step).toBe(20);
  });

  it('plays from the first to the newest, and ends there', () => {
    const lookback = new Lookback(() => samples);
    lookback.play();
    const seen = [lookback.shown?.step];
    while (lookback.isPlaying) {
      vi.advanceTimersToNextTimer();
      seen.push(lookback.shown?.step);
    }
    expect(seen).toEqual([0, 10, 20, 40]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('plays on from where it is looked at, and stops when another place is looked at', () => {
    const lookback = new Lookback(() => samples);
    lookback.look(1);
    lookback.play();
    expect(lookback.shown?.step).toBe(10);
    vi.advanceTimersToNextTimer();
    expect(lookback.shown?.step).toBe(20);
    lookback.look(0);
    expect([lookback.isPlaying, vi.getTimerCount()]).toEqual([false, 0]);
  });

  it('has nothing to show or play before the first sample', () => {
    samples = [];
    const lookback = new Lookback(() => samples);
    lookback.play();
    expect([lookback.at, lookback.shown, lookback.isPlaying]).toEqual([-1, null, false]);
  });
});

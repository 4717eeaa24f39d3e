import type { Settings } from '../shared/settings.ts';

/** The share of the learning rate that is left at the end of a falling schedule. */
const FINAL_SHARE = 0.05;

/**
 * The learning rate of step `step` (from 0) of `totalSteps`: a linear warm-up, then a half cosine (Loshchilov, Hutter
 * 2017), a line or a constant, down to a twentieth.
 */
export function learningRateAt(
  settings: Pick<Settings, 'learningRate' | 'schedule' | 'warmupSteps'>,
  step: number,
  totalSteps: number,
): number {
  const { learningRate, schedule } = settings;
  // A short run must not spend itself warming up.
  const warmup = Math.min(settings.warmupSteps, Math.floor(totalSteps / 10));
  if (step < warmup) return (learningRate * (step + 1)) / warmup;
  const done = Math.min(1, (step - warmup) / Math.max(1, totalSteps - warmup));
  switch (schedule) {
    case 'constant':
      return learningRate;
    case 'linear':
      return learningRate * (1 - (1 - FINAL_SHARE) * done);
    case 'cosine':
      return learningRate * (FINAL_SHARE + ((1 - FINAL_SHARE) * (1 + Math.cos(Math.PI * done))) / 2);
  }
}

import type { LearningSigns, LossHistory, LossPoint, ValidationPoint } from '../shared/run.ts';

/** So many validation points in a row without a better one, and a fifth of all: more training gains nothing. */
const PATIENCE_POINTS = 8;
const PATIENCE_SHARE = 0.2;
/** By heart: the validation loss has risen by this share above its lowest, while what is learned still gets better. */
const RISE = 0.02;
/** Points a mean is taken over, so that one bad window makes no sign. */
const STEADY = 3;

/** What the curves say about going on. */
export function signsOf({ training, validation, setbacks = [] }: LossHistory): LearningSigns {
  const best = lowest(validation);
  const setback = setbacks.at(-1) ?? null;
  if (best === null) return { best, advice: null, setback };
  const since = validation.filter(({ step }) => step > best.step);
  const interval = (validation[validation.length - 1].step - validation[0].step) / Math.max(1, validation.length - 1);
  const learning = (until: number): number =>
    mean(training.filter(({ step }) => step <= until && step > until - interval * STEADY));
  const now = mean(since.slice(-STEADY));
  const isBetterAtHeart = learning(validation[validation.length - 1].step) < learning(best.step);
  if (since.length >= STEADY && now > best.nats * (1 + RISE) && isBetterAtHeart) {
    return { best, advice: 'by-heart', setback };
  }
  const patience = Math.max(PATIENCE_POINTS, validation.length * PATIENCE_SHARE);
  return { best, advice: since.length >= patience ? 'no-gain' : null, setback };
}

function lowest(points: readonly ValidationPoint[]): ValidationPoint | null {
  return points.reduce<ValidationPoint | null>(
    (low, point) => (low === null || point.nats < low.nats ? point : low),
    null,
  );
}

function mean(points: readonly LossPoint[]): number {
  return points.reduce((sum, { nats }) => sum + nats, 0) / points.length;
}

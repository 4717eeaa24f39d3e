/** Logits of one answer as probabilities. */
import { writing } from '../messages/writing.ts';
import { StateError } from '../shared/errors.ts';

const NONE: ReadonlySet<number> = new Set();

export interface Alternative {
  readonly id: number;
  readonly probability: number;
}

/**
 * The softmax of a row of logits; what is never answered has a probability of 0.
 * @throws StateError when a logit is not a finite number.
 */
export function distribution(logits: Float32Array, never: ReadonlySet<number> = NONE): Float64Array {
  let greatest = -Infinity;
  for (const [id, logit] of logits.entries()) {
    if (!Number.isFinite(logit)) throw new StateError(writing.diverged(logit, id));
    if (logit > greatest && !never.has(id)) greatest = logit;
  }
  const probabilities = Float64Array.from(logits, (logit, id) => (never.has(id) ? 0 : Math.exp(logit - greatest)));
  const sum = probabilities.reduce((so, power) => so + power, 0);
  return probabilities.map((power) => power / sum);
}

/** The `count` likeliest answers in falling order, fewer where no more are possible; of equally likely ones the lower id comes first. */
export function likeliest(probabilities: Float64Array, count: number): readonly Alternative[] {
  const best: Alternative[] = [];
  for (const [id, probability] of probabilities.entries()) {
    if (probability === 0 || (best.length === count && probability <= best[count - 1].probability)) continue;
    const after = best.findIndex((other) => probability > other.probability);
    best.splice(after < 0 ? best.length : after, 0, { id, probability });
    if (best.length > count) best.pop();
  }
  return best;
}

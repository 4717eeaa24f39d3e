/** The samples of a run that are kept: close together while it learns its first letters, ever further apart from then on. */
import type { SampleText } from './run.ts';

/** So many of 240 characters are some 12 kB, and enough to watch words come out of noise. */
export const SAMPLES_KEPT = 48;

/** The samples with one more, oldest first. Those of its step and of later ones go, for the run was taken back. */
export function withSample(
  samples: readonly SampleText[],
  sample: SampleText,
  most: number = SAMPLES_KEPT,
): readonly SampleText[] {
  return thinned([...samples.filter(({ step }) => step < sample.step), sample], most);
}

/** All samples of two lists, one a step, oldest first. */
export function merged(
  some: readonly SampleText[],
  others: readonly SampleText[],
  most: number = SAMPLES_KEPT,
): readonly SampleText[] {
  const bySteps = new Map([...some, ...others].map((sample) => [sample.step, sample]));
  return thinned(
    [...bySteps.values()].sort((one, other) => one.step - other.step),
    most,
  );
}

/**
 * Of too many that one goes whose neighbours stand closest in proportion, so that the steps between what stays grow
 * geometrically; the first and the last always stay.
 */
function thinned(samples: readonly SampleText[], most: number): readonly SampleText[] {
  const kept = [...samples];
  while (kept.length > most) kept.splice(leastMissed(kept), 1);
  return kept;
}

function leastMissed(samples: readonly SampleText[]): number {
  let [least, at] = [Infinity, samples.length - 1];
  for (let index = 1; index < samples.length - 1; index++) {
    // One is added, since the first sample may be of step 0.
    const gap = (samples[index + 1].step + 1) / (samples[index - 1].step + 1);
    if (gap < least) [least, at] = [gap, index];
  }
  return at;
}

/** No thread gets less than this part of an even share: it may be quick again, and is only heard of while it works. */
const LEAST = 0.25;

/**
 * Deals the next step by how fast each thread was in the last one, so that all come to the meeting at the same time, on a
 * phone with two kinds of core too. A share's new size lies half way, as a ratio, between its old one and what the speeds
 * call for: one interruption does not overturn everything.
 * @param bounds where the shares begin, from 0, and where the last one ends, at 1; rewritten.
 * @param speeds work a thread did in a unit of time, in any units; as long as one of them is 0, nobody knows, and all stays.
 */
export function balance(bounds: Float64Array, speeds: Float64Array): void {
  if (speeds.includes(0)) return;
  const threads = speeds.length;
  const wanted = Array.from(speeds, (speed, thread) => Math.sqrt((bounds[thread + 1] - bounds[thread]) * speed));
  const least = (LEAST / threads) * sumOf(wanted);
  const sizes = wanted.map((size) => Math.max(size, least));
  const sum = sumOf(sizes);
  for (let thread = 1; thread < threads; thread++) bounds[thread] = bounds[thread - 1] + sizes[thread - 1] / sum;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

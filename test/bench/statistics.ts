/** The few figures that stand for many measurements. */

/** The middle one, or the mean of the middle two. @throws RangeError when there are none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('There is no median of no values.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What ratios are averaged by: half as fast and twice as fast cancel out. @throws RangeError unless all are positive. */
export function geometricMean(values: readonly number[]): number {
  if (values.length === 0 || values.some((value) => !(value > 0))) {
    throw new RangeError(`There is no geometric mean of [${values.join(', ')}].`);
  }
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** From the smallest to the largest, as a share of the median. */
export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** So many digits that mean something. */
export function rounded(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}

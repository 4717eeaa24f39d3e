/** Which n-gram a network is as good as: what a loss means to somebody who has no feeling for nats. */

export interface NgramLevel {
  readonly order: number;
  /** What n-grams of that order reach. */
  readonly nats: number;
  /** Is the network better than n-grams of every order? The order is then that of the best. */
  readonly isBest: boolean;
}

/**
 * @param nats the network's loss on unseen text.
 * @param ngramNats what n-grams of orders 1, 2 … reach on it.
 * @returns the best n-gram that the network is at least as good as, or null when it is worse than each.
 */
export function ngramLevel(nats: number, ngramNats: readonly number[]): NgramLevel | null {
  const reached = ngramNats.filter((each) => each >= nats);
  if (reached.length === 0) return null;
  const level = Math.min(...reached);
  return { order: ngramNats.indexOf(level) + 1, nats: level, isBest: level === Math.min(...ngramNats) };
}

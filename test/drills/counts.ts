/** How often a drill is run: a few times in `npm test`, as often as promised in `npm run test:soak`. */
import { DRILLS, type DrillName } from './catalogue.ts';

/** Is this the long run? */
export const SOAK = process.env.UNROLL_SOAK === '1';

/** Scales the counts of the long run down: above 0, at most 1. */
const SCALE = Number(process.env.UNROLL_SOAK_SCALE ?? '1');

/** Where a drill that draws by seeds begins, so that a long one can be gone on with. */
export const FIRST_SEED = Number(process.env.UNROLL_SOAK_FROM ?? '1');

/**
 * How often this drill is to be done now: in the long run scaled, never to nothing, by UNROLL_SOAK_SCALE; Infinity for
 * what is gone through from end to end, whose test ends it there.
 */
export function times(name: DrillName): number {
  const { quick, promised } = DRILLS[name];
  if (!SOAK) return quick;
  return promised === 'each' ? Infinity : Math.max(1, Math.ceil(promised * SCALE));
}

/** Whole numbers from 0 to below `limit`, the same for the same seed (mulberry32). */
export function randomIntegers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

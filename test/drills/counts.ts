/** How often a drill is run: a few times in `npm test`, as often as promised in `npm run test:soak`. */

const SCALE = Number(process.env.UNROLL_SOAK_SCALE ?? '1');

/** Is this the long run? */
export const SOAK = process.env.UNROLL_SOAK === '1';

/** The full count of the long run, scaled down (never to nothing) by UNROLL_SOAK_SCALE between 0 and 1. */
export function full(count: number): number {
  return Math.max(1, Math.ceil(count * SCALE));
}

/** `quick` in `npm test`, the full count in the long run. */
export function counted(quick: number, soak: number): number {
  return SOAK ? full(soak) : quick;
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

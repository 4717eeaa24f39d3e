/**
 * Dropout with the masks of ../../reference/learning.ts, bit for bit: element i is kept when word i % 4 of Philox block i / 4
 * is below `keep`. Four blocks are computed side by side, one a lane, which gives the words of sixteen elements.
 * Philox4x32-10: Salmon, Moraes, Dror, Shaw, SC 2011; the readable twin is ../../../rng.ts.
 */
import { bytes, loadLanes, storeLanes } from './vectors';

const MULTIPLIER_0: u32 = 0xd2511f53;
const MULTIPLIER_1: u32 = 0xcd9e8d57;
const WEYL_0: u32 = 0x9e3779b9;
const WEYL_1: u32 = 0xbb67ae85;
const ROUNDS = 10;

/**
 * y = x · mask / keep for elements firstIndex to firstIndex + count of the stream (seed, purpose), (step, layer).
 * @param threshold keep · 2²⁴, rounded up: a word's top 24 bits below it are kept.
 */
export function dropout(
  y: usize,
  x: usize,
  count: i32,
  firstIndex: u32,
  threshold: i32,
  scale: f32,
  seed: u32,
  purpose: u32,
  step: u32,
  layer: u32,
): void {
  // The first group of sixteen may begin before the first element.
  let from = -(<i32>(firstIndex & 15));
  let block = (firstIndex >> 4) << 2;
  while (from < count) {
    maskedGroup(y, x, from, count, block, threshold, scale, seed, purpose, step, layer);
    from += 16;
    block += 4;
  }
}

/** Elements `from` to `from + 16`, as far as they are within 0 to `count`. */
@inline
function maskedGroup(
  y: usize,
  x: usize,
  from: i32,
  count: i32,
  block: u32,
  threshold: i32,
  scale: f32,
  seed: u32,
  purpose: u32,
  step: u32,
  layer: u32,
): void {
  let x0 = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  let x1 = i32x4.splat(step);
  let x2 = i32x4.splat(layer);
  let x3 = i32x4.splat(0);
  let key0 = seed;
  let key1 = purpose;
  for (let round = 0; round < ROUNDS; round++) {
    const even0 = i64x2.extmul_low_i32x4_u(x0, i32x4.splat(MULTIPLIER_0));
    const odd0 = i64x2.extmul_high_i32x4_u(x0, i32x4.splat(MULTIPLIER_0));
    const even1 = i64x2.extmul_low_i32x4_u(x2, i32x4.splat(MULTIPLIER_1));
    const odd1 = i64x2.extmul_high_i32x4_u(x2, i32x4.splat(MULTIPLIER_1));
    const high0 = v128.shuffle<i32>(even0, odd0, 1, 3, 5, 7);
    const high1 = v128.shuffle<i32>(even1, odd1, 1, 3, 5, 7);
    x0 = v128.xor(v128.xor(high1, x1), i32x4.splat(key0));
    x2 = v128.xor(v128.xor(high0, x3), i32x4.splat(key1));
    x1 = v128.shuffle<i32>(even1, odd1, 0, 2, 4, 6);
    x3 = v128.shuffle<i32>(even0, odd0, 0, 2, 4, 6);
    key0 += WEYL_0;
    key1 += WEYL_1;
  }

  // From the word a vector to the block a vector.
  const low01 = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7);
  const low23 = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5);
  const high23 = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7);
  maskFour(y, x, from, count, v128.shuffle<i64>(low01, low23, 0, 2), threshold, scale);
  maskFour(y, x, from + 4, count, v128.shuffle<i64>(low01, low23, 1, 3), threshold, scale);
  maskFour(y, x, from + 8, count, v128.shuffle<i64>(high01, high23, 0, 2), threshold, scale);
  maskFour(y, x, from + 12, count, v128.shuffle<i64>(high01, high23, 1, 3), threshold, scale);
}

@inline
function maskFour(y: usize, x: usize, from: i32, count: i32, words: v128, threshold: i32, scale: f32): void {
  const mask = i32x4.lt_s(i32x4.shr_u(words, 8), i32x4.splat(threshold));
  if (from >= 0 && from + 4 <= count) {
    const at = bytes(from);
    v128.store(y + at, v128.and(f32x4.mul(v128.load(x + at), f32x4.splat(scale)), mask));
  } else {
    maskSome(y, x, from, count, mask, scale);
  }
}

/** The same at the beginning or end, where some of the four lie outside. */
function maskSome(y: usize, x: usize, from: i32, count: i32, mask: v128, scale: f32): void {
  for (let lane = 0; lane < 4; lane++) {
    const index = from + lane;
    if (index >= 0 && index < count) {
      const at = bytes(index);
      storeLanes(y + at, v128.and(f32x4.mul(loadLanes(x + at, 1), f32x4.splat(scale)), mask), 1);
    }
    mask = v128.shuffle<i32>(mask, mask, 1, 2, 3, 0);
  }
}

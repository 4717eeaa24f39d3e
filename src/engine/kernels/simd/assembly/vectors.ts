/** Four floats at a time: the vector operations every kernel is made of. */

/** Bytes of so many elements. */
@inline
export function bytes(count: i32): usize {
  return (<usize>count) << 2;
}

/** a · b + c: fused where the build has relaxed SIMD and the machine a fused instruction, else a product and a sum. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/**
 * The next four floats, or the next `lanes` of a row's end with zeros behind them. An element goes through the same
 * instructions in a whole vector and in a part, so its bits never depend on where in a row or call it stands.
 */
@inline
export function loadLanes(address: usize, lanes: i32): v128 {
  return lanes >= 4 ? v128.load(address) : loadPart(address, lanes);
}

@inline
export function storeLanes(address: usize, value: v128, lanes: i32): void {
  if (lanes >= 4) v128.store(address, value);
  else storePart(address, value, lanes);
}

/** @param lanes 1 to 3; 0 and less load nothing. */
export function loadPart(address: usize, lanes: i32): v128 {
  if (lanes <= 0) return f32x4.splat(0);
  if (lanes == 1) return v128.load32_zero(address);
  const pair = v128.load64_zero(address);
  return lanes == 2 ? pair : v128.load32_lane(address, pair, 2, 8);
}

/** @param lanes 1 to 3; 0 and less store nothing. */
export function storePart(address: usize, value: v128, lanes: i32): void {
  if (lanes <= 0) return;
  if (lanes == 1) {
    v128.store32_lane(address, value, 0);
  } else {
    v128.store64_lane(address, value, 0);
    if (lanes == 3) v128.store32_lane(address, value, 2, 8);
  }
}

/** All bits set in the first `lanes` lanes. */
@inline
export function firstLanes(lanes: i32): v128 {
  return i32x4.gt_s(i32x4.splat(lanes), i32x4(0, 1, 2, 3));
}

@inline
export function sumOfLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

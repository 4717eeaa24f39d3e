/**
 * exp, tanh and the logistic function of four floats. All three come from one reduction: with n the whole number nearest to
 * y / ln 2 and r = y - n ln 2, so |r| <= ln 2 / 2,
 *
 *     exp(y) = 2ⁿ + 2ⁿ (exp(r) - 1)        exp(y) - 1 = (2ⁿ - 1) + 2ⁿ (exp(r) - 1)
 *
 * The second form keeps its relative precision near 0, and so does the tanh made of it. exp(r) - 1 is a polynomial of
 * degree 6, fitted for the least greatest relative error of exp(r), 3.1e-9 before rounding. ln 2 is taken in two parts,
 * the first with so few bits that n times it is exact (Cody, Waite 1980).
 */
import { madd } from './vectors';

const LOG2_E: f32 = 1.4426950408889634;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
/** 1.5 · 2²³: adding it to a float of moderate size rounds that to a whole number, held in the low bits of the sum. */
const ROUNDER: f32 = 12582912.0;

/** y, no less than `low` and no more than `high`; NaN stays NaN. One instruction a side, where min and max take many. */
@inline
function within(y: v128, low: f32, high: f32): v128 {
  return f32x4.pmax(f32x4.pmin(y, f32x4.splat(high)), f32x4.splat(low));
}

@inline
function roundedBits(y: v128): v128 {
  return madd(y, f32x4.splat(LOG2_E), f32x4.splat(ROUNDER));
}

/** exp(r) - 1 */
@inline
function reducedExponential(y: v128, bits: v128): v128 {
  const n = f32x4.sub(bits, f32x4.splat(ROUNDER));
  const r = madd(n, f32x4.splat(-LN2_LOW), madd(n, f32x4.splat(-LN2_HIGH), y));
  // 1/2, 1/6, 1/24, 1/120, 1/720, nearly; in pairs, for a chain of products waits for each.
  const square = f32x4.mul(r, r);
  const p23 = madd(r, f32x4.splat(0.1666652113199234), f32x4.splat(0.4999999403953552));
  const p45 = madd(r, f32x4.splat(0.008368735201656818), f32x4.splat(0.04166838899254799));
  const p456 = madd(square, f32x4.splat(0.0013814560370519757), p45);
  return madd(square, madd(square, p456, p23), r);
}

/** 2^(n - less), from the low bits of n + ROUNDER. */
@inline
function powerOfTwo(bits: v128, less: i32): v128 {
  return i32x4.add(i32x4.shl(bits, 23), i32x4.splat((127 - less) << 23));
}

/** exp(y); below exp(-86.6), about 2^-125, 0. */
@inline
export function exponential(y: v128): v128 {
  const bounded = within(y, -86.6, 89);
  const bits = roundedBits(bounded);
  // Half of 2ⁿ, for 2¹²⁸ is no float.
  const half = powerOfTwo(bits, 1);
  const result = f32x4.mul(madd(half, reducedExponential(bounded, bits), half), f32x4.splat(2));
  return v128.andnot(result, f32x4.lt(y, f32x4.splat(-86.6)));
}

/** tanh(x) = (exp(2x) - 1) / (exp(2x) + 1) */
@inline
export function tanh(x: v128): v128 {
  const doubled = f32x4.add(x, x);
  const bounded = within(doubled, -20, 20);
  const bits = roundedBits(bounded);
  const power = powerOfTwo(bits, 0);
  const above = madd(power, reducedExponential(bounded, bits), f32x4.sub(power, f32x4.splat(1)));
  return f32x4.div(above, f32x4.add(above, f32x4.splat(2)));
}

/** σ(x) = 1 / (1 + exp(-x)) */
@inline
export function sigmoid(x: v128): v128 {
  const bounded = within(f32x4.neg(x), -87, 87);
  const bits = roundedBits(bounded);
  const power = powerOfTwo(bits, 0);
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, madd(power, reducedExponential(bounded, bits), power)));
}

/** AdamW and the norm of a gradient. */
import { loadLanes, madd, storeLanes } from './vectors';

/** Σ x² in double precision: even and odd pairs of each four elements in four sums, added at the end. */
export function sumOfSquares(x: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = low;
  for (let i = 0; i < count; i += 4, x += 16) {
    const four = loadLanes(x, count - i);
    const first = f64x2.promote_low_f32x4(four);
    const last = f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 0));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(last, last));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/**
 * m = β₁ m + (1 - β₁) g    v = β₂ v + (1 - β₂) g²    w = (1 - decay) w - rate · m / (√v · root + ε)
 * with the bias corrections in `rate` = η / (1 - β₁ᵗ) and `root` = 1 / √(1 - β₂ᵗ), and `decay` = η λ.
 */
export function adam(
  parameter: usize,
  gradient: usize,
  moment1: usize,
  moment2: usize,
  count: i32,
  rate: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  root: f32,
  epsilon: f32,
  decay: f32,
  gradientScale: f32,
): void {
  for (let i = 0; i < count; i += 4, parameter += 16, gradient += 16, moment1 += 16, moment2 += 16) {
    const lanes = count - i;
    const g = f32x4.mul(loadLanes(gradient, lanes), f32x4.splat(gradientScale));
    const m = madd(f32x4.splat(beta1), loadLanes(moment1, lanes), f32x4.mul(f32x4.splat(rest1), g));
    const v = madd(f32x4.splat(beta2), loadLanes(moment2, lanes), f32x4.mul(f32x4.mul(f32x4.splat(rest2), g), g));
    const w = loadLanes(parameter, lanes);
    const step = f32x4.div(
      f32x4.mul(f32x4.splat(rate), m),
      madd(f32x4.sqrt(v), f32x4.splat(root), f32x4.splat(epsilon)),
    );
    storeLanes(moment1, m, lanes);
    storeLanes(moment2, v, lanes);
    storeLanes(parameter, f32x4.sub(f32x4.sub(w, f32x4.mul(f32x4.splat(decay), w)), step), lanes);
  }
}

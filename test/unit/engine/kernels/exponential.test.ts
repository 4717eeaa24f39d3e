import { describe, expect, test } from 'vitest';
import { sigmoid } from '../../../../src/engine/kernels/reference/cells.ts';
import { functionsOf, type FunctionName } from './functions.ts';

function spread(from: number, to: number, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = from + ((to - from) * i) / (count - 1);
  return values;
}

/** Both signs of numbers of every exponent a float32 can have, denormals too. */
function magnitudes(): Float32Array {
  const values: number[] = [];
  for (let exponent = -149; exponent <= 127; exponent++) {
    for (const mantissa of [1, 1.17, 1.5, 1.999]) values.push(mantissa * 2 ** exponent, -mantissa * 2 ** exponent);
  }
  return Float32Array.from(values);
}

const relativeTo =
  (exact: (x: number) => number) =>
  (y: number, x: number): number =>
    Math.abs(y - exact(x)) / Math.abs(exact(x));
const absoluteTo =
  (exact: (x: number) => number) =>
  (y: number, x: number): number =>
    Math.abs(y - exact(x));

describe.each(['simd', 'relaxed-simd'] as const)('%s', async (build) => {
  const functions = await functionsOf(build);
  const worst = (name: FunctionName, inputs: Float32Array, error: (actual: number, x: number) => number): number =>
    functions[name](inputs).reduce((most, y, i) => Math.max(most, error(y, inputs[i])), 0);

  describe('exp', () => {
    test('has a relative error below 2e-7 from -86.5 to 88.7', () => {
      expect(worst('exp', spread(-86.5, 88.7, 200_000), relativeTo(Math.exp))).toBeLessThan(2e-7);
      expect(worst('exp', spread(-1, 1, 100_000), relativeTo(Math.exp))).toBeLessThan(2e-7);
    });
    test('is 0 below -86.6, where the true value is below 2.5e-38, and infinite above 88.73', () => {
      expect([...functions.exp(Float32Array.of(-86.7, -1e4, -Infinity))]).toEqual([0, 0, 0]);
      expect([...functions.exp(Float32Array.of(88.73, 1e4, Infinity))]).toEqual([Infinity, Infinity, Infinity]);
    });
    test('is 1 for zeros and denormals, NaN for NaN', () => {
      expect([...functions.exp(Float32Array.of(0, -0, 1e-45, -1e-40, NaN))]).toEqual([1, 1, 1, 1, NaN]);
    });
  });

  describe('tanh', () => {
    test('has an absolute error below 2e-7 everywhere', () => {
      expect(worst('tanh', spread(-12, 12, 200_000), absoluteTo(Math.tanh))).toBeLessThan(2e-7);
      expect(worst('tanh', magnitudes(), absoluteTo(Math.tanh))).toBeLessThan(2e-7);
    });
    test('has a relative error below 3e-7 for every ordinary number', () => {
      const ordinary = magnitudes().filter((x) => Math.abs(x) > 1.2e-38);
      expect(worst('tanh', ordinary, relativeTo(Math.tanh))).toBeLessThan(3e-7);
      expect(worst('tanh', spread(-2, 2, 200_001), (y, x) => (x === 0 ? y : relativeTo(Math.tanh)(y, x)))).toBeLessThan(
        3e-7,
      );
    });
    test('is x for denormal x, ±1 at the infinities, NaN for NaN', () => {
      const inputs = Float32Array.of(1e-40, -1e-45, Infinity, -Infinity, NaN);
      expect([...functions.tanh(inputs)]).toEqual([inputs[0], inputs[1], 1, -1, NaN]);
    });
  });

  describe('the logistic function', () => {
    test('has an absolute error below 2e-7 everywhere', () => {
      expect(worst('sigmoid', spread(-100, 100, 200_000), absoluteTo(sigmoid))).toBeLessThan(2e-7);
      expect(worst('sigmoid', magnitudes(), absoluteTo(sigmoid))).toBeLessThan(2e-7);
    });
    test('has a relative error below 3e-7 from -87 up', () => {
      expect(worst('sigmoid', spread(-87, 87, 200_000), relativeTo(sigmoid))).toBeLessThan(3e-7);
    });
    test('is below 2e-38 and 1 at the infinities, NaN for NaN', () => {
      const [low, high, none] = functions.sigmoid(Float32Array.of(-Infinity, Infinity, NaN));
      expect(low).toBeLessThan(2e-38);
      expect(high).toBe(1);
      expect(none).toBeNaN();
    });
  });
});

import { expect, test } from 'vitest';
import { availableKernels, loadKernels, loadProgram } from '../../../../src/engine/kernels/choose.ts';
import { DeviceError } from '../../../../src/shared/errors.ts';
import { withPrivateMemory } from '../../../../src/engine/kernels/simd/private-memory.ts';
import { SIMD_SETS } from '../support.ts';

test('the fastest kernels that run here are chosen, or those asked for', async () => {
  expect(SIMD_SETS).toHaveLength(2);
  expect(availableKernels()).toEqual(['relaxed-simd', 'simd', 'reference']);
  expect((await loadKernels()).name).toBe('relaxed-simd');
  expect((await loadKernels('simd')).name).toBe('simd');
  expect((await loadKernels('reference')).name).toBe('reference');
});

test('an arena is all zero, of the asked length, and starts behind what the kernels keep', async () => {
  const set = await loadKernels('simd');
  const { floats, integers, name } = set.create(set.start + 12_345);
  expect(name).toBe('simd');
  expect([floats.length, integers.length]).toEqual([set.start + 12_345, set.start + 12_345]);
  expect(floats.every((value) => value === 0)).toBe(true);
  expect(set.start * 4).toBeLessThan(2 ** 20);
});

test.each(['reference', 'simd'] as const)('%s: an arena no device can give is refused with its size', async (name) => {
  const set = await loadKernels(name);
  expect(() => set.create(2 ** 34)).toThrow(DeviceError);
  expect(() => set.create(2 ** 34)).toThrow('cannot give the 65536 MB');
});

test('memory of its own and shared memory give the same bits', async () => {
  const results = await Promise.all(
    [false, true].map(async (shared) => {
      const program = await loadProgram('simd', shared);
      const { set } = program;
      const { start } = set;
      const kernels = set.create(start + 3000);
      for (let i = 0; i < 2000; i++) kernels.floats[start + i] = Math.sin(i);
      kernels.multiplyTransposed(start + 2000, start, start + 900, 30, 30, 30, 0, 30);
      expect(kernels.floats.buffer instanceof SharedArrayBuffer).toBe(shared);
      return kernels.integers.slice(start + 2000, start + 2900);
    }),
  );
  expect(results[0]).toEqual(results[1]);
  expect(results[0].some((word) => word !== 0)).toBe(true);
});

test('threads of one memory do not disturb each other: each has scratch of its own', async () => {
  const program = await loadProgram('simd', true);
  const start = 16 + 2 * program.scratchLength;
  const memory = program.createMemory(start + 4000);
  const [one, two] = [0, 1].map((thread) => program.kernels(memory, start + 4000, 16 + thread * program.scratchLength));
  for (let i = 0; i < 2000; i++) one.floats[start + i] = Math.cos(i);
  one.multiplyTransposed(start + 2000, start, start + 900, 30, 30, 30, 0, 30);
  const scratch = one.integers.slice(16, 16 + program.scratchLength);
  two.multiplyTransposed(start + 3000, start, start + 900, 30, 30, 30, 0, 30);
  expect(one.integers.slice(16, 16 + program.scratchLength)).toEqual(scratch);
  expect(two.integers.slice(start + 3000, start + 3900)).toEqual(one.integers.slice(start + 2000, start + 2900));
});

test('a module without a shared memory is no kernel module', () => {
  expect(() => withPrivateMemory(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))).toThrow(TypeError);
});

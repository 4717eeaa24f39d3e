import type { KernelSet } from '../interface.ts';
import { arenaRefused } from '../refusal.ts';
import { referenceKernels } from './kernels.ts';

/** Kernels that run anywhere JavaScript does. */
export const REFERENCE_KERNELS: KernelSet = {
  name: 'reference',
  packing: { packedLength: (K, N) => K * N },
  start: 0,
  create(length) {
    try {
      const memory = new ArrayBuffer(length * 4);
      return referenceKernels(new Float32Array(memory), new Int32Array(memory));
    } catch (error) {
      throw arenaRefused(length, error);
    }
  },
};

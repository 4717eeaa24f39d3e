import { setFlagsFromString } from 'node:v8';
import { availableKernels } from '../../../src/engine/kernels/choose.ts';

// Node 20 has relaxed SIMD behind a flag, later ones without it.
if (!availableKernels().includes('relaxed-simd')) setFlagsFromString('--experimental-wasm-relaxed-simd');

import type { KernelName, KernelSet } from './interface.ts';
import { REFERENCE_KERNELS } from './reference/set.ts';
import { SimdProgram } from './simd/program.ts';

/** What each build needs of the engine it runs in: a module of one function that uses it, for WebAssembly.validate. */
const PROBES: Readonly<Record<Exclude<KernelName, 'reference'>, readonly number[]>> = {
  // (func (result v128) (f32x4.mul (v128.const 0) (v128.const 0)))
  simd: probe(...vectorConstant(), ...vectorConstant(), 0xfd, 0xe6, 0x01),
  // (func (result v128) (f32x4.relaxed_madd (v128.const 0) (v128.const 0) (v128.const 0)))
  'relaxed-simd': probe(...vectorConstant(), ...vectorConstant(), ...vectorConstant(), 0xfd, 0x85, 0x02),
};

const BEST_FIRST: readonly KernelName[] = ['relaxed-simd', 'simd', 'reference'];

/** The kernels this engine can run, the fastest first. */
export function availableKernels(): readonly KernelName[] {
  return BEST_FIRST.filter((name) => name === 'reference' || isValid(PROBES[name]));
}

/** The fastest kernels that run here, or the preferred ones if they do. */
export async function loadKernels(preferred?: KernelName): Promise<KernelSet> {
  const available = availableKernels();
  const name = available.find((candidate) => candidate === preferred) ?? available[0];
  if (name === 'reference') return REFERENCE_KERNELS;
  return (await loadProgram(name, canShareMemory())).set;
}

/** The compiled kernels of a build, for those who deal out its scratch and threads themselves. */
export async function loadProgram(name: Exclude<KernelName, 'reference'>, shared: boolean): Promise<SimdProgram> {
  const { default: bytes } =
    name === 'simd' ? await import('virtual:kernels/simd') : await import('virtual:kernels/relaxed-simd');
  return SimdProgram.compile(name, bytes, shared);
}

/** Pages that are not cross-origin isolated may not share memory between threads. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === 'function';
}

function isValid(bytes: readonly number[]): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(Uint8Array.from(bytes));
}

function vectorConstant(): number[] {
  return [0xfd, 0x0c, ...Array.from({ length: 16 }, () => 0)];
}

/** A module of one function without parameters and with these instructions, which leave one vector. */
function probe(...instructions: number[]): number[] {
  const body = [0, ...instructions, 0x0b];
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[1, 5, 1, 0x60, 0, 1, 0x7b],
    ...[3, 2, 1, 0],
    ...[10, body.length + 2, 1, body.length, ...body],
  ];
}

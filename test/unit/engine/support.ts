import { Layout } from '../../../src/engine/layout.ts';
import { WHOLE, type WindowSize } from '../../../src/engine/dimensions.ts';
import { canShareMemory, loadProgram } from '../../../src/engine/kernels/choose.ts';
import type { Floats, Kernels } from '../../../src/engine/kernels/interface.ts';
import { referenceKernels } from '../../../src/engine/kernels/reference/kernels.ts';
import { Network } from '../../../src/engine/network.ts';
import type { CellKind, NetworkConfiguration, NetworkShape, TaskAndDirections } from '../../../src/shared/network.ts';
import './relaxed-simd.ts';

/** A set of kernels to run a test on: how it packs, and how to make it over an arena of so many elements. */
export interface KernelSet {
  readonly title: string;
  readonly packing: Pick<Kernels, 'packedLength'>;
  readonly start: number;
  create(length: number): Kernels;
}

const packing = { packedLength: (K: number, N: number): number => K * N };

export const REFERENCE_32: KernelSet = {
  title: 'reference kernels',
  packing,
  start: 0,
  create: (length) => referenceKernels(new Float32Array(length), new Int32Array(length)),
};

export const REFERENCE_64: KernelSet = {
  title: 'reference kernels in double precision',
  packing,
  start: 0,
  create: (length) => referenceKernels(new Float64Array(length), new Int32Array(length)),
};

async function simdKernels(title: string, name: 'simd' | 'relaxed-simd'): Promise<KernelSet> {
  return { title, ...(await loadProgram(name, canShareMemory())).set };
}

/** Both builds of the WebAssembly kernels. */
export const SIMD_SETS: readonly KernelSet[] = [
  await simdKernels('SIMD kernels', 'simd'),
  await simdKernels('relaxed SIMD kernels', 'relaxed-simd'),
];

/** Every set the app may run on this machine: what is claimed of the engine is claimed on each. */
export const KERNEL_SETS: readonly KernelSet[] = [REFERENCE_32, ...SIMD_SETS];

export const CONTINUE: TaskAndDirections = { task: { kind: 'continue' }, directions: 1 };

export function configuration(
  changes: Partial<NetworkShape> = {},
  task: TaskAndDirections = CONTINUE,
): NetworkConfiguration {
  return {
    cell: 'lstm',
    nonlinearity: 'tanh',
    layers: 1,
    hidden: 8,
    input: { kind: 'one-hot' },
    vocabulary: 11,
    ...changes,
    ...task,
  };
}

export const CELLS: readonly CellKind[] = ['rnn', 'lstm', 'gru'];

/** A network with its arena, ready to compute. */
export function createNetwork(
  set: KernelSet,
  network: NetworkConfiguration,
  window: WindowSize,
  dropout = 0,
): { readonly network: Network; readonly kernels: Kernels } {
  const layout = new Layout(set.start);
  const model = new Network(layout, set.packing, network, window, { dropout, embeddingDropout: dropout });
  return { network: model, kernels: set.create(layout.length) };
}

/** The values of one parameter, or of its gradient, as a copy. */
export function read(kernels: Kernels, address: number, length: number): Float64Array {
  return Float64Array.from(kernels.floats.subarray(address, address + length));
}

export function fillSmall(values: Floats, seed: number, scale = 0.5): void {
  let state = seed >>> 0;
  for (let i = 0; i < values.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    values[i] = scale * (state / 2 ** 31 - 1);
  }
}

export function lanesOf(network: Network): { from: number; to: number } {
  return { from: 0, to: network.window.lanes };
}

/** One pass forward and back over the window, all lanes, with the mean loss. Returns that loss. */
export function forwardBackward(
  network: Network,
  kernels: Kernels,
  key: { seed: number; step: number } | null,
): number {
  const { lanes: B, steps: T } = network.window;
  const lanes = lanesOf(network);
  network.pack(kernels);
  network.forward(kernels, lanes, T, key);
  network.backward(kernels, lanes, T, 1 / (T * B), key);
  network.writeGradients(kernels, T, WHOLE, key !== null);
  let sum = 0;
  for (let i = 0; i < T * B; i++) sum += kernels.floats[network.losses + i];
  return sum / (T * B);
}

import { loadProgram } from '../../../../src/engine/kernels/choose.ts';
import '../relaxed-simd.ts';

export type FunctionName = 'exp' | 'tanh' | 'sigmoid';
type ArrayFunction = (inputs: Float32Array) => Float32Array;

/** The functions the kernels are made of, over arrays: exp by itself, the others as the cells apply them. */
export async function functionsOf(build: 'simd' | 'relaxed-simd'): Promise<Record<FunctionName, ArrayFunction>> {
  const program = await loadProgram(build, false);
  const scratch = 16;
  const x = scratch + program.scratchLength;
  const longest = 200_001;
  const memory = program.createMemory(x + 8 * longest);
  const kernels = program.kernels(memory, x + 8 * longest, scratch);
  const wasm = program.instantiate(memory);

  /** What `kernel` leaves at `y` when `inputs` are at x. */
  const over =
    (kernel: (count: number) => number): ArrayFunction =>
    (inputs) => {
      kernels.floats.set(inputs, x);
      const y = kernel(inputs.length);
      return Float32Array.from(kernels.floats.subarray(y, y + inputs.length));
    };

  return {
    exp: over((count) => {
      wasm.exponentials(4 * (x + count), 4 * x, count);
      return x + count;
    }),
    tanh: over((count) => {
      kernels.rnnForward(x + count, x, 1, count, 'tanh');
      return x + count;
    }),
    // The first gate of an LSTM is the logistic function, in place.
    sigmoid: over((count) => {
      kernels.lstmForward(x, x + 4 * count, x + 5 * count, x + 6 * count, x + 7 * count, 1, count);
      return x;
    }),
  };
}

/**
 * The arithmetic of the engine, behind one small interface: `reference` is plain TypeScript, written to be read, the
 * oracle and the fallback; `simd` is WebAssembly over the same memory. The cells and BPTT are written once, on top.
 *
 * Every argument named like an array is an address: the index of its first element in the arena. Matrices are
 * row-major; shapes stand behind the names. Kernels write only what they say, allocate nothing, and throw RangeError with
 * the sizes when a matrix would reach beyond the arena.
 *
 * The result of an element never depends on how many rows are computed in one call, so lanes may be dealt to any number
 * of threads.
 */
import type { Nonlinearity } from '../../shared/network.ts';
import type { Address } from '../layout.ts';

/** 64-bit only in tests, where finite differences need it. */
export type Floats = Float32Array | Float64Array;

export type KernelName = 'reference' | 'simd' | 'relaxed-simd';

/** One step of AdamW, for one parameter or all of them. */
export interface AdamStep {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled decay per unit of learning rate. */
  readonly weightDecay: number;
  /** The optimizer's step count, from 1, for the bias corrections. */
  readonly step: number;
  /** What the gradient is multiplied with first: the clipping factor. */
  readonly gradientScale: number;
}

/** Which masks dropout draws: they are a function of these and the layer, so none is ever stored. */
export interface DropoutKey {
  readonly seed: number;
  readonly step: number;
}

export interface Kernels {
  readonly name: KernelName;
  /** The arena as floats and as integers. Derive views when needed; never keep one. */
  readonly floats: Floats;
  readonly integers: Int32Array;

  // Matrix products. The right side is packed first, in a form that is private to the kernels.

  /** Elements a packed right side of K rows and N columns needs. */
  packedLength(K: number, N: number): number;
  /** packed = B, for A·B, from B[K, N]. */
  pack(packed: Address, b: Address, K: number, N: number): void;
  /** packed = Bᵀ, for A·Bᵀ, from B[N, K]. */
  packTransposed(packed: Address, b: Address, K: number, N: number): void;
  /** C[M, N] = A[M, K] · packed[K, N], or C += when `accumulate`. */
  multiply(c: Address, a: Address, packed: Address, M: number, N: number, K: number, accumulate: boolean): void;
  /**
   * C[M, N] = Aᵀ · B for A[K, M] and B[K, N]: a weight gradient, summed over all K lanes and steps in their order. Only
   * rows `fromRow` up to `toRow` of C are written.
   */
  multiplyTransposed(
    c: Address,
    a: Address,
    b: Address,
    M: number,
    N: number,
    K: number,
    fromRow: number,
    toRow: number,
  ): void;

  // Rows.

  /** Y[rows, width]: row r = table[ids[r]], for table[*, width]. `ids` is an integer address. */
  lookUp(y: Address, table: Address, ids: Address, rows: number, width: number): void;
  /** table[ids[r]] += row r of X[rows, width], for table[*, width]. `ids` is an integer address. */
  addRows(table: Address, x: Address, ids: Address, rows: number, width: number): void;
  /** table[tableRows, width]: row i = the sum of X's rows r with ids[r] = i, in columns `fromColumn` up to `toColumn`. */
  gatherSums(
    table: Address,
    x: Address,
    ids: Address,
    rows: number,
    width: number,
    tableRows: number,
    fromColumn: number,
    toColumn: number,
  ): void;
  /** Y[rows, width]: every row += bias[width]. */
  addBias(y: Address, bias: Address, rows: number, width: number): void;
  /** sum[width] = the sum of the rows of X[rows, width], in columns `fromColumn` up to `toColumn`. */
  sumRows(sum: Address, x: Address, rows: number, width: number, fromColumn: number, toColumn: number): void;
  /** Y[rows, columns] = Xᵀ for X[columns, rows]; only rows `fromRow` up to `toRow` of Y are written. */
  transpose(y: Address, x: Address, rows: number, columns: number, fromRow: number, toRow: number): void;
  /** The first `columns` of each of Y's rows, yWidth apart, = those of X's, xWidth apart. */
  copyColumns(y: Address, yWidth: number, x: Address, xWidth: number, rows: number, columns: number): void;
  /** Y[rows, width]: row r = 0 where lengths[r] <= step, which is behind its end. `lengths` is an integer address. */
  clearEnded(y: Address, lengths: Address, step: number, rows: number, width: number): void;
  /** Y[rows, width]: row r divided by counts[r], an integer. */
  divideRows(y: Address, counts: Address, rows: number, width: number): void;
  /** y = a + b, element by element. */
  add(y: Address, a: Address, b: Address, count: number): void;
  copy(y: Address, x: Address, count: number): void;
  fill(y: Address, count: number, value: number): void;

  // The cells' element-wise halves; the formulas stand in cells/*.ts.

  /** h[rows, H] = f(a[rows, H]). */
  rnnForward(h: Address, a: Address, rows: number, H: number, nonlinearity: Nonlinearity): void;
  /** da[rows, H] = dh · f′, from h = f(a). */
  rnnBackward(da: Address, dh: Address, h: Address, rows: number, H: number, nonlinearity: Nonlinearity): void;
  /** gates[rows, 4H] become i, f, g, o in place; c, tanhC and h[rows, H] follow. */
  lstmForward(
    gates: Address,
    c: Address,
    tanhC: Address,
    h: Address,
    previousC: Address,
    rows: number,
    H: number,
  ): void;
  /** gates i, f, g, o become their gradients in place; dc[rows, H] is the gradient of c going in, of previousC coming out. */
  lstmBackward(
    gates: Address,
    dc: Address,
    dh: Address,
    tanhC: Address,
    previousC: Address,
    rows: number,
    H: number,
  ): void;
  /** fromInput[rows, 3H] become r, z, n in place; fromHidden[rows, 3H] is kept; h[rows, H] follows. */
  gruForward(fromInput: Address, fromHidden: Address, h: Address, previousH: Address, rows: number, H: number): void;
  /** Both sides become their gradients in place; dPreviousH += dh · z. */
  gruBackward(
    fromInput: Address,
    fromHidden: Address,
    dPreviousH: Address,
    dh: Address,
    previousH: Address,
    rows: number,
    H: number,
  ): void;

  // The loss.

  /** losses[r] = -log softmax(logits[r])[targets[r]], for logits[rows, V]; 0 where the target is negative. */
  crossEntropy(losses: Address, logits: Address, targets: Address, rows: number, V: number): void;
  /** The same, and logits become scale · (softmax - one-hot target): their gradient, in place; 0 where the target is negative. */
  softmaxCrossEntropy(losses: Address, logits: Address, targets: Address, rows: number, V: number, scale: number): void;

  // Regularisation and the optimizer.

  /**
   * y = x · mask / keep, element by element; the mask of element i is a function of (seed, step, layer, firstIndex + i),
   * so forward and backward agree. y may be x.
   */
  dropout(
    y: Address,
    x: Address,
    count: number,
    firstIndex: number,
    keep: number,
    seed: number,
    step: number,
    layer: number,
  ): void;
  /** Σ x², in a fixed order. */
  sumOfSquares(x: Address, count: number): number;
  /** AdamW over `count` elements of the parameters, their gradients and both moments. */
  adam(
    parameter: Address,
    gradient: Address,
    moment1: Address,
    moment2: Address,
    count: number,
    options: AdamStep,
  ): void;
}

/** One kind of kernels, before there is an arena: what a layout must know, and how to begin. */
export interface KernelSet {
  readonly name: KernelName;
  readonly packing: Pick<Kernels, 'packedLength'>;
  /** Elements at the beginning of the arena that belong to the kernels. */
  readonly start: number;
  /** Kernels over a new arena of `length` elements, all zero. @throws DeviceError when the device cannot give it. */
  create(length: number): Kernels;
}

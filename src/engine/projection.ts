import type { PackingTask } from './cells/cell.ts';
import { partOf, type LaneRange, type Share, type WindowSize } from './dimensions.ts';
import type { Kernels } from './kernels/interface.ts';
import type { Address, Layout } from './layout.ts';

/**
 * Rows of a `[T, B, *]` array that belong to some lanes come in runs: a single one of all rows when the lanes are all
 * lanes, else one a step. Run i begins at row `i · B + lanes.from`.
 */
export function runCount(window: WindowSize, lanes: LaneRange, steps: number): number {
  return lanes.to - lanes.from === window.lanes ? 1 : steps;
}

export function runRows(window: WindowSize, lanes: LaneRange, steps: number): number {
  return lanes.to - lanes.from === window.lanes ? steps * window.lanes : lanes.to - lanes.from;
}

/** A linear map of a whole window at once: y[T, B, N] = x[T, B, K] · Wᵀ + bias, for W[N, K]. */
export class Projection {
  readonly #weight: Address;
  readonly #dWeight: Address;
  readonly #bias: Address;
  readonly #packedForward: Address;
  readonly #packedBackward: Address;
  readonly #window: WindowSize;
  readonly #N: number;
  readonly #K: number;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    window: WindowSize,
    sizes: { readonly N: number; readonly K: number },
    addresses: { readonly weight: Address; readonly dWeight: Address; readonly bias: Address },
  ) {
    this.#window = window;
    this.#N = sizes.N;
    this.#K = sizes.K;
    this.#weight = addresses.weight;
    this.#dWeight = addresses.dWeight;
    this.#bias = addresses.bias;
    this.#packedForward = layout.allocate(kernels.packedLength(sizes.K, sizes.N));
    this.#packedBackward = layout.allocate(kernels.packedLength(sizes.N, sizes.K));
  }

  get packing(): readonly PackingTask[] {
    return [
      (kernels) => kernels.packTransposed(this.#packedForward, this.#weight, this.#K, this.#N),
      (kernels) => kernels.pack(this.#packedBackward, this.#weight, this.#N, this.#K),
    ];
  }

  /** y = x · Wᵀ + bias */
  forward(kernels: Kernels, y: Address, x: Address, lanes: LaneRange, steps: number): void {
    const runs = runCount(this.#window, lanes, steps);
    const rows = runRows(this.#window, lanes, steps);
    for (let run = 0; run < runs; run++) {
      const row = run * this.#window.lanes + lanes.from;
      kernels.multiply(y + row * this.#N, x + row * this.#K, this.#packedForward, rows, this.#N, this.#K, false);
      kernels.addBias(y + row * this.#N, this.#bias, rows, this.#N);
    }
  }

  /** dx = dy · W, or dx += when `accumulate`. */
  backward(kernels: Kernels, dx: Address, dy: Address, lanes: LaneRange, steps: number, accumulate: boolean): void {
    const runs = runCount(this.#window, lanes, steps);
    const rows = runRows(this.#window, lanes, steps);
    for (let run = 0; run < runs; run++) {
      const row = run * this.#window.lanes + lanes.from;
      const target = dx + row * this.#K;
      kernels.multiply(target, dy + row * this.#N, this.#packedBackward, rows, this.#K, this.#N, accumulate);
    }
  }

  /** dW = dyᵀ · x, over all lanes and steps. The bias belongs to whoever owns it. */
  writeGradients(kernels: Kernels, dy: Address, x: Address, steps: number, share: Share): void {
    const { from, to } = partOf(this.#N, share);
    const rows = steps * this.#window.lanes;
    kernels.multiplyTransposed(this.#dWeight, dy, x, this.#N, this.#K, rows, from, to);
  }
}

import type { PackingTask } from './cells/cell.ts';
import type { LaneRange, Share, WindowSize } from './dimensions.ts';
import type { Kernels } from './kernels/interface.ts';
import type { Address, Layout } from './layout.ts';
import type { ParameterSpace } from './parameter-space.ts';
import { recurrentName } from './parameters.ts';
import { Projection } from './projection.ts';
import type { Sweep } from './sweep.ts';

/** How vectors x[T, B, E] enter a layer: multiplied by W_ih into the gates of each of its sweeps. */
export class DenseInput {
  readonly #sweeps: readonly Sweep[];
  readonly #projections: readonly Projection[];

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    space: ParameterSpace,
    layer: number,
    sweeps: readonly Sweep[],
    window: WindowSize,
    E: number,
  ) {
    this.#sweeps = sweeps;
    this.#projections = sweeps.map(({ cell, reverse }) => {
      const name = recurrentName('weight_ih', layer, reverse);
      const weight = space.value(name);
      const sizes = { N: cell.gateWidth, K: E };
      return new Projection(layout, kernels, window, sizes, {
        weight,
        dWeight: space.gradient(name),
        bias: cell.inputBias,
      });
    });
  }

  get packing(): readonly PackingTask[] {
    return this.#projections.flatMap(({ packing }) => packing);
  }

  forward(kernels: Kernels, x: Address, lanes: LaneRange, steps: number): void {
    for (let d = 0; d < this.#sweeps.length; d++) {
      this.#projections[d].forward(kernels, this.#sweeps[d].cell.gates, x, lanes, steps);
    }
  }

  /** dx is the sum of what comes from each sweep. */
  backward(kernels: Kernels, dx: Address, lanes: LaneRange, steps: number): void {
    for (let d = 0; d < this.#sweeps.length; d++) {
      this.#projections[d].backward(kernels, dx, this.#sweeps[d].cell.gates, lanes, steps, d > 0);
    }
  }

  writeGradients(kernels: Kernels, x: Address, steps: number, share: Share): void {
    for (let d = 0; d < this.#sweeps.length; d++) {
      this.#projections[d].writeGradients(kernels, this.#sweeps[d].cell.gates, x, steps, share);
    }
  }
}

import type { Nonlinearity } from '../../shared/network.ts';
import type { LaneRange, Share, WindowSize } from '../dimensions.ts';
import type { Kernels } from '../kernels/interface.ts';
import type { Address, Layout } from '../layout.ts';
import type { ParameterSpace } from '../parameter-space.ts';
import type { PackingTask, RecurrentLayer } from './layer.ts';
import { RecurrentWeights } from './recurrent-weights.ts';

/**
 * The plain recurrent network (Elman 1990), as PyTorch's `nn.RNN` defines it:
 *
 *     a_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh
 *     h_t = f(a_t)                                       f is tanh or ReLU
 */
export class RnnLayer implements RecurrentLayer {
  readonly gateWidth: number;
  readonly gates: Address;
  readonly inputBias: Address;
  readonly inputBiases: readonly Address[];
  readonly packing: readonly PackingTask[];
  readonly h: Address;
  readonly states: readonly Address[];
  readonly #weights: RecurrentWeights;
  readonly #nonlinearity: Nonlinearity;
  readonly #B: number;
  readonly #H: number;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    space: ParameterSpace,
    layer: number,
    H: number,
    window: WindowSize,
    nonlinearity: Nonlinearity,
  ) {
    const { lanes: B, steps: T } = window;
    this.gateWidth = H;
    this.gates = layout.allocate(T * B * H);
    this.inputBias = layout.allocate(H);
    this.h = layout.allocate((T + 1) * B * H);
    this.states = [this.h];
    this.#weights = new RecurrentWeights(layout, kernels, space, layer, H, H);
    this.#nonlinearity = nonlinearity;
    const { biasInput, biasHidden } = this.#weights;
    this.inputBiases = [biasInput, biasHidden];
    this.packing = [...this.#weights.packing, (k) => k.add(this.inputBias, biasInput, biasHidden, this.gateWidth)];
    this.#B = B;
    this.#H = H;
  }

  forward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const B = this.#B;
    const H = this.#H;
    const rows = lanes.to - lanes.from;
    for (let t = 0; t < steps; t++) {
      const row = t * B + lanes.from;
      const a = this.gates + row * H;
      const previousH = this.h + row * H;
      const h = this.h + (row + B) * H;

      kernels.multiply(a, previousH, this.#weights.packedForward, rows, H, H, true);
      kernels.rnnForward(h, a, rows, H, this.#nonlinearity);
    }
  }

  backward(kernels: Kernels, lanes: LaneRange, steps: number, dh: Address): void {
    const B = this.#B;
    const H = this.#H;
    const rows = lanes.to - lanes.from;
    for (let t = steps - 1; t >= 0; t--) {
      const row = t * B + lanes.from;
      const da = this.gates + row * H;
      const h = this.h + (row + B) * H;
      const dPreviousH = dh + row * H;

      kernels.rnnBackward(da, dh + (row + B) * H, h, rows, H, this.#nonlinearity);
      if (t > 0) kernels.multiply(dPreviousH, da, this.#weights.packedBackward, rows, H, H, true);
    }
  }

  writeGradients(kernels: Kernels, steps: number, share: Share): void {
    this.#weights.writeGradients(kernels, this.gates, this.gates, this.h, steps * this.#B, share);
  }
}

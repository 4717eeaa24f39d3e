import type { Nonlinearity } from '../../shared/network.ts';
import type { Share, WindowSize } from '../dimensions.ts';
import type { Kernels } from '../kernels/interface.ts';
import type { Address, Layout } from '../layout.ts';
import type { ParameterSpace } from '../parameter-space.ts';
import type { Cell, PackingTask, StepRows } from './cell.ts';
import { RecurrentWeights, type LayerPlace } from './recurrent-weights.ts';

/**
 * The plain recurrent network (Elman 1990), as PyTorch's `nn.RNN` defines it:
 *
 *     a_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh
 *     h_t = f(a_t)                                       f is tanh or ReLU
 */
export class RnnCell implements Cell {
  readonly gateWidth: number;
  readonly gates: Address;
  readonly inputBias: Address;
  readonly inputBiases: readonly Address[];
  readonly packing: readonly PackingTask[];
  readonly h: Address;
  readonly states: readonly Address[];
  readonly dStates: readonly Address[] = [];
  readonly #weights: RecurrentWeights;
  readonly #nonlinearity: Nonlinearity;
  readonly #H: number;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    space: ParameterSpace,
    place: LayerPlace,
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
    this.#weights = new RecurrentWeights(layout, kernels, space, place, H, H);
    this.#nonlinearity = nonlinearity;
    const { biasInput, biasHidden } = this.#weights;
    this.inputBiases = [biasInput, biasHidden];
    this.packing = [...this.#weights.packing, (k) => k.add(this.inputBias, biasInput, biasHidden, this.gateWidth)];
    this.#H = H;
  }

  forward(kernels: Kernels, { count, row, before, after }: StepRows): void {
    const H = this.#H;
    const a = this.gates + row * H;
    kernels.multiply(a, this.h + before * H, this.#weights.packedForward, count, H, H, true);
    kernels.rnnForward(this.h + after * H, a, count, H, this.#nonlinearity);
  }

  backward(kernels: Kernels, { count, row, before, after }: StepRows, dh: Address, isFirst: boolean): void {
    const H = this.#H;
    const da = this.gates + row * H;
    kernels.rnnBackward(da, dh + after * H, this.h + after * H, count, H, this.#nonlinearity);
    if (!isFirst) kernels.multiply(dh + before * H, da, this.#weights.packedBackward, count, H, H, true);
  }

  writeGradients(kernels: Kernels, h: Address, count: number, share: Share): void {
    this.#weights.writeGradients(kernels, this.gates, this.gates, h, count, share);
  }
}

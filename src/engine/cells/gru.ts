import type { Share, WindowSize } from '../dimensions.ts';
import type { Kernels } from '../kernels/interface.ts';
import type { Address, Layout } from '../layout.ts';
import type { ParameterSpace } from '../parameter-space.ts';
import type { Cell, PackingTask, StepRows } from './cell.ts';
import { RecurrentWeights, type LayerPlace } from './recurrent-weights.ts';

/**
 * The gated recurrent unit (Cho et al. 2014), as PyTorch's `nn.GRU` defines it: the reset gate stands behind the
 * hidden state's product, so the input's share x and the hidden state's share u of each gate are kept apart.
 *
 *     [x_r x_z x_n] = W_ih x_t + b_ih        [u_r u_z u_n] = W_hh h_{t-1} + b_hh
 *
 *     r = σ(x_r + u_r)    z = σ(x_z + u_z)    n = tanh(x_n + r · u_n)
 *     h_t = (1 - z) · n + z · h_{t-1}
 *
 * and backward in time, with d for the gradient of the loss:
 *
 *     da_n = dh · (1 - z) · (1 - n²)       da_z = dh · (h_{t-1} - n) · z(1 - z)       da_r = da_n · u_n · r(1 - r)
 *     dx = [da_r da_z da_n]                du = [da_r da_z da_n · r]
 *     dh_{t-1} += dh · z + du W_hh
 *
 * The products are here; the element-wise lines are the kernels `gruForward` and `gruBackward`.
 */
export class GruCell implements Cell {
  readonly gateWidth: number;
  readonly gates: Address;
  readonly inputBias: Address;
  readonly inputBiases: readonly Address[];
  readonly packing: readonly PackingTask[];
  readonly h: Address;
  readonly states: readonly Address[];
  readonly dStates: readonly Address[] = [];
  /** [T, B, 3H]: u going forward, du after `backward`. */
  readonly #fromHidden: Address;
  readonly #weights: RecurrentWeights;
  readonly #H: number;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    space: ParameterSpace,
    place: LayerPlace,
    H: number,
    window: WindowSize,
  ) {
    const { lanes: B, steps: T } = window;
    this.gateWidth = 3 * H;
    this.gates = layout.allocate(T * B * 3 * H);
    this.h = layout.allocate((T + 1) * B * H);
    this.states = [this.h];
    this.#fromHidden = layout.allocate(T * B * 3 * H);
    this.#weights = new RecurrentWeights(layout, kernels, space, place, 3 * H, H);
    this.inputBias = this.#weights.biasInput;
    this.inputBiases = [this.inputBias];
    this.packing = this.#weights.packing;
    this.#H = H;
  }

  forward(kernels: Kernels, { count, row, before, after }: StepRows): void {
    const H = this.#H;
    const x = this.gates + row * 3 * H;
    const u = this.#fromHidden + row * 3 * H;
    const previousH = this.h + before * H;
    kernels.multiply(u, previousH, this.#weights.packedForward, count, 3 * H, H, false);
    kernels.addBias(u, this.#weights.biasHidden, count, 3 * H);
    kernels.gruForward(x, u, this.h + after * H, previousH, count, H);
  }

  backward(kernels: Kernels, { count, row, before, after }: StepRows, dh: Address, isFirst: boolean): void {
    const H = this.#H;
    const dx = this.gates + row * 3 * H;
    const du = this.#fromHidden + row * 3 * H;
    const dPreviousH = dh + before * H;
    kernels.gruBackward(dx, du, dPreviousH, dh + after * H, this.h + before * H, count, H);
    if (!isFirst) kernels.multiply(dPreviousH, du, this.#weights.packedBackward, count, H, 3 * H, true);
  }

  writeGradients(kernels: Kernels, h: Address, count: number, share: Share): void {
    this.#weights.writeGradients(kernels, this.#fromHidden, this.gates, h, count, share);
  }
}

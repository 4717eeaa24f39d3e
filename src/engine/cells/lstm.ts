import type { Share, WindowSize } from '../dimensions.ts';
import type { Kernels } from '../kernels/interface.ts';
import type { Address, Layout } from '../layout.ts';
import type { ParameterSpace } from '../parameter-space.ts';
import type { Cell, PackingTask, StepRows } from './cell.ts';
import { RecurrentWeights, type LayerPlace } from './recurrent-weights.ts';

/**
 * Long short-term memory (Hochreiter, Schmidhuber 1997; with the forget gate of Gers, Schmidhuber, Cummins 2000), as
 * PyTorch's `nn.LSTM` defines it. The four gates stand side by side in one row, in the order i, f, g, o:
 *
 *     [aᵢ a_f a_g aₒ] = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh
 *
 *     i = σ(aᵢ)    f = σ(a_f)    g = tanh(a_g)    o = σ(aₒ)
 *     c_t = f · c_{t-1} + i · g
 *     h_t = o · tanh(c_t)
 *
 * and backward in time, with d for the gradient of the loss:
 *
 *     do = dh · tanh(c_t)       dc += dh · o · (1 - tanh²(c_t))
 *     di = dc · g    df = dc · c_{t-1}    dg = dc · i
 *     daᵢ = di · i(1 - i)    da_f = df · f(1 - f)    da_g = dg · (1 - g²)    daₒ = do · o(1 - o)
 *     dc_{t-1} = dc · f         dh_{t-1} += [daᵢ da_f da_g daₒ] W_hh
 *
 * The products are here; the element-wise lines are the kernels `lstmForward` and `lstmBackward`.
 */
export class LstmCell implements Cell {
  readonly gateWidth: number;
  readonly gates: Address;
  readonly inputBias: Address;
  readonly inputBiases: readonly Address[];
  readonly packing: readonly PackingTask[];
  readonly h: Address;
  readonly states: readonly Address[];
  readonly dStates: readonly Address[];
  /** [T + 1, B, H], slots as in `h`. */
  readonly #c: Address;
  /** [T, B, H]: kept for the backward pass. */
  readonly #tanhC: Address;
  /** [B, H]: the gradient of c as it travels back through time. */
  readonly #dc: Address;
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
    this.gateWidth = 4 * H;
    this.gates = layout.allocate(T * B * 4 * H);
    this.inputBias = layout.allocate(4 * H);
    this.h = layout.allocate((T + 1) * B * H);
    this.#c = layout.allocate((T + 1) * B * H);
    this.states = [this.h, this.#c];
    this.#tanhC = layout.allocate(T * B * H);
    this.#dc = layout.allocate(B * H);
    this.dStates = [this.#dc];
    this.#weights = new RecurrentWeights(layout, kernels, space, place, 4 * H, H);
    const { biasInput, biasHidden } = this.#weights;
    this.inputBiases = [biasInput, biasHidden];
    this.packing = [...this.#weights.packing, (k) => k.add(this.inputBias, biasInput, biasHidden, this.gateWidth)];
    this.#H = H;
  }

  forward(kernels: Kernels, { count, row, before, after }: StepRows): void {
    const H = this.#H;
    const gates = this.gates + row * 4 * H;
    const tanhC = this.#tanhC + row * H;
    kernels.multiply(gates, this.h + before * H, this.#weights.packedForward, count, 4 * H, H, true);
    kernels.lstmForward(gates, this.#c + after * H, tanhC, this.h + after * H, this.#c + before * H, count, H);
  }

  backward(kernels: Kernels, { count, lane, row, before, after }: StepRows, dh: Address, isFirst: boolean): void {
    const H = this.#H;
    const dGates = this.gates + row * 4 * H;
    const dc = this.#dc + lane * H;
    const tanhC = this.#tanhC + row * H;
    kernels.lstmBackward(dGates, dc, dh + after * H, tanhC, this.#c + before * H, count, H);
    if (!isFirst) kernels.multiply(dh + before * H, dGates, this.#weights.packedBackward, count, H, 4 * H, true);
  }

  writeGradients(kernels: Kernels, h: Address, count: number, share: Share): void {
    this.#weights.writeGradients(kernels, this.gates, this.gates, h, count, share);
  }
}

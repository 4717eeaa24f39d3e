import type { LaneRange, Share, WindowSize } from '../dimensions.ts';
import type { Kernels } from '../kernels/interface.ts';
import type { Address, Layout } from '../layout.ts';
import type { ParameterSpace } from '../parameter-space.ts';
import type { PackingTask, RecurrentLayer } from './layer.ts';
import { RecurrentWeights } from './recurrent-weights.ts';

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
export class LstmLayer implements RecurrentLayer {
  readonly gateWidth: number;
  readonly gates: Address;
  readonly inputBias: Address;
  readonly inputBiases: readonly Address[];
  readonly packing: readonly PackingTask[];
  readonly h: Address;
  readonly states: readonly Address[];
  /** [T + 1, B, H], slots as in `h`. */
  readonly #c: Address;
  /** [T, B, H]: kept for the backward pass. */
  readonly #tanhC: Address;
  /** [B, H]: the gradient of c as it travels back through time. */
  readonly #dc: Address;
  readonly #weights: RecurrentWeights;
  readonly #B: number;
  readonly #H: number;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    space: ParameterSpace,
    layer: number,
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
    this.#weights = new RecurrentWeights(layout, kernels, space, layer, 4 * H, H);
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
      const gates = this.gates + row * 4 * H;
      const previousH = this.h + row * H;
      const previousC = this.#c + row * H;
      const h = previousH + B * H;
      const c = previousC + B * H;
      const tanhC = this.#tanhC + row * H;

      kernels.multiply(gates, previousH, this.#weights.packedForward, rows, 4 * H, H, true);
      kernels.lstmForward(gates, c, tanhC, h, previousC, rows, H);
    }
  }

  backward(kernels: Kernels, lanes: LaneRange, steps: number, dh: Address): void {
    const B = this.#B;
    const H = this.#H;
    const rows = lanes.to - lanes.from;
    const dc = this.#dc + lanes.from * H;
    kernels.fill(dc, rows * H, 0);
    for (let t = steps - 1; t >= 0; t--) {
      const row = t * B + lanes.from;
      const dGates = this.gates + row * 4 * H;
      const previousC = this.#c + row * H;
      const tanhC = this.#tanhC + row * H;
      const dPreviousH = dh + row * H;

      kernels.lstmBackward(dGates, dc, dPreviousH + B * H, tanhC, previousC, rows, H);
      if (t > 0) kernels.multiply(dPreviousH, dGates, this.#weights.packedBackward, rows, H, 4 * H, true);
    }
  }

  writeGradients(kernels: Kernels, steps: number, share: Share): void {
    this.#weights.writeGradients(kernels, this.gates, this.gates, this.h, steps * this.#B, share);
  }
}

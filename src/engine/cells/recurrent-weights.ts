import type { Layout, Address } from '../layout.ts';
import type { Kernels } from '../kernels/interface.ts';
import { partOf, type Share } from '../dimensions.ts';
import type { ParameterSpace } from '../parameter-space.ts';
import type { PackingTask } from './cell.ts';
import { recurrentName } from '../parameters.ts';

/** Which of a network's recurrent layers: its number from below, and whether it reads from the last step to the first. */
export interface LayerPlace {
  readonly layer: number;
  readonly reverse: boolean;
}

/** What the three cells have in common: W_hh and the two biases of one layer in one direction, packed for the pass there and back. */
export class RecurrentWeights {
  /** W_hhᵀ, for h · W_hhᵀ. */
  readonly packedForward: Address;
  /** W_hh, for dgates · W_hh. */
  readonly packedBackward: Address;
  readonly biasInput: Address;
  readonly biasHidden: Address;
  readonly #weight: Address;
  readonly #dWeight: Address;
  readonly #dBiasInput: Address;
  readonly #dBiasHidden: Address;
  readonly #rows: number;
  readonly #H: number;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    space: ParameterSpace,
    { layer, reverse }: LayerPlace,
    rows: number,
    H: number,
  ) {
    const weight = recurrentName('weight_hh', layer, reverse);
    const biasInput = recurrentName('bias_ih', layer, reverse);
    const biasHidden = recurrentName('bias_hh', layer, reverse);
    this.#weight = space.value(weight);
    this.#dWeight = space.gradient(weight);
    this.biasInput = space.value(biasInput);
    this.biasHidden = space.value(biasHidden);
    this.#dBiasInput = space.gradient(biasInput);
    this.#dBiasHidden = space.gradient(biasHidden);
    this.#rows = rows;
    this.#H = H;
    this.packedForward = layout.allocate(kernels.packedLength(H, rows));
    this.packedBackward = layout.allocate(kernels.packedLength(rows, H));
  }

  get packing(): readonly PackingTask[] {
    return [
      (kernels) => kernels.packTransposed(this.packedForward, this.#weight, this.#H, this.#rows),
      (kernels) => kernels.pack(this.packedBackward, this.#weight, this.#rows, this.#H),
    ];
  }

  /**
   * dW_hh = dgatesᵀ · h_{t-1} and the two bias gradients, each summed over `count` = steps · B rows.
   * @param dHidden [count, rows]: gradient of what h · W_hhᵀ + b_hh was added to.
   * @param dInput [count, rows]: gradient of what x · W_ihᵀ + b_ih was added to; the same array in RNN and LSTM.
   * @param h [count, H]: the states going into each step.
   */
  writeGradients(kernels: Kernels, dHidden: Address, dInput: Address, h: Address, count: number, share: Share): void {
    const { from, to } = partOf(this.#rows, share);
    kernels.multiplyTransposed(this.#dWeight, dHidden, h, this.#rows, this.#H, count, from, to);
    kernels.sumRows(this.#dBiasInput, dInput, count, this.#rows, from, to);
    if (dHidden === dInput) kernels.copy(this.#dBiasHidden + from, this.#dBiasInput + from, to - from);
    else kernels.sumRows(this.#dBiasHidden, dHidden, count, this.#rows, from, to);
  }
}

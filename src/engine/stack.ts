import type { NetworkConfiguration } from '../shared/network.ts';
import type { PackingTask } from './cells/cell.ts';
import { DenseInput } from './dense-input.ts';
import type { LaneRange, Share, WindowSize } from './dimensions.ts';
import { Dropout, type DropoutShares } from './dropout.ts';
import type { DropoutKey, Kernels } from './kernels/interface.ts';
import { Layer } from './layer.ts';
import type { Address, Layout } from './layout.ts';
import type { ParameterSpace } from './parameter-space.ts';
import { createSymbolInput, type SymbolInput } from './symbol-input.ts';

/**
 * Recurrent layers on top of each other: each reads the states of the one below, of both directions, through dropout while
 * training. The last one's states go through dropout too, on their way to the head, and so do embedded symbols to the first layer.
 */
export class Stack {
  readonly layers: readonly Layer[];
  /** D·H: the width of a layer's output. */
  readonly width: number;
  readonly #input: SymbolInput;
  /** What brings the states of layer l - 1 to the gates of layer l; the first entry is for layer 1. */
  readonly #between: readonly DenseInput[];
  /** Per layer [T, B, D·H]: its states after dropout; null when nothing is dropped. */
  readonly #dropped: readonly Address[] | null;
  readonly #dropouts: readonly Dropout[];

  /** @param lengths integer address [B] of how many steps each lane has, or null when all have all. */
  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    network: NetworkConfiguration,
    space: ParameterSpace,
    window: WindowSize,
    ids: Address,
    lengths: Address | null,
    { dropout, embeddingDropout }: DropoutShares,
  ) {
    const { layers, hidden: H, directions: D } = network;
    const { lanes: B, steps: T } = window;
    this.width = D * H;
    // A layer reads its gradient while it writes that of the one below: with one direction they take turns with two
    // arrays; with two, each direction has its own, and what lies between is the joined one.
    const dh = [layout.allocate((T + 1) * B * H), layout.allocate((T + 1) * B * H)];
    const dJoined = D === 2 ? layout.allocate(T * B * D * H) : null;
    this.layers = Array.from({ length: layers }, (_, l) => {
      const gradients = { dh: D === 2 ? dh : [dh[l % 2]], dJoined };
      return new Layer(layout, kernels, network, space, l, window, lengths, gradients);
    });
    this.#input = createSymbolInput(
      layout,
      kernels,
      network,
      space,
      this.layers[0].sweeps,
      ids,
      window,
      embeddingDropout,
    );
    this.#between = this.layers
      .slice(1)
      .map(({ sweeps }, below) => new DenseInput(layout, kernels, space, below + 1, sweeps, window, this.width));
    this.#dropped = dropout > 0 ? this.layers.map(() => layout.allocate(T * B * this.width)) : null;
    this.#dropouts = this.layers.map((_, l) => new Dropout(window, this.width, dropout, l));
  }

  get packing(): readonly PackingTask[] {
    return [...this.layers, this.#input, ...this.#between].flatMap(({ packing }) => packing);
  }

  /** @returns [T, B, D·H]: what the head reads. Dropout needs a key; without one nothing is dropped. */
  forward(kernels: Kernels, lanes: LaneRange, steps: number, key: DropoutKey | null): Address {
    this.#input.forward(kernels, lanes, steps, key);
    this.layers[0].forward(kernels, lanes, steps);
    for (let l = 1; l < this.layers.length; l++) {
      this.#between[l - 1].forward(kernels, this.#output(kernels, l - 1, lanes, steps, key), lanes, steps);
      this.layers[l].forward(kernels, lanes, steps);
    }
    return this.#output(kernels, this.layers.length - 1, lanes, steps, key);
  }

  /** Where the gradient of the stack's output is to be written, [T, B, D·H], before `backward`. */
  get dOutput(): Address {
    return this.layers[this.layers.length - 1].dOutput;
  }

  backward(kernels: Kernels, lanes: LaneRange, steps: number, key: DropoutKey | null): void {
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const { dOutput } = this.layers[l];
      if (key !== null && this.#dropped !== null) this.#dropouts[l].apply(kernels, dOutput, dOutput, lanes, steps, key);
      this.layers[l].backward(kernels, lanes, steps);
      if (l > 0) this.#between[l - 1].backward(kernels, this.layers[l - 1].dOutput, lanes, steps);
    }
    this.#input.backward(kernels, lanes, steps, key);
  }

  writeGradients(kernels: Kernels, steps: number, share: Share, dropped: boolean): void {
    this.#input.writeGradients(kernels, steps, share);
    for (let l = 0; l < this.layers.length; l++) {
      this.layers[l].writeGradients(kernels, steps, share);
      if (l > 0) this.#between[l - 1].writeGradients(kernels, this.output(l - 1, dropped), steps, share);
    }
  }

  /** [T, B, D·H]: the states of a layer as the one above reads them. */
  output(layer: number, dropped: boolean): Address {
    if (dropped && this.#dropped !== null) return this.#dropped[layer];
    return this.layers[layer].output;
  }

  #output(kernels: Kernels, layer: number, lanes: LaneRange, steps: number, key: DropoutKey | null): Address {
    const h = this.output(layer, false);
    if (key === null || this.#dropped === null) return h;
    this.#dropouts[layer].apply(kernels, this.#dropped[layer], h, lanes, steps, key);
    return this.#dropped[layer];
  }
}

import type { NetworkConfiguration } from '../shared/network.ts';
import { GruLayer } from './cells/gru.ts';
import type { PackingTask, RecurrentLayer } from './cells/layer.ts';
import { LstmLayer } from './cells/lstm.ts';
import { RnnLayer } from './cells/rnn.ts';
import type { LaneRange, Share, WindowSize } from './dimensions.ts';
import type { DropoutKey, Kernels } from './kernels/interface.ts';
import type { Address, Layout } from './layout.ts';
import { Projection, runCount, runRows } from './projection.ts';
import type { ParameterSpace } from './parameter-space.ts';
import { EmbeddingInput, OneHotInput, type SymbolInput } from './symbol-input.ts';

/**
 * Recurrent layers on top of each other: each reads the states of the one below, through dropout while training. The
 * last one's states go through dropout too, on their way to the head.
 */
export class Stack {
  readonly layers: readonly RecurrentLayer[];
  readonly #input: SymbolInput;
  /** What brings the states of layer l - 1 to the gates of layer l; the first entry is for layer 1. */
  readonly #between: readonly Projection[];
  /** Per layer [T, B, H]: its states after dropout; null when nothing is dropped. */
  readonly #dropped: readonly Address[] | null;
  /** Two arrays [T + 1, B, H] for the gradients of the states, used by the layers in turn. */
  readonly #dh: readonly [Address, Address];
  readonly #keep: number;
  readonly #window: WindowSize;
  readonly #H: number;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    network: NetworkConfiguration,
    space: ParameterSpace,
    window: WindowSize,
    ids: Address,
    dropout: number,
  ) {
    const { layers, hidden: H, vocabulary: V } = network;
    const { lanes: B, steps: T } = window;
    this.#H = H;
    this.#window = window;
    this.#keep = 1 - dropout;
    this.layers = Array.from({ length: layers }, (_, layer) =>
      createLayer(layout, kernels, network, space, layer, window),
    );
    const first = this.layers[0];
    this.#input =
      network.input.kind === 'embedding'
        ? new EmbeddingInput(layout, kernels, space, first, ids, window, { E: network.input.width, V })
        : new OneHotInput(layout, space, first, ids, window, V);
    this.#between = this.layers.slice(1).map(
      (layer, below) =>
        new Projection(
          layout,
          kernels,
          window,
          { N: layer.gateWidth, K: H },
          {
            weight: space.value(`rnn.weight_ih_l${below + 1}`),
            dWeight: space.gradient(`rnn.weight_ih_l${below + 1}`),
            bias: layer.inputBias,
          },
        ),
    );
    this.#dropped = dropout > 0 ? this.layers.map(() => layout.allocate(T * B * H)) : null;
    this.#dh = [layout.allocate((T + 1) * B * H), layout.allocate((T + 1) * B * H)];
  }

  get packing(): readonly PackingTask[] {
    return [...this.layers, this.#input, ...this.#between].flatMap(({ packing }) => packing);
  }

  /** @returns [T, B, H]: what the head reads. Dropout needs a key; without one nothing is dropped. */
  forward(kernels: Kernels, lanes: LaneRange, steps: number, key: DropoutKey | null): Address {
    this.#input.forward(kernels, lanes, steps);
    this.layers[0].forward(kernels, lanes, steps);
    for (let l = 1; l < this.layers.length; l++) {
      const x = this.#output(kernels, l - 1, lanes, steps, key);
      this.#between[l - 1].forward(kernels, this.layers[l].gates, x, lanes, steps);
      this.layers[l].forward(kernels, lanes, steps);
    }
    return this.#output(kernels, this.layers.length - 1, lanes, steps, key);
  }

  /** Where the gradient of the stack's output is to be written, [T, B, H], before `backward`. */
  get dOutput(): Address {
    return this.#dhOf(this.layers.length - 1) + this.#window.lanes * this.#H;
  }

  backward(kernels: Kernels, lanes: LaneRange, steps: number, key: DropoutKey | null): void {
    const slot = this.#window.lanes * this.#H;
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const dh = this.#dhOf(l);
      kernels.fill(dh + lanes.from * this.#H, (lanes.to - lanes.from) * this.#H, 0);
      if (key !== null) this.#drop(kernels, dh + slot, dh + slot, l, lanes, steps, key);
      this.layers[l].backward(kernels, lanes, steps, dh);
      if (l > 0) this.#between[l - 1].backward(kernels, this.#dhOf(l - 1) + slot, this.layers[l].gates, lanes, steps);
    }
    this.#input.backward(kernels, lanes, steps);
  }

  writeGradients(kernels: Kernels, steps: number, share: Share, dropped: boolean): void {
    this.#input.writeGradients(kernels, steps, share);
    for (let l = 0; l < this.layers.length; l++) {
      const layer = this.layers[l];
      layer.writeGradients(kernels, steps, share);
      if (l > 0) this.#between[l - 1].writeGradients(kernels, layer.gates, this.output(l - 1, dropped), steps, share);
    }
  }

  /** [T, B, H]: the states of a layer as the one above reads them. */
  output(layer: number, dropped: boolean): Address {
    if (dropped && this.#dropped !== null) return this.#dropped[layer];
    return this.layers[layer].h + this.#window.lanes * this.#H;
  }

  #dhOf(layer: number): Address {
    return this.#dh[layer % 2];
  }

  #output(kernels: Kernels, layer: number, lanes: LaneRange, steps: number, key: DropoutKey | null): Address {
    const h = this.output(layer, false);
    if (key === null || this.#dropped === null) return h;
    this.#drop(kernels, this.#dropped[layer], h, layer, lanes, steps, key);
    return this.#dropped[layer];
  }

  #drop(
    kernels: Kernels,
    y: Address,
    x: Address,
    layer: number,
    lanes: LaneRange,
    steps: number,
    key: DropoutKey,
  ): void {
    if (this.#dropped === null) return;
    const runs = runCount(this.#window, lanes, steps);
    const count = runRows(this.#window, lanes, steps) * this.#H;
    for (let run = 0; run < runs; run++) {
      const index = (run * this.#window.lanes + lanes.from) * this.#H;
      kernels.dropout(y + index, x + index, count, index, this.#keep, key.seed, key.step, layer);
    }
  }
}

function createLayer(
  layout: Layout,
  kernels: Pick<Kernels, 'packedLength'>,
  network: NetworkConfiguration,
  space: ParameterSpace,
  layer: number,
  window: WindowSize,
): RecurrentLayer {
  const H = network.hidden;
  switch (network.cell) {
    case 'rnn':
      return new RnnLayer(layout, kernels, space, layer, H, window, network.nonlinearity);
    case 'lstm':
      return new LstmLayer(layout, kernels, space, layer, H, window);
    case 'gru':
      return new GruLayer(layout, kernels, space, layer, H, window);
  }
}

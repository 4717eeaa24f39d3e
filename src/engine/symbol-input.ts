import { partOf, type LaneRange, type Share, type WindowSize } from './dimensions.ts';
import type { PackingTask, RecurrentLayer } from './cells/layer.ts';
import type { Kernels } from './kernels/interface.ts';
import type { Address, Layout } from './layout.ts';
import { Projection, runCount, runRows } from './projection.ts';
import type { ParameterSpace } from './parameter-space.ts';

/** How symbols enter the first layer: from ids[T, B] to that layer's gates[T, B, G·H]. */
export interface SymbolInput {
  readonly packing: readonly PackingTask[];
  forward(kernels: Kernels, lanes: LaneRange, steps: number): void;
  backward(kernels: Kernels, lanes: LaneRange, steps: number): void;
  writeGradients(kernels: Kernels, steps: number, share: Share): void;
}

/**
 * One-hot input without the product: W_ih · one-hot(v) + bias is column v of W_ih plus the bias, so the gates are rows
 * looked up in a table, W_ihᵀ + bias, of V rows.
 */
export class OneHotInput implements SymbolInput {
  readonly #table: Address;
  readonly #dTable: Address;
  readonly #weight: Address;
  readonly #dWeight: Address;
  readonly #ids: Address;
  readonly #layer: RecurrentLayer;
  readonly #window: WindowSize;
  readonly #V: number;

  constructor(
    layout: Layout,
    space: ParameterSpace,
    layer: RecurrentLayer,
    ids: Address,
    window: WindowSize,
    V: number,
  ) {
    this.#weight = space.value('rnn.weight_ih_l0');
    this.#dWeight = space.gradient('rnn.weight_ih_l0');
    this.#table = layout.allocate(V * layer.gateWidth);
    this.#dTable = layout.allocate(V * layer.gateWidth);
    this.#ids = ids;
    this.#layer = layer;
    this.#window = window;
    this.#V = V;
  }

  get packing(): readonly PackingTask[] {
    const { gateWidth: width, inputBiases } = this.#layer;
    return [
      (kernels) => {
        kernels.transpose(this.#table, this.#weight, this.#V, width, 0, this.#V);
        for (const bias of inputBiases) kernels.addBias(this.#table, bias, this.#V, width);
      },
    ];
  }

  forward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const width = this.#layer.gateWidth;
    const runs = runCount(this.#window, lanes, steps);
    const rows = runRows(this.#window, lanes, steps);
    for (let run = 0; run < runs; run++) {
      const row = run * this.#window.lanes + lanes.from;
      kernels.lookUp(this.#layer.gates + row * width, this.#table, this.#ids + row, rows, width);
    }
  }

  /** Nothing lies below the symbols. */
  backward(): void {}

  writeGradients(kernels: Kernels, steps: number, share: Share): void {
    const width = this.#layer.gateWidth;
    const { from, to } = partOf(width, share);
    const rows = steps * this.#window.lanes;
    kernels.gatherSums(this.#dTable, this.#layer.gates, this.#ids, rows, width, this.#V, from, to);
    kernels.transpose(this.#dWeight, this.#dTable, width, this.#V, from, to);
  }
}

/** A learned vector of E numbers for each symbol, then a linear map: gates = embedding[id] · W_ihᵀ + bias. */
export class EmbeddingInput implements SymbolInput {
  /** [T, B, E] */
  readonly #x: Address;
  readonly #dx: Address;
  readonly #embedding: Address;
  readonly #dEmbedding: Address;
  readonly #projection: Projection;
  readonly #ids: Address;
  readonly #layer: RecurrentLayer;
  readonly #window: WindowSize;
  readonly #E: number;
  readonly #V: number;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    space: ParameterSpace,
    layer: RecurrentLayer,
    ids: Address,
    window: WindowSize,
    sizes: { readonly E: number; readonly V: number },
  ) {
    const { E, V } = sizes;
    this.#x = layout.allocate(window.steps * window.lanes * E);
    this.#dx = layout.allocate(window.steps * window.lanes * E);
    this.#embedding = space.value('embedding.weight');
    this.#dEmbedding = space.gradient('embedding.weight');
    this.#projection = new Projection(
      layout,
      kernels,
      window,
      { N: layer.gateWidth, K: E },
      {
        weight: space.value('rnn.weight_ih_l0'),
        dWeight: space.gradient('rnn.weight_ih_l0'),
        bias: layer.inputBias,
      },
    );
    this.#ids = ids;
    this.#layer = layer;
    this.#window = window;
    this.#E = E;
    this.#V = V;
  }

  get packing(): readonly PackingTask[] {
    return this.#projection.packing;
  }

  forward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const runs = runCount(this.#window, lanes, steps);
    const rows = runRows(this.#window, lanes, steps);
    for (let run = 0; run < runs; run++) {
      const row = run * this.#window.lanes + lanes.from;
      kernels.lookUp(this.#x + row * this.#E, this.#embedding, this.#ids + row, rows, this.#E);
    }
    this.#projection.forward(kernels, this.#layer.gates, this.#x, lanes, steps);
  }

  backward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    this.#projection.backward(kernels, this.#dx, this.#layer.gates, lanes, steps);
  }

  writeGradients(kernels: Kernels, steps: number, share: Share): void {
    this.#projection.writeGradients(kernels, this.#layer.gates, this.#x, steps, share);
    const { from, to } = partOf(this.#E, share);
    const rows = steps * this.#window.lanes;
    kernels.gatherSums(this.#dEmbedding, this.#dx, this.#ids, rows, this.#E, this.#V, from, to);
  }
}

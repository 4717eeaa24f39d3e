import type { NetworkConfiguration } from '../shared/network.ts';
import { inputSymbols } from '../shared/network.ts';
import type { PackingTask } from './cells/cell.ts';
import { DenseInput } from './dense-input.ts';
import { partOf, type LaneRange, type Share, type WindowSize } from './dimensions.ts';
import { Dropout } from './dropout.ts';
import type { DropoutKey, Kernels } from './kernels/interface.ts';
import type { Address, Layout } from './layout.ts';
import type { ParameterSpace } from './parameter-space.ts';
import { recurrentName } from './parameters.ts';
import { runCount, runRows } from './projection.ts';
import type { Sweep } from './sweep.ts';

/** How symbols enter the first layer: from ids[T, B] to the gates[T, B, G·H] of each of its sweeps. */
export interface SymbolInput {
  readonly packing: readonly PackingTask[];
  /** With a key, dropout is applied. */
  forward(kernels: Kernels, lanes: LaneRange, steps: number, key: DropoutKey | null): void;
  backward(kernels: Kernels, lanes: LaneRange, steps: number, key: DropoutKey | null): void;
  writeGradients(kernels: Kernels, steps: number, share: Share): void;
}

/** The input a configuration asks for. */
export function createSymbolInput(
  layout: Layout,
  kernels: Pick<Kernels, 'packedLength'>,
  network: NetworkConfiguration,
  space: ParameterSpace,
  sweeps: readonly Sweep[],
  ids: Address,
  window: WindowSize,
  dropout: number,
): SymbolInput {
  const V = inputSymbols(network);
  if (network.input.kind === 'one-hot') return new OneHotInput(layout, space, sweeps, ids, window, V);
  const { width: E } = network.input;
  // The layers' own places come first.
  const dropped = dropout > 0 ? new Dropout(window, E, dropout, network.layers) : null;
  return new EmbeddingInput(layout, kernels, space, sweeps, ids, window, { E, V }, dropped);
}

/** Of a sweep: its gates, and the table whose rows they are, both of its gates' width. */
interface LookedUp {
  readonly sweep: Sweep;
  readonly weight: Address;
  readonly dWeight: Address;
  /** [V, G·H]: W_ihᵀ + bias. */
  readonly table: Address;
  readonly dTable: Address;
}

/**
 * One-hot input without the product: W_ih · one-hot(v) + bias is column v of W_ih plus the bias, so the gates are rows
 * looked up in a table, W_ihᵀ + bias, of V rows.
 */
export class OneHotInput implements SymbolInput {
  readonly #tables: readonly LookedUp[];
  readonly #ids: Address;
  readonly #window: WindowSize;
  readonly #V: number;

  constructor(
    layout: Layout,
    space: ParameterSpace,
    sweeps: readonly Sweep[],
    ids: Address,
    window: WindowSize,
    V: number,
  ) {
    this.#tables = sweeps.map((sweep) => {
      const name = recurrentName('weight_ih', 0, sweep.reverse);
      const length = V * sweep.cell.gateWidth;
      return {
        sweep,
        weight: space.value(name),
        dWeight: space.gradient(name),
        table: layout.allocate(length),
        dTable: layout.allocate(length),
      };
    });
    this.#ids = ids;
    this.#window = window;
    this.#V = V;
  }

  get packing(): readonly PackingTask[] {
    return this.#tables.map(({ sweep, weight, table }) => (kernels: Kernels): void => {
      const { gateWidth: width, inputBiases } = sweep.cell;
      kernels.transpose(table, weight, this.#V, width, 0, this.#V);
      for (const bias of inputBiases) kernels.addBias(table, bias, this.#V, width);
    });
  }

  forward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const runs = runCount(this.#window, lanes, steps);
    const rows = runRows(this.#window, lanes, steps);
    for (const { sweep, table } of this.#tables) {
      const { gates, gateWidth: width } = sweep.cell;
      for (let run = 0; run < runs; run++) {
        const row = run * this.#window.lanes + lanes.from;
        kernels.lookUp(gates + row * width, table, this.#ids + row, rows, width);
      }
    }
  }

  /** Nothing lies below the symbols. */
  backward(): void {}

  writeGradients(kernels: Kernels, steps: number, share: Share): void {
    const rows = steps * this.#window.lanes;
    for (const { sweep, dWeight, dTable } of this.#tables) {
      const { gates, gateWidth: width } = sweep.cell;
      const { from, to } = partOf(width, share);
      kernels.gatherSums(dTable, gates, this.#ids, rows, width, this.#V, from, to);
      kernels.transpose(dWeight, dTable, width, this.#V, from, to);
    }
  }
}

/** A learned vector of E numbers for each symbol, through dropout, then a linear map: gates = embedding[id] · W_ihᵀ + bias. */
export class EmbeddingInput implements SymbolInput {
  /** [T, B, E] */
  readonly #x: Address;
  readonly #dx: Address;
  readonly #embedding: Address;
  readonly #dEmbedding: Address;
  readonly #dense: DenseInput;
  readonly #ids: Address;
  readonly #window: WindowSize;
  readonly #E: number;
  readonly #V: number;
  readonly #dropout: Dropout | null;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    space: ParameterSpace,
    sweeps: readonly Sweep[],
    ids: Address,
    window: WindowSize,
    sizes: { readonly E: number; readonly V: number },
    dropout: Dropout | null,
  ) {
    const { E, V } = sizes;
    this.#x = layout.allocate(window.steps * window.lanes * E);
    this.#dx = layout.allocate(window.steps * window.lanes * E);
    this.#embedding = space.value('embedding.weight');
    this.#dEmbedding = space.gradient('embedding.weight');
    this.#dense = new DenseInput(layout, kernels, space, 0, sweeps, window, E);
    this.#ids = ids;
    this.#window = window;
    this.#E = E;
    this.#V = V;
    this.#dropout = dropout;
  }

  get packing(): readonly PackingTask[] {
    return this.#dense.packing;
  }

  forward(kernels: Kernels, lanes: LaneRange, steps: number, key: DropoutKey | null): void {
    const runs = runCount(this.#window, lanes, steps);
    const rows = runRows(this.#window, lanes, steps);
    for (let run = 0; run < runs; run++) {
      const row = run * this.#window.lanes + lanes.from;
      kernels.lookUp(this.#x + row * this.#E, this.#embedding, this.#ids + row, rows, this.#E);
    }
    if (key !== null) this.#dropout?.apply(kernels, this.#x, this.#x, lanes, steps, key);
    this.#dense.forward(kernels, this.#x, lanes, steps);
  }

  backward(kernels: Kernels, lanes: LaneRange, steps: number, key: DropoutKey | null): void {
    this.#dense.backward(kernels, this.#dx, lanes, steps);
    if (key !== null) this.#dropout?.apply(kernels, this.#dx, this.#dx, lanes, steps, key);
  }

  writeGradients(kernels: Kernels, steps: number, share: Share): void {
    this.#dense.writeGradients(kernels, this.#x, steps, share);
    const { from, to } = partOf(this.#E, share);
    const rows = steps * this.#window.lanes;
    kernels.gatherSums(this.#dEmbedding, this.#dx, this.#ids, rows, this.#E, this.#V, from, to);
  }
}

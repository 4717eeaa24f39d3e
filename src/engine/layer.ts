import type { NetworkConfiguration } from '../shared/network.ts';
import type { Cell, PackingTask } from './cells/cell.ts';
import { GruCell } from './cells/gru.ts';
import { LstmCell } from './cells/lstm.ts';
import type { LayerPlace } from './cells/recurrent-weights.ts';
import { RnnCell } from './cells/rnn.ts';
import type { LaneRange, Share, WindowSize } from './dimensions.ts';
import type { Kernels } from './kernels/interface.ts';
import type { Address, Layout } from './layout.ts';
import type { ParameterSpace } from './parameter-space.ts';
import { runCount, runRows } from './projection.ts';
import { Sweep } from './sweep.ts';

/** Arrays for gradients on their way down, which all layers of a network use in turn. */
export interface LayerGradients {
  /** [T + 1, B, H] for each direction. */
  readonly dh: readonly Address[];
  /** [T, B, 2·H], when there are two directions. */
  readonly dJoined: Address | null;
}

/** One layer of the network: a sweep in each direction, whose states stand side by side for whoever reads them, [T, B, D·H]. */
export class Layer {
  readonly sweeps: readonly Sweep[];
  /** [T, B, D·H]: the states after each step, forward ones first. */
  readonly output: Address;
  /** [T, B, D·H]: where the gradient of `output` is to be written before `backward`. */
  readonly dOutput: Address;
  readonly #dh: readonly Address[];
  readonly #window: WindowSize;
  readonly #H: number;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    network: NetworkConfiguration,
    space: ParameterSpace,
    layer: number,
    window: WindowSize,
    lengths: Address | null,
    { dh, dJoined }: LayerGradients,
  ) {
    const { directions, hidden: H } = network;
    this.sweeps = (directions === 2 ? [false, true] : [false]).map((reverse) => {
      const cell = createCell(layout, kernels, network, space, { layer, reverse }, window);
      return new Sweep(cell, reverse, lengths, window, H);
    });
    const [first] = this.sweeps;
    this.output = dJoined === null ? first.left(first.cell.h) : layout.allocate(window.steps * window.lanes * 2 * H);
    this.dOutput = dJoined ?? first.left(dh[0]);
    this.#dh = dh;
    this.#window = window;
    this.#H = H;
  }

  get packing(): readonly PackingTask[] {
    return this.sweeps.flatMap(({ cell }) => cell.packing);
  }

  forward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const { sweeps } = this;
    for (const sweep of sweeps) sweep.forward(kernels, lanes, steps);
    if (sweeps.length === 1) return;
    const width = sweeps.length * this.#H;
    for (let d = 0; d < sweeps.length; d++) {
      const states = sweeps[d].left(sweeps[d].cell.h);
      this.#copyColumns(kernels, this.output + d * this.#H, width, states, this.#H, lanes, steps);
    }
  }

  backward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const { sweeps } = this;
    const width = sweeps.length * this.#H;
    for (let d = 0; d < sweeps.length; d++) {
      const dStates = sweeps[d].left(this.#dh[d]);
      if (sweeps.length > 1) {
        this.#copyColumns(kernels, dStates, this.#H, this.dOutput + d * this.#H, width, lanes, steps);
      }
      sweeps[d].backward(kernels, lanes, steps, this.#dh[d]);
    }
  }

  writeGradients(kernels: Kernels, steps: number, share: Share): void {
    for (const sweep of this.sweeps) sweep.writeGradients(kernels, steps, share);
  }

  /** H columns of each row of some lanes, from rows of one width to rows of another. */
  #copyColumns(
    kernels: Kernels,
    y: Address,
    yWidth: number,
    x: Address,
    xWidth: number,
    lanes: LaneRange,
    steps: number,
  ): void {
    const rows = runRows(this.#window, lanes, steps);
    for (let run = 0; run < runCount(this.#window, lanes, steps); run++) {
      const row = run * this.#window.lanes + lanes.from;
      kernels.copyColumns(y + row * yWidth, yWidth, x + row * xWidth, xWidth, rows, this.#H);
    }
  }
}

function createCell(
  layout: Layout,
  kernels: Pick<Kernels, 'packedLength'>,
  network: NetworkConfiguration,
  space: ParameterSpace,
  place: LayerPlace,
  window: WindowSize,
): Cell {
  const H = network.hidden;
  switch (network.cell) {
    case 'rnn':
      return new RnnCell(layout, kernels, space, place, H, window, network.nonlinearity);
    case 'lstm':
      return new LstmCell(layout, kernels, space, place, H, window);
    case 'gru':
      return new GruCell(layout, kernels, space, place, H, window);
  }
}

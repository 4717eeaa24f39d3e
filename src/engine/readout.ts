import { predictionsIn, type NetworkConfiguration } from '../shared/network.ts';
import type { LaneRange, WindowSize } from './dimensions.ts';
import type { Kernels } from './kernels/interface.ts';
import type { Address, Layout } from './layout.ts';
import { runCount, runRows } from './projection.ts';
import type { Stack } from './stack.ts';

/** What the head reads of the stack's output [T, B, D·H]: one row for each answer, [P, B, D·H]. */
export interface Readout {
  /** Where the head writes the gradient of the rows it reads. */
  readonly dRows: Address;
  /** @returns the rows the head reads, from the stack's output. */
  forward(kernels: Kernels, output: Address, lanes: LaneRange, steps: number): Address;
  /** The gradient of the stack's output, from that of the rows. */
  backward(kernels: Kernels, lanes: LaneRange, steps: number): void;
  /** The rows of the last `forward`, which read `output`. */
  rows(output: Address): Address;
}

/**
 * @param lengths integer address [B]: steps of each lane; not used where every step is read.
 * @param places integer address [P, B]: the steps that are to be filled in.
 */
export function createReadout(
  layout: Layout,
  network: NetworkConfiguration,
  stack: Stack,
  window: WindowSize,
  lengths: Address,
  places: Address,
): Readout {
  const { task } = network;
  switch (task.kind) {
    case 'continue':
      return new EveryStep(stack);
    case 'fill':
      return new SomeStates(
        layout,
        network,
        stack,
        window,
        (integers, p, lane) => integers[places + p * window.lanes + lane],
      );
    case 'classify':
      return task.pooling === 'mean'
        ? new MeanState(layout, stack, window, lengths)
        : new SomeStates(layout, network, stack, window, (integers, _, lane, reverse) =>
            reverse ? 0 : integers[lengths + lane] - 1,
          );
  }
}

/** An answer after every step: the head reads the output as it is. */
class EveryStep implements Readout {
  readonly dRows: Address;

  constructor(stack: Stack) {
    this.dRows = stack.dOutput;
  }

  forward(_kernels: Kernels, output: Address): Address {
    return output;
  }

  backward(): void {}

  rows(output: Address): Address {
    return output;
  }
}

/** Which step's state of a direction answer p of a lane is read from. */
type StepChoice = (integers: Int32Array, p: number, lane: number, reverse: boolean) => number;

/**
 * The states after chosen steps, each direction's by itself: the output is looked up as [T · B · D, H], so that a row is the
 * state of one direction. What is not chosen costs the head nothing.
 */
class SomeStates implements Readout {
  /** [P, B, D·H] */
  readonly dRows: Address;
  readonly #rows: Address;
  /** Integer address [P, B, D]. */
  readonly #ids: Address;
  readonly #network: NetworkConfiguration;
  readonly #stack: Stack;
  readonly #window: WindowSize;
  readonly #choose: StepChoice;

  constructor(layout: Layout, network: NetworkConfiguration, stack: Stack, window: WindowSize, choose: StepChoice) {
    const answers = predictionsIn(network.task, window.steps) * window.lanes;
    this.#rows = layout.allocate(answers * stack.width);
    this.dRows = layout.allocate(answers * stack.width);
    this.#ids = layout.allocate(answers * network.directions);
    this.#network = network;
    this.#stack = stack;
    this.#window = window;
    this.#choose = choose;
  }

  forward(kernels: Kernels, output: Address, lanes: LaneRange, steps: number): Address {
    const { directions: D, hidden: H, task } = this.#network;
    const { lanes: B } = this.#window;
    const { integers } = kernels;
    const P = predictionsIn(task, steps);
    for (let p = 0; p < P; p++) {
      for (let lane = lanes.from; lane < lanes.to; lane++) {
        for (let d = 0; d < D; d++) {
          const t = this.#choose(integers, p, lane, d === 1);
          integers[this.#ids + (p * B + lane) * D + d] = (t * B + lane) * D + d;
        }
      }
    }
    const rows = runRows(this.#window, lanes, P) * D;
    for (let run = 0; run < runCount(this.#window, lanes, P); run++) {
      const row = (run * B + lanes.from) * D;
      kernels.lookUp(this.#rows + row * H, output, this.#ids + row, rows, H);
    }
    return this.#rows;
  }

  backward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const { directions: D, hidden: H, task } = this.#network;
    const { dOutput, width } = this.#stack;
    const { lanes: B } = this.#window;
    for (let run = 0; run < runCount(this.#window, lanes, steps); run++) {
      const row = run * B + lanes.from;
      kernels.fill(dOutput + row * width, runRows(this.#window, lanes, steps) * width, 0);
    }
    const P = predictionsIn(task, steps);
    const rows = runRows(this.#window, lanes, P) * D;
    for (let run = 0; run < runCount(this.#window, lanes, P); run++) {
      const row = (run * B + lanes.from) * D;
      kernels.addRows(dOutput, this.dRows + row * H, this.#ids + row, rows, H);
    }
  }

  rows(): Address {
    return this.#rows;
  }
}

/** The mean of a lane's states. Those behind its end are zero, so they add nothing. */
class MeanState implements Readout {
  /** [1, B, D·H] */
  readonly dRows: Address;
  readonly #rows: Address;
  readonly #stack: Stack;
  readonly #B: number;
  readonly #lengths: Address;

  constructor(layout: Layout, stack: Stack, { lanes: B }: WindowSize, lengths: Address) {
    this.#rows = layout.allocate(B * stack.width);
    this.dRows = layout.allocate(B * stack.width);
    this.#stack = stack;
    this.#B = B;
    this.#lengths = lengths;
  }

  forward(kernels: Kernels, output: Address, lanes: LaneRange, steps: number): Address {
    const { width } = this.#stack;
    const count = lanes.to - lanes.from;
    const mean = this.#rows + lanes.from * width;
    kernels.fill(mean, count * width, 0);
    for (let t = 0; t < steps; t++) {
      kernels.add(mean, mean, output + (t * this.#B + lanes.from) * width, count * width);
    }
    kernels.divideRows(mean, this.#lengths + lanes.from, count, width);
    return this.#rows;
  }

  /** Every step gets the same; what comes behind a lane's end goes no further than there. */
  backward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const { dOutput, width } = this.#stack;
    const count = lanes.to - lanes.from;
    const dMean = this.dRows + lanes.from * width;
    kernels.divideRows(dMean, this.#lengths + lanes.from, count, width);
    for (let t = 0; t < steps; t++) {
      kernels.copy(dOutput + (t * this.#B + lanes.from) * width, dMean, count * width);
    }
  }

  rows(): Address {
    return this.#rows;
  }
}

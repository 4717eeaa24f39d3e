import { outputCount, predictionsIn, type NetworkConfiguration } from '../shared/network.ts';
import type { PackingTask } from './cells/cell.ts';
import { partOf, someOf, WHOLE, type LaneRange, type Share, type WindowSize } from './dimensions.ts';
import type { DropoutShares } from './dropout.ts';
import type { AdamStep, DropoutKey, Kernels } from './kernels/interface.ts';
import type { Address, Layout } from './layout.ts';
import { ParameterSpace } from './parameter-space.ts';
import { parameterTable } from './parameters.ts';
import { Projection, runCount, runRows } from './projection.ts';
import { createReadout, type Readout } from './readout.ts';
import { Stack } from './stack.ts';

/** How many numbers are summed in one go when a sum must not depend on the number of threads. */
const SUM_BLOCK = 16_384;

/**
 * Symbols in, a recurrent stack, logits out, of P answers a lane: the next symbol after every step, the symbols under
 * some masks, or the class of the whole lane. Unrolled over a window of T steps of B lanes; where a lane goes on in the next
 * window, the state is carried there (truncated BPTT, stateful).
 *
 * The object holds addresses only, so every thread builds the same one from the same configuration. A training step is
 *
 *     pack                  the weights changed                          any thread, some tasks each
 *     forward, backward     each thread its own lanes                    no meeting
 *     writeGradients        sums over all lanes, a share each            after all lanes are through
 *     update                clipped AdamW, a share each                  after all gradients are written
 *     carry                 the last state becomes the next first one    each thread its own lanes
 */
export class Network {
  readonly configuration: NetworkConfiguration;
  readonly window: WindowSize;
  readonly space: ParameterSpace;
  /** Integer address [T, B]: the symbols that are read. */
  readonly inputs: Address;
  /** Integer address [P, B]: the right answers (negative: not scored). */
  readonly targets: Address;
  /** Integer address [B]: how many of the steps each lane has. Only read when filling or classifying. */
  readonly lengths: Address;
  /** Integer address [P, B]: the steps that are to be filled in. Only read when filling. */
  readonly places: Address;
  /** [P, B]: nats of each answer, after `loss` or `backward`. */
  readonly losses: Address;
  /** [P, B, C] after `forward`; overwritten by `backward`. */
  readonly logits: Address;
  /**
   * The states that go on from window to window, by layer, each [T + 1, B, H] with the state going in first: those of
   * the forward sweeps. A reverse one begins anew in each window, and so does every lane that is a line by itself.
   */
  readonly carried: readonly (readonly Address[])[];
  readonly stack: Stack;
  readonly #readout: Readout;
  readonly #head: Projection;
  readonly #packing: readonly PackingTask[];
  /** Sums of squares of blocks of the gradient. */
  readonly #squares: Address;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    configuration: NetworkConfiguration,
    window: WindowSize,
    dropout: DropoutShares,
  ) {
    const { lanes: B, steps: T } = window;
    const { task } = configuration;
    const C = outputCount(configuration);
    const P = predictionsIn(task, T);
    this.configuration = configuration;
    this.window = window;
    this.space = new ParameterSpace(layout, parameterTable(configuration));
    this.inputs = layout.allocate(T * B);
    this.targets = layout.allocate(P * B);
    this.lengths = layout.allocate(B);
    this.places = layout.allocate(P * B);
    this.losses = layout.allocate(P * B);
    const lengths = task.kind === 'continue' ? null : this.lengths;
    this.stack = new Stack(layout, kernels, configuration, this.space, window, this.inputs, lengths, dropout);
    this.#readout = createReadout(layout, configuration, this.stack, window, this.lengths, this.places);
    this.carried = task.kind === 'classify' ? [] : this.stack.layers.map(({ sweeps }) => sweeps[0].cell.states);
    this.logits = layout.allocate(P * B * C);
    this.#head = new Projection(
      layout,
      kernels,
      window,
      { N: C, K: this.stack.width },
      {
        weight: this.space.value('head.weight'),
        dWeight: this.space.gradient('head.weight'),
        bias: this.space.value('head.bias'),
      },
    );
    this.#packing = [...this.stack.packing, ...this.#head.packing];
    this.#squares = layout.allocate(this.#squareCount);
  }

  /** One share of preparing the weights for products, whenever they changed. */
  pack(kernels: Kernels, share: Share = WHOLE): void {
    const { from, to } = someOf(this.#packing.length, share);
    for (let task = from; task < to; task++) this.#packing[task](kernels);
  }

  /** Logits of the first `steps` steps for the given lanes. With a key, dropout is applied. */
  forward(kernels: Kernels, lanes: LaneRange, steps: number, key: DropoutKey | null): void {
    const output = this.stack.forward(kernels, lanes, steps, key);
    const rows = this.#readout.forward(kernels, output, lanes, steps);
    this.#head.forward(kernels, this.logits, rows, lanes, this.#predictions(steps));
  }

  /** Fills `losses` from the logits, for evaluation. */
  loss(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const C = outputCount(this.configuration);
    const P = this.#predictions(steps);
    const rows = runRows(this.window, lanes, P);
    for (let run = 0; run < runCount(this.window, lanes, P); run++) {
      const row = run * this.window.lanes + lanes.from;
      kernels.crossEntropy(this.losses + row, this.logits + row * C, this.targets + row, rows, C);
    }
  }

  /**
   * Fills `losses` and the gradient of everything that depends on the lane: back through the head, the layers and time.
   * @param scale what each answer's loss counts, such as 1 / (P · B) for the mean.
   */
  backward(kernels: Kernels, lanes: LaneRange, steps: number, scale: number, key: DropoutKey | null): void {
    const C = outputCount(this.configuration);
    const P = this.#predictions(steps);
    const rows = runRows(this.window, lanes, P);
    for (let run = 0; run < runCount(this.window, lanes, P); run++) {
      const row = run * this.window.lanes + lanes.from;
      kernels.softmaxCrossEntropy(this.losses + row, this.logits + row * C, this.targets + row, rows, C, scale);
    }
    this.#head.backward(kernels, this.#readout.dRows, this.logits, lanes, P, false);
    this.#readout.backward(kernels, lanes, steps);
    this.stack.backward(kernels, lanes, steps, key);
  }

  /** One share of every parameter's gradient, over all lanes. `dropped` says whether the pass had a dropout key. */
  writeGradients(kernels: Kernels, steps: number, share: Share, dropped: boolean): void {
    const C = outputCount(this.configuration);
    const P = this.#predictions(steps);
    const { from, to } = partOf(C, share);
    const rows = this.#readout.rows(this.stack.output(this.stack.layers.length - 1, dropped));
    this.#head.writeGradients(kernels, this.logits, rows, P, share);
    kernels.sumRows(this.space.gradient('head.bias'), this.logits, P * this.window.lanes, C, from, to);
    this.stack.writeGradients(kernels, steps, share, dropped);
  }

  /** One share of the squared norm of the gradient, for `gradientNorm`. */
  squareGradients(kernels: Kernels, share: Share): void {
    const { gradients, table } = this.space;
    const { from, to } = someOf(this.#squareCount, share);
    for (let block = from; block < to; block++) {
      const start = block * SUM_BLOCK;
      const count = Math.min(SUM_BLOCK, table.length - start);
      kernels.floats[this.#squares + block] = kernels.sumOfSquares(gradients + start, count);
    }
  }

  /** Global L2 norm of the gradient, after every share of `squareGradients`. */
  gradientNorm(kernels: Kernels): number {
    let sum = 0;
    for (let block = 0; block < this.#squareCount; block++) sum += kernels.floats[this.#squares + block];
    return Math.sqrt(sum);
  }

  /** One share of an AdamW step. Biases are not decayed. */
  update(kernels: Kernels, options: AdamStep, undecayed: AdamStep, share: Share): void {
    const { values, gradients, moment1, moment2, table } = this.space;
    for (const { offset, length, shape } of table.entries) {
      const part = partOf(length, share);
      const at = offset + part.from;
      const step = shape.length === 2 ? options : undecayed;
      kernels.adam(values + at, gradients + at, moment1 + at, moment2 + at, part.to - part.from, step);
    }
  }

  /** The state after step `steps - 1` becomes the state the next window begins with. */
  carry(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const { lanes: B } = this.window;
    const H = this.configuration.hidden;
    for (const states of this.carried) {
      for (const state of states) {
        const row = state + lanes.from * H;
        kernels.copy(row, row + steps * B * H, (lanes.to - lanes.from) * H);
      }
    }
  }

  /** The next window begins with a state of zeros. */
  forget(kernels: Kernels, lanes: LaneRange): void {
    const H = this.configuration.hidden;
    for (const states of this.carried) {
      for (const state of states) kernels.fill(state + lanes.from * H, (lanes.to - lanes.from) * H, 0);
    }
  }

  #predictions(steps: number): number {
    return predictionsIn(this.configuration.task, steps);
  }

  get #squareCount(): number {
    return Math.ceil(this.space.table.length / SUM_BLOCK);
  }
}

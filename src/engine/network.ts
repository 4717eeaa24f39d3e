import type { NetworkConfiguration } from '../shared/network.ts';
import type { PackingTask } from './cells/layer.ts';
import { partOf, someOf, WHOLE, type LaneRange, type Share, type WindowSize } from './dimensions.ts';
import type { AdamStep, DropoutKey, Kernels } from './kernels/interface.ts';
import type { Address, Layout } from './layout.ts';
import { ParameterSpace } from './parameter-space.ts';
import { parameterTable } from './parameters.ts';
import { Projection, runCount, runRows } from './projection.ts';
import { Stack } from './stack.ts';

/** How many numbers are summed in one go when a sum must not depend on the number of threads. */
const SUM_BLOCK = 16_384;

/**
 * A language model: symbols in, a recurrent stack, logits over the next symbol out; unrolled over a window of T steps
 * of B lanes, with the state carried from window to window (truncated BPTT, stateful).
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
  /** Integer addresses of symbol ids [T, B]: what is read, and what should follow (negative: not scored). */
  readonly inputs: Address;
  readonly targets: Address;
  /** [T, B]: nats of each prediction, after `loss` or `backward`. */
  readonly losses: Address;
  /** [T, B, V] after `forward`; overwritten by `backward`. */
  readonly logits: Address;
  readonly stack: Stack;
  readonly #head: Projection;
  readonly #packing: readonly PackingTask[];
  /** Sums of squares of blocks of the gradient. */
  readonly #squares: Address;

  constructor(
    layout: Layout,
    kernels: Pick<Kernels, 'packedLength'>,
    configuration: NetworkConfiguration,
    window: WindowSize,
    dropout: number,
  ) {
    const { lanes: B, steps: T } = window;
    const { vocabulary: V, hidden: H } = configuration;
    this.configuration = configuration;
    this.window = window;
    this.space = new ParameterSpace(layout, parameterTable(configuration));
    this.inputs = layout.allocate(T * B);
    this.targets = layout.allocate(T * B);
    this.losses = layout.allocate(T * B);
    this.stack = new Stack(layout, kernels, configuration, this.space, window, this.inputs, dropout);
    this.logits = layout.allocate(T * B * V);
    this.#head = new Projection(
      layout,
      kernels,
      window,
      { N: V, K: H },
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
    this.#head.forward(kernels, this.logits, output, lanes, steps);
  }

  /** Fills `losses` from the logits, for evaluation. */
  loss(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const V = this.configuration.vocabulary;
    const rows = runRows(this.window, lanes, steps);
    for (let run = 0; run < runCount(this.window, lanes, steps); run++) {
      const row = run * this.window.lanes + lanes.from;
      kernels.crossEntropy(this.losses + row, this.logits + row * V, this.targets + row, rows, V);
    }
  }

  /**
   * Fills `losses` and the gradient of everything that depends on the lane: back through the head, the layers and time.
   * @param scale what each prediction's loss counts, such as 1 / (steps · B) for the mean.
   */
  backward(kernels: Kernels, lanes: LaneRange, steps: number, scale: number, key: DropoutKey | null): void {
    const V = this.configuration.vocabulary;
    const rows = runRows(this.window, lanes, steps);
    for (let run = 0; run < runCount(this.window, lanes, steps); run++) {
      const row = run * this.window.lanes + lanes.from;
      kernels.softmaxCrossEntropy(this.losses + row, this.logits + row * V, this.targets + row, rows, V, scale);
    }
    this.#head.backward(kernels, this.stack.dOutput, this.logits, lanes, steps);
    this.stack.backward(kernels, lanes, steps, key);
  }

  /** One share of every parameter's gradient, over all lanes. `dropped` says whether the pass had a dropout key. */
  writeGradients(kernels: Kernels, steps: number, share: Share, dropped: boolean): void {
    const V = this.configuration.vocabulary;
    const { from, to } = partOf(V, share);
    const output = this.stack.output(this.stack.layers.length - 1, dropped);
    this.#head.writeGradients(kernels, this.logits, output, steps, share);
    kernels.sumRows(this.space.gradient('head.bias'), this.logits, steps * this.window.lanes, V, from, to);
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
    for (const layer of this.stack.layers) {
      for (const state of layer.states) {
        const row = state + lanes.from * H;
        kernels.copy(row, row + steps * B * H, (lanes.to - lanes.from) * H);
      }
    }
  }

  /** The next window begins with a state of zeros. */
  forget(kernels: Kernels, lanes: LaneRange): void {
    const H = this.configuration.hidden;
    for (const layer of this.stack.layers) {
      for (const state of layer.states) kernels.fill(state + lanes.from * H, (lanes.to - lanes.from) * H, 0);
    }
  }

  get #squareCount(): number {
    return Math.ceil(this.space.table.length / SUM_BLOCK);
  }
}

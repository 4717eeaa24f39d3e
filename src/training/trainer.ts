import type { LaneRange } from '../engine/dimensions.ts';
import { readCarried, writeCarried } from '../engine/carried-state.ts';
import { initialise } from '../engine/initialise.ts';
import type { Kernels } from '../engine/kernels/interface.ts';
import type { Network } from '../engine/network.ts';
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import { StateError } from '../shared/errors.ts';
import type { NamedTensor } from '../shared/network.ts';
import type { Settings } from '../shared/settings.ts';
import { LaneReader } from '../text/batches.ts';
import { DivergenceError } from './divergence.ts';
import type { Plan } from './plan.ts';
import { learningRateAt } from './schedule.ts';
import { isFinite } from './step.ts';
import type { Team } from './team.ts';

export interface TrainerPosition {
  readonly step: number;
  readonly cursor: number;
  readonly pass: number;
}

export interface StepResult {
  /** Mean loss of the window, nats per symbol, before the update. */
  readonly nats: number;
  readonly learningRate: number;
}

/**
 * A network and the text it learns, one optimizer step at a time. It knows no clock, worker or storage. Everything it
 * does is a function of the settings, the text and its position, so it can be put down and taken up anywhere.
 */
export class Trainer {
  readonly plan: Plan;
  readonly #settings: Settings;
  readonly #team: Team;
  readonly #network: Network;
  readonly #kernels: Kernels;
  readonly #reader: LaneReader;
  readonly #validation: LaneReader;
  /** All lanes; those of the validation text may be fewer. */
  readonly #lanes: LaneRange;
  #step = 0;
  #cursor = 0;
  #pass = 0;

  /** @param team has laid out the same plan; its network is initialised here. */
  constructor(plan: Plan, settings: Settings, training: Uint16Array, validation: Uint16Array, team: Team) {
    this.plan = plan;
    this.#settings = settings;
    this.#team = team;
    this.#network = team.network;
    this.#kernels = team.kernels;
    this.#reader = new LaneReader(training, plan.window.lanes, plan.window.steps);
    this.#validation = new LaneReader(validation, plan.validationWindow.lanes, plan.validationWindow.steps);
    this.#lanes = { from: 0, to: plan.window.lanes };
    const { values, table } = this.#network.space;
    initialise(this.#kernels.floats.subarray(values, values + table.length), table, plan.network, settings.seed);
    this.#network.pack(this.#kernels);
  }

  get position(): TrainerPosition {
    return { step: this.#step, cursor: this.#cursor, pass: this.#pass };
  }

  get finished(): boolean {
    return this.#step >= this.plan.totalSteps;
  }

  /**
   * One step of stateful truncated BPTT: forward and back over the next window of every lane, clip, AdamW, carry.
   * @param learningRate the base rate, which the schedule shapes.
   * @throws DivergenceError when the loss or the gradient is not finite; the weights are then left as they were.
   */
  step(learningRate: number): StepResult {
    const { steps, lanes } = this.plan.window;
    const rate = learningRateAt({ ...this.#settings, learningRate }, this.#step, this.plan.totalSteps);
    this.#read(this.#reader, this.#cursor, lanes, steps);
    const outcome = this.#team.trainStep({ step: this.#step, learningRate: rate, lanes, steps });
    if (!isFinite(outcome)) {
      throw new DivergenceError(
        `Training diverged at step ${this.#step + 1}: the loss is ${outcome.nats}, the gradient’s length ${outcome.gradientNorm}. Start again with a lower learning rate than ${learningRate}.`,
      );
    }
    this.#advance();
    return { nats: outcome.nats, learningRate: rate };
  }

  /** Mean loss on the held-out text, nats per symbol. Training goes on afterwards as if nothing had been read. */
  evaluate(): number {
    const { validationWindow: window, validationWindows: count } = this.plan;
    return this.#aside(() => {
      let sum = 0;
      for (let index = 0; index < count; index++) {
        this.#read(this.#validation, index * window.steps, window.lanes, window.steps);
        sum += this.#team.evaluateWindow({ ...window, step: this.#step, learningRate: 0 });
      }
      return sum / count;
    });
  }

  /**
   * Symbols the network writes, beginning after `first`. The same step and temperature give the same symbols.
   * @param choose picks an id from a row of logits with a random number in [0, 1).
   */
  sample(first: number, length: number, choose: (logits: Float32Array, uniform: number) => number): number[] {
    const network = this.#network;
    const kernels = this.#kernels;
    const { vocabulary: V } = this.plan.network;
    const random = new RandomStream((this.#settings.seed ^ Math.imul(this.#step, 0x9e3779b1)) >>> 0, PURPOSE.sampling);
    const lane = { from: 0, to: 1 };
    return this.#aside(() => {
      const written: number[] = [];
      let id = first;
      while (written.length < length) {
        kernels.integers[network.inputs] = id;
        network.forward(kernels, lane, 1, null);
        network.carry(kernels, lane, 1);
        id = choose(Float32Array.from(kernels.floats.subarray(network.logits, network.logits + V)), random.uniform());
        written.push(id);
      }
      return written;
    });
  }

  /** Everything a checkpoint holds, as views into the arena: copy them before the next step. */
  tensors(): NamedTensor[] {
    const { values, moment1, moment2, table } = this.#network.space;
    const at = (address: number, length: number): Float32Array =>
      this.#kernels.floats.subarray(address, address + length) as Float32Array;
    const named = (prefix: string, base: number): NamedTensor[] =>
      table.entries.map(({ name, shape, offset, length }) => ({
        name: prefix + name,
        shape,
        data: at(base + offset, length),
      }));
    return [
      ...named('', values),
      ...named('adam.m.', moment1),
      ...named('adam.v.', moment2),
      ...readCarried(this.#network, this.#kernels),
    ];
  }

  /**
   * Begins with what another run has learned.
   * @param parameters by name, in the shapes of this network; all of them.
   * @throws StateError when one is missing or has another shape.
   */
  adopt(parameters: readonly NamedTensor[]): void {
    const { table } = this.#network.space;
    for (const { tensor, found } of matched(this.tensors().slice(0, table.entries.length), parameters)) {
      tensor.data.set(found.data);
    }
    this.#network.pack(this.#kernels);
  }

  /**
   * Takes up a run where a checkpoint left it.
   * @throws StateError when a tensor is missing or has another shape than this network's, or the position is none this
   * run comes by.
   */
  restore(tensors: readonly NamedTensor[], position: TrainerPosition): void {
    const { step, cursor, pass } = position;
    const { stepsPerPass, totalSteps, window } = this.plan;
    const fits =
      step <= totalSteps && cursor === (step % stepsPerPass) * window.steps && pass === Math.floor(step / stepsPerPass);
    if (!fits) {
      throw new StateError(
        `The checkpoint does not fit this run: it stands at character ${cursor} of pass ${pass} after step ${step}, and the run has ${totalSteps} steps, ${stepsPerPass} a pass of ${window.steps} characters each.`,
      );
    }
    const own = this.tensors();
    const pairs = matched(own, tensors);
    // All fit, so nothing is half restored. The first ones are views into the arena, the carried ones copies.
    for (const { tensor, found } of pairs) tensor.data.set(found.data);
    writeCarried(this.#network, this.#kernels, own);
    this.#step = step;
    this.#cursor = cursor;
    this.#pass = pass;
    this.#network.pack(this.#kernels);
  }

  #advance(): void {
    this.#step++;
    this.#cursor += this.plan.window.steps;
    if (this.#step % this.plan.stepsPerPass === 0) {
      this.#cursor = 0;
      this.#pass++;
      this.#network.forget(this.#kernels, this.#lanes);
    }
  }

  /** Symbols of a window into the arena, whose lanes may be more than the reader's. */
  #read(reader: LaneReader, cursor: number, lanes: number, steps: number): void {
    const { integers } = this.#kernels;
    const { inputs, targets } = this.#network;
    const B = this.plan.window.lanes;
    if (lanes === B) {
      const count = steps * B;
      reader.read(cursor, integers.subarray(inputs, inputs + count), integers.subarray(targets, targets + count));
      return;
    }
    const someInputs = new Int32Array(steps * lanes);
    const someTargets = new Int32Array(steps * lanes);
    reader.read(cursor, someInputs, someTargets);
    for (let t = 0; t < steps; t++) {
      integers.set(someInputs.subarray(t * lanes, (t + 1) * lanes), inputs + t * B);
      integers.set(someTargets.subarray(t * lanes, (t + 1) * lanes), targets + t * B);
    }
  }

  /** Does something with the network from a state of zeros, and puts the carried state back. */
  #aside<Result>(work: () => Result): Result {
    const kept = readCarried(this.#network, this.#kernels);
    this.#network.forget(this.#kernels, this.#lanes);
    try {
      return work();
    } finally {
      writeCarried(this.#network, this.#kernels, kept);
    }
  }
}

/** Each tensor with the one of its name. @throws StateError when one is missing or has another shape. */
function matched(
  own: readonly NamedTensor[],
  others: readonly NamedTensor[],
): { readonly tensor: NamedTensor; readonly found: NamedTensor }[] {
  const byName = new Map(others.map((tensor) => [tensor.name, tensor]));
  return own.map((tensor) => {
    const found = byName.get(tensor.name);
    const needed = tensor.shape.join(' × ');
    const shape = found?.shape.join(' × ') ?? 'missing';
    if (found === undefined || shape !== needed) {
      throw new StateError(
        `The checkpoint does not fit this network: ${tensor.name} is ${shape} where ${needed} is needed.`,
      );
    }
    return { tensor, found };
  });
}

import { training as words } from '../messages/training.ts';
import type { LaneRange, WindowSize } from '../engine/dimensions.ts';
import { readCarried, writeCarried } from '../engine/carried-state.ts';
import { initialise } from '../engine/initialise.ts';
import type { Kernels } from '../engine/kernels/interface.ts';
import type { Network } from '../engine/network.ts';
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import { StateError } from '../shared/errors.ts';
import { outputCount, predictionsIn, type NamedTensor } from '../shared/network.ts';
import type { Score } from '../shared/judgement.ts';
import type { Settings } from '../shared/settings.ts';
import { indexOfGreatest } from '../text/evaluation.ts';
import type { Batches, Lesson, Slots } from './batches.ts';
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
  /** Mean loss of the batch, nats an answer, before the update. */
  readonly nats: number;
  readonly learningRate: number;
}

/**
 * Each lane begins anew from zeros after so many windows, and of so many lanes one at a time. A network that only ever goes on learns to count on
 * a state that has wandered far from zero, and then neither begins a pass well, nor reads what is held out, nor writes.
 */
const FORGET_WINDOWS = 50;

/** Hears answer `p` of a lane of a batch, as logits [C] that are gone when it returns. */
export type HearAnswer = (batch: number, p: number, lane: number, logits: Float32Array) => void;

/**
 * A network and what it learns, one optimizer step at a time. It knows no clock, worker or storage. Everything it
 * does is a function of the settings, the lesson and its position, so it can be put down and taken up anywhere.
 */
export class Trainer {
  readonly plan: Plan;
  readonly #settings: Settings;
  readonly #team: Team;
  readonly #network: Network;
  readonly #kernels: Kernels;
  readonly #lesson: Lesson;
  /** All lanes; a batch to be tested on may fill fewer. */
  readonly #lanes: LaneRange;
  #step = 0;

  /** @param team has laid out the same plan; its network is initialised here. */
  constructor(plan: Plan, settings: Settings, lesson: Lesson, team: Team) {
    this.plan = plan;
    this.#settings = settings;
    this.#team = team;
    this.#network = team.network;
    this.#kernels = team.kernels;
    this.#lesson = lesson;
    this.#lanes = { from: 0, to: plan.window.lanes };
    const { values, table } = this.#network.space;
    initialise(this.#kernels.floats.subarray(values, values + table.length), table, plan.network, settings.seed);
    this.#network.pack(this.#kernels);
  }

  get position(): TrainerPosition {
    return this.#positionAfter(this.#step);
  }

  get finished(): boolean {
    return this.#step >= this.plan.totalSteps;
  }

  /**
   * One step of BPTT: forward and back over the next batch, clip, AdamW, carry the state where the lanes go on.
   * @param learningRate the base rate, which the schedule shapes.
   * @throws DivergenceError when the loss or the gradient is not finite; the weights are then left as they were.
   */
  step(learningRate: number): StepResult {
    const rate = learningRateAt({ ...this.#settings, learningRate }, this.#step, this.plan.totalSteps);
    const batch = this.#read(this.#lesson.training, this.#step);
    const outcome = this.#team.trainStep({ step: this.#step, learningRate: rate, ...batch });
    if (!isFinite(outcome)) {
      throw new DivergenceError(words.notFinite(this.#step + 1, outcome.nats, outcome.gradientNorm, learningRate));
    }
    this.#advance();
    return { nats: outcome.nats, learningRate: rate };
  }

  /**
   * How good it is on what is held out. Training goes on afterwards as if nothing had been read.
   * @param hear is told the logits of each answer where answers are counted.
   * @param batches how many of what is held out are read.
   */
  evaluate(hear: HearAnswer = () => undefined, batches = this.plan.validationBatches): Score {
    const { validation } = this.#lesson;
    return this.#aside(() => {
      const sum = { weight: 0, nats: 0, answers: 0, right: 0 };
      for (let index = 0; index < batches; index++) {
        const batch = this.#read(validation, index);
        const nats = this.#team.evaluateWindow({ ...batch, step: this.#step, learningRate: 0 });
        // 1 unless the batch is a smaller one.
        const weight = batch.lanes / validation.window.lanes;
        sum.weight += weight;
        sum.nats += weight * nats;
        if (this.plan.network.task.kind === 'continue') continue;
        this.#answers(batch, (p, lane, logits, target) => {
          sum.answers++;
          if (indexOfGreatest(logits) === target) sum.right++;
          hear(index, p, lane, logits);
        });
      }
      const accuracy = sum.answers === 0 ? {} : { accuracy: sum.right / sum.answers };
      return { nats: sum.nats / sum.weight, ...accuracy };
    });
  }

  /**
   * Symbols the network writes after it has read others. The same step and temperature give the same symbols.
   * @param before what it reads first, from a state of zeros; at least one.
   * @param choose picks an id from a row of logits with a random number in [0, 1).
   */
  sample(
    before: Iterable<number>,
    length: number,
    choose: (logits: Float32Array, uniform: number) => number,
  ): number[] {
    const network = this.#network;
    const kernels = this.#kernels;
    const { vocabulary: V } = this.plan.network;
    const random = new RandomStream((this.#settings.seed ^ Math.imul(this.#step, 0x9e3779b1)) >>> 0, PURPOSE.sampling);
    const lane = { from: 0, to: 1 };
    return this.#aside(() => {
      const read = (id: number): void => {
        kernels.integers[network.inputs] = id;
        network.forward(kernels, lane, 1, null);
        network.carry(kernels, lane, 1);
      };
      for (const id of before) read(id);
      const written: number[] = [];
      for (;;) {
        const logits = Float32Array.from(kernels.floats.subarray(network.logits, network.logits + V));
        const id = choose(logits, random.uniform());
        written.push(id);
        if (written.length === length) return written;
        read(id);
      }
    });
  }

  #answers(
    { lanes, steps }: WindowSize,
    visit: (p: number, lane: number, logits: Float32Array, target: number) => void,
  ): void {
    const { network, window } = this.plan;
    const { logits, targets } = this.#network;
    const { floats, integers } = this.#kernels;
    const C = outputCount(network);
    for (let p = 0; p < predictionsIn(network.task, steps); p++) {
      for (let lane = 0; lane < lanes; lane++) {
        const row = p * window.lanes + lane;
        const from = logits + row * C;
        visit(p, lane, floats.subarray(from, from + C) as Float32Array, integers[targets + row]);
      }
    }
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
    const { stepsPerPass, totalSteps } = this.plan;
    const expected = this.#positionAfter(step);
    if (!(step <= totalSteps && cursor === expected.cursor && pass === expected.pass)) {
      throw new StateError(
        `The checkpoint does not fit this run: it stands at place ${cursor} of pass ${pass} after step ${step}, and the run has ${totalSteps} steps, ${stepsPerPass} a pass of ${this.#lesson.training.stride} each.`,
      );
    }
    const own = this.tensors();
    const pairs = matched(own, tensors);
    // All fit, so nothing is half restored. The first ones are views into the arena, the carried ones copies.
    for (const { tensor, found } of pairs) tensor.data.set(found.data);
    writeCarried(this.#network, this.#kernels, own);
    this.#step = step;
    this.#network.pack(this.#kernels);
  }

  #positionAfter(step: number): TrainerPosition {
    const { stepsPerPass } = this.plan;
    return {
      step,
      cursor: (step % stepsPerPass) * this.#lesson.training.stride,
      pass: Math.floor(step / stepsPerPass),
    };
  }

  #advance(): void {
    this.#step++;
    if (this.#step % this.plan.stepsPerPass === 0) this.#network.forget(this.#kernels, this.#lanes);
    for (let lane = this.#step % FORGET_WINDOWS; lane < this.#lanes.to; lane += FORGET_WINDOWS) {
      this.#network.forget(this.#kernels, { from: lane, to: lane + 1 });
    }
  }

  #read(batches: Batches, step: number): WindowSize {
    return batches.read(step, this.#slots);
  }

  /** Views of the arena, whose memory may have moved since the last time. */
  get #slots(): Slots {
    const { integers } = this.#kernels;
    const { inputs, targets, lengths, places } = this.#network;
    const { lanes, steps } = this.plan.window;
    const answers = predictionsIn(this.plan.network.task, steps) * lanes;
    return {
      lanes,
      inputs: integers.subarray(inputs, inputs + steps * lanes),
      targets: integers.subarray(targets, targets + answers),
      lengths: integers.subarray(lengths, lengths + lanes),
      places: integers.subarray(places, places + answers),
    };
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

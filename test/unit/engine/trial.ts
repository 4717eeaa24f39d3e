import type { LaneRange, Share } from '../../../src/engine/dimensions.ts';
import { initialise } from '../../../src/engine/initialise.ts';
import type { AdamStep, DropoutKey, Kernels } from '../../../src/engine/kernels/interface.ts';
import type { Network } from '../../../src/engine/network.ts';
import type { NetworkShape } from '../../../src/shared/network.ts';
import { configuration, CONTINUE, createNetwork, fillSmall, read, type KernelSet } from './support.ts';

/** Sizes that no vector divides, and enough rows for three shares of 16. */
export const SIZES = { hidden: 37, vocabulary: 43, input: { kind: 'embedding', width: 35 } } as const;
export const WINDOW = { lanes: 5, steps: 6 };
export const KEY: DropoutKey = { seed: 11, step: 3 };
export const DECAYED: AdamStep = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.1,
  step: 1,
  gradientScale: 1,
};
export const UNDECAYED: AdamStep = { ...DECAYED, weightDecay: 0 };

/** Share `index` of `count`, which grow: shares need not be even. */
export function shareOf(index: number, count: number): Share {
  return { from: (index / count) ** 2, to: ((index + 1) / count) ** 2 };
}

/** A network in the middle of training: weights, symbols and a carried state. */
export class Trial {
  readonly network: Network;
  readonly kernels: Kernels;

  /** The same for the same options. */
  constructor(set: KernelSet, options: Partial<NetworkShape>, dropout = 0, window = WINDOW, task = CONTINUE) {
    ({ network: this.network, kernels: this.kernels } = createNetwork(
      set,
      configuration({ ...SIZES, ...options }, task),
      window,
      dropout,
    ));
    const { space, configuration: settings } = this.network;
    const values = new Float32Array(space.table.length);
    initialise(values, space.table, settings, 5);
    this.kernels.floats.set(values, space.values);
    this.network.carried.forEach((states, l) => {
      states.forEach((state, i) => {
        const size = window.lanes * settings.hidden;
        fillSmall(this.kernels.floats.subarray(state, state + size), 10 * l + i + 1, 0.9);
      });
    });
    this.readWindow(0);
    this.network.pack(this.kernels);
  }

  /** Lays the symbols from step `start` on into the window. */
  readWindow(start: number): void {
    const { lanes, steps } = this.network.window;
    const V = this.network.configuration.vocabulary;
    for (let t = 0; t < steps; t++) {
      for (let lane = 0; lane < lanes; lane++) {
        const symbol = (step: number): number => (step * step * 7 + lane * 13 + step * lane) % V;
        this.kernels.integers[this.network.inputs + t * lanes + lane] = symbol(start + t);
        this.kernels.integers[this.network.targets + t * lanes + lane] = symbol(start + t + 1);
      }
    }
  }

  get all(): LaneRange {
    return { from: 0, to: this.network.window.lanes };
  }

  /** Lanes dealt to `count` groups. */
  groups(count: number): LaneRange[] {
    const lane = (index: number): number => Math.round((this.network.window.lanes * index) / count);
    return Array.from({ length: count }, (_, index) => ({ from: lane(index), to: lane(index + 1) }));
  }

  forward(key: DropoutKey | null = null, steps = this.network.window.steps): Float64Array {
    this.network.forward(this.kernels, this.all, steps, key);
    return this.logits(steps);
  }

  logits(steps = this.network.window.steps): Float64Array {
    const count = steps * this.network.window.lanes * this.network.configuration.vocabulary;
    return finite(read(this.kernels, this.network.logits, count));
  }

  /** Forward, backward and gradients; the lanes in so many groups, the gradients in so many shares. */
  learn(key: DropoutKey | null = null, groups = 1, shares = 1, steps = this.network.window.steps): Float64Array {
    for (const lanes of this.groups(groups)) {
      this.network.forward(this.kernels, lanes, steps, key);
      this.network.backward(this.kernels, lanes, steps, 1 / (steps * this.network.window.lanes), key);
    }
    for (let index = shares - 1; index >= 0; index--) {
      this.network.writeGradients(this.kernels, steps, shareOf(index, shares), key !== null);
    }
    return this.gradients();
  }

  gradients(): Float64Array {
    return finite(read(this.kernels, this.network.space.gradients, this.network.space.table.length));
  }

  values(): Float64Array {
    return finite(read(this.kernels, this.network.space.values, this.network.space.table.length));
  }

  losses(): Float64Array {
    return finite(read(this.kernels, this.network.losses, this.network.window.steps * this.network.window.lanes));
  }
}

/** Two arrays of NaN are equal; no claim may be proved by them. */
function finite(values: Float64Array): Float64Array {
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) throw new Error(`Element ${broken} is ${values[broken]}.`);
  return values;
}

export function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), a.length === b.length ? 0 : Infinity);
}

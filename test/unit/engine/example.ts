import { WHOLE } from '../../../src/engine/dimensions.ts';
import type { DropoutKey, Kernels } from '../../../src/engine/kernels/interface.ts';
import type { Network } from '../../../src/engine/network.ts';
import {
  outputCount,
  predictionsIn,
  type CellKind,
  type ClassifyTask,
  type FillTask,
  type NetworkShape,
} from '../../../src/shared/network.ts';
import { CELLS, configuration, createNetwork, fillSmall, read, type KernelSet } from './support.ts';

/** Half of the symbols, so that a short window has several. */
export const FILL: FillTask = { kind: 'fill', share: 0.5 };
export const LAST: ClassifyTask = { kind: 'classify', classes: 3, pooling: 'last' };
export const MEAN: ClassifyTask = { ...LAST, pooling: 'mean' };

export const WINDOW = { lanes: 4, steps: 6 };
export const LENGTHS = [6, 3, 1, 5];
const VOCABULARY = 5;

/** Each cell, 1 to 3 layers, both directions, of one task; named as in the fixtures. */
export function casesOf(tasks: readonly (FillTask | ClassifyTask)[]): ExampleCase[] {
  return tasks.flatMap((task) =>
    CELLS.flatMap((cell) =>
      [1, 2, 3].flatMap((layers) =>
        ([1, 2] as const).map((directions) => ({
          title: titleOf(task, cell, layers, directions),
          task,
          cell,
          layers,
          directions,
        })),
      ),
    ),
  );
}

export interface ExampleCase {
  readonly title: string;
  readonly task: FillTask | ClassifyTask;
  readonly cell: CellKind;
  readonly layers: number;
  readonly directions: 1 | 2;
}

function titleOf(task: FillTask | ClassifyTask, cell: CellKind, layers: number, directions: 1 | 2): string {
  const name = task.kind === 'classify' ? task.pooling : task.kind;
  return `${name} ${cell} ${layers} ${directions}`;
}

interface Options {
  readonly shape?: Partial<NetworkShape>;
  readonly dropout?: number;
  readonly window?: { readonly lanes: number; readonly steps: number };
}

/** A small network that fills in or classifies: weights, a carried state and symbols by rules that make_tasks.py has too. */
export class Example {
  readonly network: Network;
  readonly kernels: Kernels;
  readonly #lanes: number;
  readonly #steps: number;

  constructor(set: KernelSet, { task, cell, layers, directions }: ExampleCase, options: Options = {}) {
    const window = options.window ?? WINDOW;
    const shape = { cell, layers, hidden: 4, vocabulary: VOCABULARY, ...options.shape };
    const settings = configuration(shape, task.kind === 'fill' ? { task, directions } : { task, directions });
    ({ network: this.network, kernels: this.kernels } = createNetwork(set, settings, window, options.dropout ?? 0));
    this.#lanes = window.lanes;
    this.#steps = window.steps;
    this.network.space.table.entries.forEach(({ length }, i) => {
      const address = this.network.space.values + this.network.space.table.entries[i].offset;
      fillSmall(this.kernels.floats.subarray(address, address + length), i + 1);
    });
    this.network.carried.forEach((states, layer) =>
      states.forEach((state, part) => {
        const count = window.lanes * settings.hidden;
        fillSmall(this.kernels.floats.subarray(state, state + count), 100 + 10 * layer + part, 0.9);
      }),
    );
    this.network.pack(this.kernels);
  }

  /** Lays the symbols from step `start` on into the window; when classifying, only the first of each lane's. */
  readWindow(start: number, lengths: readonly number[] = LENGTHS): void {
    const { network, kernels } = this;
    const { task, vocabulary: V } = network.configuration;
    const lanes = this.#lanes;
    const { integers } = kernels;
    for (let lane = 0; lane < lanes; lane++) {
      for (let t = 0; t < this.#steps; t++) integers[network.inputs + t * lanes + lane] = symbolAt(start + t, lane, V);
      integers[network.lengths + lane] = task.kind === 'fill' ? this.#steps : lengths[lane];
      if (task.kind === 'classify') integers[network.targets + lane] = (start + 2 * lane) % task.classes;
      if (task.kind !== 'fill') continue;
      for (let p = 0; p < this.predictions; p++) {
        const t = (lane + 2 * p) % this.#steps;
        integers[network.places + p * lanes + lane] = t;
        integers[network.targets + p * lanes + lane] = symbolAt(start + t, lane, V);
        integers[network.inputs + t * lanes + lane] = V;
      }
    }
  }

  get predictions(): number {
    return predictionsIn(this.network.configuration.task, this.#steps);
  }

  /** Forward, backward and gradients, the lanes in so many groups and the gradients in so many shares. */
  learn(key: DropoutKey | null = null, groups = 1, scale = 1 / (this.predictions * this.#lanes)): void {
    const { network, kernels } = this;
    for (let group = 0; group < groups; group++) {
      const lane = (index: number): number => Math.round((this.#lanes * index) / groups);
      const lanes = { from: lane(group), to: lane(group + 1) };
      network.forward(kernels, lanes, this.#steps, key);
      network.backward(kernels, lanes, this.#steps, scale, key);
    }
    for (let share = 0; share < groups; share++) {
      const whole = groups === 1 ? WHOLE : { from: share / groups, to: (share + 1) / groups };
      network.writeGradients(kernels, this.#steps, whole, key !== null);
    }
  }

  forward(key: DropoutKey | null = null): Float64Array {
    this.network.forward(this.kernels, { from: 0, to: this.#lanes }, this.#steps, key);
    return this.logits();
  }

  logits(): Float64Array {
    const count = this.predictions * this.#lanes * outputCount(this.network.configuration);
    return read(this.kernels, this.network.logits, count);
  }

  /** Sum of the losses of all answers. */
  loss(): number {
    return read(this.kernels, this.network.losses, this.predictions * this.#lanes).reduce((sum, nats) => sum + nats, 0);
  }

  gradient(name: string): Float64Array {
    const { space } = this.network;
    return read(this.kernels, space.gradient(name), space.table.get(name).length);
  }

  gradients(): Float64Array {
    const { space } = this.network;
    return read(this.kernels, space.gradients, space.table.length);
  }
}

function symbolAt(t: number, lane: number, V: number): number {
  return (t * t * 7 + lane * 13 + t * lane) % V;
}

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WHOLE } from '../../../src/engine/dimensions.ts';
import type { AdamStep, Kernels } from '../../../src/engine/kernels/interface.ts';
import type { Network } from '../../../src/engine/network.ts';
import { readSafetensors } from '../../../src/formats/safetensors.ts';
import type { CellKind, NamedTensor, Nonlinearity } from '../../../src/shared/network.ts';
import { configuration, createNetwork, KERNEL_SETS, lanesOf, type KernelSet } from './support.ts';

const FIXTURES = new URL('../../fixtures/pytorch/', import.meta.url);
const TOLERANCE = 1e-4;

interface GoldenCase {
  readonly cell: CellKind;
  readonly nonlinearity: Nonlinearity;
  readonly layers: number;
  readonly embedding: number | null;
  readonly weightDecay: number;
  readonly losses: readonly number[];
  readonly gradientNorms: readonly number[];
}

/** What make.py wrote for all cases. */
const golden = JSON.parse(readFileSync(new URL('cases.json', FIXTURES), 'utf8')) as {
  readonly window: { readonly lanes: number; readonly steps: number };
  readonly vocabulary: number;
  readonly hidden: number;
  readonly optimizer: Pick<AdamStep, 'learningRate' | 'beta1' | 'beta2' | 'epsilon'> & { readonly clipNorm: number };
  readonly text: readonly string[];
  readonly cases: Readonly<Record<string, GoldenCase>>;
};

const { lanes: B, steps: T } = golden.window;

class GoldenRun {
  readonly network: Network;
  readonly kernels: Kernels;
  readonly tensors: ReadonlyMap<string, NamedTensor>;
  readonly #case: GoldenCase;

  constructor(set: KernelSet, name: string) {
    this.#case = golden.cases[name]!;
    const { cell, nonlinearity, layers, embedding } = this.#case;
    const settings = configuration({
      cell,
      nonlinearity,
      layers,
      hidden: golden.hidden,
      vocabulary: golden.vocabulary,
      input: embedding === null ? { kind: 'one-hot' } : { kind: 'embedding', width: embedding },
    });
    ({ network: this.network, kernels: this.kernels } = createNetwork(set, settings, golden.window));
    this.tensors = readSafetensors(Uint8Array.from(readFileSync(new URL(`${name}.safetensors`, FIXTURES)))).tensors;
    for (const { name: parameter } of this.network.space.table.entries) {
      this.kernels.floats.set(this.expected(`initial.${parameter}`), this.network.space.value(parameter));
    }
    this.#eachState((address, part, from, to) => {
      this.kernels.floats.set(this.expected(`carried.${part}`).subarray(from, to), address);
    });
  }

  expected(name: string): Float32Array {
    const tensor = this.tensors.get(name);
    if (tensor === undefined)
      throw new Error(`No ${name} in the fixture; there are ${[...this.tensors.keys()].join()}.`);
    return tensor.data;
  }

  forward(window: number): void {
    golden.text.forEach((letters, lane) => {
      for (let t = 0; t < T; t++) {
        this.kernels.integers[this.network.inputs + t * B + lane] = letters.charCodeAt(window * T + t) - 97;
        this.kernels.integers[this.network.targets + t * B + lane] = letters.charCodeAt(window * T + t + 1) - 97;
      }
    });
    this.network.pack(this.kernels);
    this.network.forward(this.kernels, lanesOf(this.network), T, null);
  }

  /** @returns the mean loss, in nats. */
  backward(): number {
    this.network.backward(this.kernels, lanesOf(this.network), T, 1 / (T * B), null);
    this.network.writeGradients(this.kernels, T, WHOLE, false);
    return this.read(this.network.losses, T * B).reduce((sum, loss) => sum + loss, 0) / (T * B);
  }

  /** One optimizer step, and on to the next window. @returns the gradient's norm before clipping. */
  update(step: number): number {
    const { clipNorm, ...adam } = golden.optimizer;
    this.network.squareGradients(this.kernels, WHOLE);
    const norm = this.network.gradientNorm(this.kernels);
    const gradientScale = Math.min(1, clipNorm / (norm + 1e-6));
    const undecayed = { ...adam, step, gradientScale, weightDecay: 0 };
    const decayed = { ...undecayed, weightDecay: this.#case.weightDecay };
    this.network.update(this.kernels, decayed, undecayed, WHOLE);
    this.network.carry(this.kernels, lanesOf(this.network), T);
    return norm;
  }

  read(address: number, length: number): Float32Array {
    return Float32Array.from(this.kernels.floats.subarray(address, address + length));
  }

  /** The state the last step left, [L, B, H]: `h` or `c`. */
  finalState(part: string): Float32Array {
    const state = new Float32Array(this.expected(`carried.${part}`).length);
    this.#eachState((address, name, from, to) => {
      if (name === part) state.set(this.read(address + T * B * golden.hidden, to - from), from);
    });
    return state;
  }

  #eachState(visit: (address: number, part: string, from: number, to: number) => void): void {
    const size = B * golden.hidden;
    this.network.carried.forEach((states, l) => {
      states.forEach((address, i) => visit(address, i === 0 ? 'h' : 'c', l * size, (l + 1) * size));
    });
  }
}

/** The largest difference, relative to the largest magnitude of the expected tensor. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let worst = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]);
    // A NaN must not slip through Math.max's comparison with a tolerance.
    worst = Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return worst / largest;
}

for (const set of KERNEL_SETS) {
  describe(`${set.title} equal PyTorch to 1e-4 of each tensor's largest magnitude, from a carried state`, () => {
    test.each(Object.keys(golden.cases))('%s: logits, final state and every gradient by name', (name) => {
      const run = new GoldenRun(set, name);
      run.forward(0);
      const errors: Record<string, number> = {
        logits: relativeError(run.read(run.network.logits, T * B * golden.vocabulary), run.expected('logits')),
      };
      for (const part of golden.cases[name].cell === 'lstm' ? ['h', 'c'] : ['h']) {
        errors[`state.${part}`] = relativeError(run.finalState(part), run.expected(`state.${part}`));
      }
      run.backward();
      for (const { name: parameter, length } of run.network.space.table.entries) {
        const gradient = run.read(run.network.space.gradient(parameter), length);
        errors[parameter] = relativeError(gradient, run.expected(`gradient.${parameter}`));
      }
      expect(Object.entries(errors).filter(([, error]) => !(error < TOLERANCE))).toEqual([]);
    });

    test.each(Object.keys(golden.cases))(
      '%s: losses and norms of 10 clipped Adam steps, and the parameters then',
      (name) => {
        const run = new GoldenRun(set, name);
        const { losses, gradientNorms } = golden.cases[name];
        const clipped = gradientNorms.filter((norm) => norm > golden.optimizer.clipNorm);
        expect(clipped, 'every step of the fixture is clipped').toHaveLength(10);
        losses.forEach((expectedLoss, window) => {
          run.forward(window);
          expect(Math.abs(run.backward() / expectedLoss - 1), `loss of step ${window + 1}`).toBeLessThan(TOLERANCE);
          const expectedNorm = gradientNorms[window];
          expect(Math.abs(run.update(window + 1) / expectedNorm - 1), `norm of step ${window + 1}`).toBeLessThan(
            TOLERANCE,
          );
        });
        const errors = run.network.space.table.entries.map(({ name: parameter, length }) => {
          const value = run.read(run.network.space.value(parameter), length);
          return [parameter, relativeError(value, run.expected(`final.${parameter}`))] as const;
        });
        expect(errors.filter(([, error]) => !(error < TOLERANCE))).toEqual([]);
      },
    );
  });
}

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WHOLE } from '../../../src/engine/dimensions.ts';
import { readSafetensors } from '../../../src/formats/safetensors.ts';
import { casesOf, Example, FILL, LAST, LENGTHS, MEAN, WINDOW, type ExampleCase } from './example.ts';
import { KERNEL_SETS, lanesOf, REFERENCE_64 } from './support.ts';
import { KEY, largestDifference, UNDECAYED } from './trial.ts';

const FIXTURES = new URL('../../fixtures/pytorch/', import.meta.url);
const { tensors } = readSafetensors(Uint8Array.from(readFileSync(new URL('tasks.safetensors', FIXTURES))));
const losses = JSON.parse(readFileSync(new URL('tasks.json', FIXTURES), 'utf8')) as Readonly<
  Record<string, readonly number[]>
>;
const CASES = casesOf([FILL, LAST, MEAN]);

/** The largest difference, relative to the largest magnitude of PyTorch's tensor. */
function errorOf(actual: Float64Array, name: string): number {
  const expected = Float64Array.from(tensors.get(name)?.data ?? []);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largestDifference(actual, expected) / largest;
}

function gradientErrors(trial: Example, title: string): Record<string, number> {
  const { entries } = trial.network.space.table;
  return Object.fromEntries(
    entries.map(({ name }) => [name, errorOf(trial.gradient(name), `${title}/gradient.${name}`)]),
  );
}

for (const set of KERNEL_SETS) {
  describe(`${set.title} equal PyTorch to 1e-4, filling in and classifying ragged lines`, () => {
    test.each(CASES)('$title: logits, every gradient by name, and the losses of 4 clipped Adam steps', (example) => {
      const trial = new Example(set, example);
      const { network, kernels } = trial;
      losses[example.title].forEach((expected, step) => {
        trial.readWindow(step * WINDOW.steps);
        const logits = trial.forward();
        trial.learn();
        if (step === 0) {
          const errors = {
            logits: errorOf(logits, `${example.title}/logits`),
            ...gradientErrors(trial, example.title),
          };
          expect(Object.entries(errors).filter(([, error]) => !(error < 1e-4))).toEqual([]);
        }
        const nats = trial.loss() / (trial.predictions * WINDOW.lanes);
        expect(Math.abs(nats / expected - 1), `loss of step ${step + 1}`).toBeLessThan(1e-4);
        network.squareGradients(kernels, WHOLE);
        const gradientScale = Math.min(1, 0.25 / (network.gradientNorm(kernels) + 1e-6));
        const adam = { ...UNDECAYED, beta2: 0.999, step: step + 1, gradientScale };
        network.update(kernels, adam, adam, WHOLE);
        network.pack(kernels);
        network.carry(kernels, lanesOf(network), WINDOW.steps);
      });
    });
  });

  describe(`${set.title}: padding and other lanes change nothing`, () => {
    test.each(casesOf([LAST, MEAN]).filter(({ layers }) => layers < 3))(
      '$title: a line alone has the very logits and gradients it has in a ragged batch',
      (example) => {
        for (let lane = 0; lane < WINDOW.lanes; lane++) {
          const batch = new Example(set, example);
          batch.readWindow(0);
          const { integers } = batch.kernels;
          for (let other = 0; other < WINDOW.lanes; other++) {
            if (other !== lane) integers[batch.network.targets + other] = -1;
          }
          const steps = LENGTHS[lane];
          const alone = new Example(set, example, { window: { lanes: 1, steps } });
          alone.readWindow(0, [steps]);
          for (let t = 0; t < steps; t++) {
            alone.kernels.integers[alone.network.inputs + t] = integers[batch.network.inputs + t * WINDOW.lanes + lane];
          }
          alone.kernels.integers[alone.network.targets] = integers[batch.network.targets + lane];
          expect(alone.forward()).toEqual(batch.forward().slice(3 * lane, 3 * lane + 3));
          batch.learn();
          alone.learn(null, 1, 1 / WINDOW.lanes);
          expect(largestDifference(alone.gradients(), batch.gradients())).toBe(0);
          expect(largestDifference(alone.gradients(), new Float64Array(alone.gradients().length))).toBeGreaterThan(
            1e-3,
          );
        }
      },
    );

    test.each(CASES.filter(({ layers }) => layers === 2))(
      '$title: lanes in 2 and 3 groups, gradients in as many shares, with dropout, give the bits of one',
      (example) => {
        const learned = (groups: number): Float64Array => {
          const shape = { hidden: 19, input: { kind: 'embedding', width: 6 } } as const;
          const trial = new Example(set, example, { shape, dropout: 0.4 });
          trial.readWindow(0);
          trial.learn(KEY, groups);
          return trial.gradients();
        };
        const one = learned(1);
        expect(one.every(Number.isFinite)).toBe(true);
        expect(learned(2)).toEqual(one);
        expect(learned(3)).toEqual(one);
      },
    );
  });
}

describe('BPTT equals finite differences to 1e-4 relative, filling in and classifying ragged lines', () => {
  test.each(CASES)('$title, one-hot', (example) => {
    expect(worstRelativeError(example, 0)).toBeLessThan(1e-4);
  });
  test.each(CASES.filter(({ layers }) => layers === 2))(
    '$title, embedding, dropout 0.4 with its mask held',
    (example) => {
      expect(worstRelativeError(example, 0.4)).toBeLessThan(1e-4);
    },
  );
});

/** In double precision, for every single parameter. */
function worstRelativeError(example: ExampleCase, dropout: number): number {
  const shape = dropout > 0 ? { input: { kind: 'embedding', width: 3 } as const } : {};
  const trial = new Example(REFERENCE_64, example, { shape, dropout });
  const { network, kernels } = trial;
  const key = dropout > 0 ? KEY : null;
  trial.readWindow(0);
  trial.learn(key);
  const analytic = trial.gradients();
  const lossAt = (place: number, value: number): number => {
    kernels.floats[place] = value;
    network.pack(kernels);
    trial.forward(key);
    network.loss(kernels, lanesOf(network), WINDOW.steps);
    return trial.loss() / (trial.predictions * WINDOW.lanes);
  };
  let worst = 0;
  const epsilon = 1e-5;
  for (const { offset, length } of network.space.table.entries) {
    for (let i = offset; i < offset + length; i++) {
      const place = network.space.values + i;
      const value = kernels.floats[place];
      const numeric = (lossAt(place, value + epsilon) - lossAt(place, value - epsilon)) / (2 * epsilon);
      kernels.floats[place] = value;
      const error = Math.abs(numeric - analytic[i]) / Math.max(1e-5, Math.abs(numeric) + Math.abs(analytic[i]));
      worst = Math.max(worst, error);
    }
  }
  return worst;
}

import { describe, expect, it } from 'vitest';
import type { NamedTensor } from '../../../src/shared/network.ts';
import {
  copied,
  differing,
  materialOf,
  mostLikely,
  throughFile,
  tinySettings,
  train,
  trainerOf,
  type Material,
} from './support.ts';

const VARIANTS = [
  { title: 'RNN with tanh', changes: { cell: 'rnn', layers: 2 } },
  { title: 'RNN with ReLU', changes: { cell: 'rnn', nonlinearity: 'relu', learningRate: 0.005 } },
  { title: 'LSTM with dropout', changes: { cell: 'lstm', layers: 2, dropout: 0.4 } },
  {
    title: 'GRU with dropout and an embedding',
    changes: { cell: 'gru', layers: 2, dropout: 0.3, input: 'embedding', embeddingWidth: 5 },
  },
  { title: 'LSTM with decay and a warm-up', changes: { cell: 'lstm', weightDecay: 0.1, warmupSteps: 10 } },
  {
    title: 'LSTM of two layers that fills in, both ways with dropout',
    changes: { task: 'fill', cell: 'lstm', layers: 2, dropout: 0.3 },
  },
  { title: 'GRU that fills in from the left alone', changes: { task: 'fill', reading: 'forward', cell: 'gru' } },
  {
    title: 'LSTM of two layers that classifies, both ways with dropout',
    changes: { task: 'classify', cell: 'lstm', layers: 2, dropout: 0.3 },
  },
  {
    title: 'GRU that classifies by the mean with an embedding',
    changes: { task: 'classify', pooling: 'mean', cell: 'gru', input: 'embedding', embeddingWidth: 5 },
  },
] as const;

/** 17 steps a pass, so that 40 steps cross its end twice. */
const STEPS = 40;

function resumed(material: Material, after: readonly number[]): { losses: number[]; tensors: NamedTensor[] } {
  let trainer = trainerOf(material);
  const losses: number[] = [];
  for (const steps of after) {
    losses.push(...train(trainer, material, steps));
    const { tensors, progress } = throughFile(trainer, material);
    trainer = trainerOf(material);
    trainer.restore(tensors, progress);
  }
  losses.push(...train(trainer, material, STEPS - losses.length));
  return { losses, tensors: copied(trainer.tensors()) };
}

describe.each(VARIANTS)('a run of the $title taken up from a file', ({ changes }) => {
  it('goes on to the same losses, weights, moments and carried state, to the last bit', () => {
    const material = materialOf(tinySettings(changes));
    expect(material.plan.stepsPerPass).toBe(17);
    const whole = resumed(material, []);
    // Within a pass, at its very end, one step after it, before the first step, and often.
    for (const cuts of [[5], [17], [18], [0], [1, 1, 14, 1, 1, 16, 5]]) {
      const { losses, tensors } = resumed(material, cuts);
      expect(losses).toEqual(whole.losses);
      expect(differing(whole.tensors, tensors)).toEqual([]);
    }
  });

  it('evaluates and writes the same as the one that was put down', () => {
    const material = materialOf(tinySettings(changes));
    const trainer = trainerOf(material);
    train(trainer, material, 12);
    const { tensors, progress } = throughFile(trainer, material);
    const other = trainerOf(material);
    other.restore(tensors, progress);
    expect(other.evaluate()).toEqual(trainer.evaluate());
    expect(other.position).toEqual(trainer.position);
    if (material.settings.task !== 'continue') return;
    const choose = (logits: Float32Array, uniform: number) => (uniform < 0.5 ? mostLikely(logits) : 3);
    expect(other.sample([1], 60, choose)).toEqual(trainer.sample([1], 60, choose));
  });
});

describe('a checkpoint that does not fit', () => {
  const material = materialOf(tinySettings({ layers: 2 }));
  const source = trainerOf(material);
  train(source, material, 6);
  const { tensors, progress } = throughFile(source, material);

  function refusal(given: readonly NamedTensor[], position = { step: 6, cursor: 48, pass: 0 }): string {
    const trainer = trainerOf(material);
    train(trainer, material, 2);
    const before = copied(trainer.tensors());
    let message = 'nothing';
    try {
      trainer.restore(given, position);
    } catch (error) {
      expect(error).toMatchObject({ name: 'StateError' });
      message = (error as Error).message;
    }
    expect(differing(before, trainer.tensors())).toEqual([]);
    expect(trainer.position.step).toBe(2);
    return message;
  }

  it('because a tensor has another shape is refused by name and shapes, and nothing is restored', () => {
    const wrong = tensors.map((tensor) =>
      tensor.name === 'adam.v.head.weight' ? { ...tensor, shape: [16, 13] } : tensor,
    );
    expect(refusal(wrong)).toMatch(/adam\.v\.head\.weight is 16 × 13 where 13 × 16 is needed/);
  });

  it('because a tensor is missing is refused by name, and nothing is restored', () => {
    expect(refusal(tensors.filter(({ name }) => name !== 'carried.c'))).toMatch(
      /carried\.c is missing where 2 × 4 × 16/,
    );
  });

  it('because it comes from another number of lanes is refused, and nothing is restored', () => {
    const other = materialOf(tinySettings({ layers: 2, lanes: 3 }));
    expect(refusal(throughFile(trainerOf(other), other).tensors)).toMatch(/carried\.h is 2 × 3 × 16 where 2 × 4 × 16/);
  });

  it.each([
    { step: 6, cursor: 40, pass: 0 },
    { step: 6, cursor: 48, pass: 1 },
    { step: 6, cursor: 1_000_000, pass: 0 },
    { step: 171, cursor: 8, pass: 10 },
  ])(
    'because step $step is not at $cursor of pass $pass is refused with all three, and nothing is restored',
    (position) => {
      expect(refusal(tensors, position)).toMatch(
        new RegExp(`place ${position.cursor} of pass ${position.pass} after step ${position.step}`),
      );
    },
  );

  it('is the only kind refused: the right one is taken', () => {
    const trainer = trainerOf(material);
    trainer.restore(tensors, progress);
    expect(differing(source.tensors(), trainer.tensors())).toEqual([]);
  });
});

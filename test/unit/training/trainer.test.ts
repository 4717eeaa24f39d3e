import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../src/shared/settings.ts';
import { learningRateAt } from '../../../src/training/schedule.ts';
import {
  copied,
  differing,
  materialOf,
  mostLikely,
  PERIODIC,
  throughFile,
  tinySettings,
  train,
  trainerOf,
} from './support.ts';

const CELLS = ['rnn', 'lstm', 'gru'] as const;

describe('training', () => {
  it.each(CELLS)('teaches the %s a text of period 16: from about log 13 nats to below 0.3 in 150 steps', (cell) => {
    const material = materialOf(tinySettings({ cell }));
    const trainer = trainerOf(material);
    const losses = train(trainer, material, 150);
    expect(losses[0]).toBeGreaterThan(Math.log(13) - 0.4);
    expect(losses[0]).toBeLessThan(Math.log(13) + 0.4);
    expect(losses.at(-1)).toBeLessThan(0.3);
    expect(trainer.evaluate().nats).toBeLessThan(0.5);
  });

  it.each(CELLS)('teaches the %s to fill in a text of period 16, and both ways better than from the left', (cell) => {
    const taught = (reading: Settings['reading']) => {
      const material = materialOf(tinySettings({ task: 'fill', reading, cell, windowSteps: 16, passes: 40 }));
      const trainer = trainerOf(material);
      const losses = train(trainer, material, 300);
      expect(losses[0]).toBeGreaterThan(Math.log(13) - 0.5);
      expect(losses[0]).toBeLessThan(Math.log(13) + 0.5);
      return trainer.evaluate();
    };
    const [forward, both] = [taught('forward'), taught('both')];
    expect(both.nats).toBeLessThan(0.8);
    expect(both.nats).toBeLessThan(forward.nats);
    expect(both.accuracy).toBeGreaterThan(0.7);
  });

  it.each(['last', 'mean'] as const)(
    'teaches a classifier of the %s states whether there is an “a” in a line',
    (pooling) => {
      const material = materialOf(tinySettings({ task: 'classify', pooling, cell: 'gru', passes: 40 }));
      const trainer = trainerOf(material);
      const losses = train(trainer, material, 400);
      expect(Math.abs(losses[0] - Math.log(2))).toBeLessThan(0.3);
      const heard: number[] = [];
      const { accuracy, nats } = trainer.evaluate((_, p, __, logits) => heard.push(p, logits.length));
      expect(accuracy).toBe(1);
      expect(nats).toBeLessThan(0.3);
      // Ten lines, one answer each, of two classes.
      expect(heard).toEqual(Array.from({ length: 10 }, () => [0, 2]).flat());
    },
  );

  it('teaches it so well that the most likely symbols are the text', () => {
    const material = materialOf(tinySettings({ cell: 'lstm', passes: 20 }));
    const trainer = trainerOf(material);
    train(trainer, material, 200);
    const { vocabulary } = material;
    const [first] = vocabulary.encode('.');
    const written = vocabulary.decode(trainer.sample([first], 48, mostLikely));
    expect(PERIODIC).toContain(written.slice(16));
  });

  it('is the same to the last bit for the same seed, and another for another seed', () => {
    const run = (seed: number) => {
      const material = materialOf(tinySettings({ layers: 2, dropout: 0.3, seed }));
      const trainer = trainerOf(material);
      return { losses: train(trainer, material, 25), tensors: copied(trainer.tensors()) };
    };
    const [one, again, other] = [run(7), run(7), run(8)];
    expect(again.losses).toEqual(one.losses);
    expect(differing(one.tensors, again.tensors)).toEqual([]);
    expect(other.losses).not.toEqual(one.losses);
    expect(differing(one.tensors, other.tensors)).toHaveLength(one.tensors.length);
  });

  it('uses the learning rate of the schedule at each step, from whatever base it is given', () => {
    const material = materialOf(tinySettings({ warmupSteps: 5 }));
    const { plan, settings } = material;
    const trainer = trainerOf(material);
    for (const [step, base] of [0.01, 0.01, 0.002, 0.05, 0.01, 0.01, 0.003].entries()) {
      const expected = learningRateAt({ ...settings, learningRate: base }, step, plan.totalSteps);
      expect(trainer.step(base).learningRate).toBe(expected);
    }
  });

  it('does not move a weight by more than the clipped, rated Adam step allows', () => {
    const material = materialOf(tinySettings({ learningRate: 0.001, schedule: 'constant' }));
    const trainer = trainerOf(material);
    const before = copied(trainer.tensors());
    train(trainer, material, 1);
    for (const [at, { name, data }] of trainer.tensors().entries()) {
      if (name.startsWith('adam') || name.startsWith('carried')) continue;
      const moves = data.map((value, index) => Math.abs(value - before[at].data[index]));
      // The first step of Adam is the rate times the sign of the gradient, in 32 bits.
      expect(Math.max(...moves)).toBeLessThan(0.001 * 1.001);
      expect(Math.max(...moves)).toBeGreaterThan(0.0009);
    }
  });

  it.each(['fill', 'classify'] as const)(
    'of the task %s goes on as if nothing had been read when it is tested in between',
    (task) => {
      const material = materialOf(tinySettings({ task, layers: 2, dropout: 0.2 }));
      const [disturbed, quiet] = [trainerOf(material), trainerOf(material)];
      for (let step = 0; step < 40; step++) {
        expect(disturbed.evaluate()).toEqual(disturbed.evaluate());
        expect(disturbed.step(0.02)).toEqual(quiet.step(0.02));
      }
      expect(differing(quiet.tensors(), disturbed.tensors())).toEqual([]);
    },
  );

  it.each(CELLS)('of the %s goes on as if nothing had been read when it is evaluated or sampled in between', (cell) => {
    // 200 characters: the validation text has fewer lanes than the training text, and a shorter window.
    for (const text of [PERIODIC, PERIODIC.slice(0, 200)]) {
      const material = materialOf(tinySettings({ cell, layers: 2, dropout: 0.2 }), text);
      const [disturbed, quiet] = [trainerOf(material), trainerOf(material)];
      for (let step = 0; step < 12; step++) {
        const before = copied(disturbed.tensors());
        const [loss, again] = [disturbed.evaluate(), disturbed.evaluate()];
        expect(again).toEqual(loss);
        disturbed.sample([1], 30, mostLikely);
        expect(differing(before, disturbed.tensors())).toEqual([]);
        expect(disturbed.step(0.02)).toEqual(quiet.step(0.02));
      }
      expect(differing(quiet.tensors(), disturbed.tensors())).toEqual([]);
    }
  });

  it.each(CELLS)('of the %s begins every pass with a state of zeros, and each lane once in 50 windows', (cell) => {
    const material = materialOf(tinySettings({ cell, layers: 2, passes: 40 }));
    const trainer = trainerOf(material);
    const { stepsPerPass, window } = material.plan;
    for (let step = 1; step <= Math.max(110, 2 * stepsPerPass); step++) {
      train(trainer, material, 1);
      const anew = Array.from({ length: window.lanes }, (_, lane) => lane).filter((lane) =>
        trainer
          .tensors()
          .filter(({ name }) => name.startsWith('carried'))
          .every(({ shape: [layers, lanes, hidden], data }) =>
            Array.from({ length: layers }, (_, layer) => (layer * lanes + lane) * hidden).every((at) =>
              data.subarray(at, at + hidden).every((value) => value === 0),
            ),
          ),
      );
      const inTurn = step % 50 < window.lanes ? [step % 50] : [];
      expect([step, anew]).toEqual([step, step % stepsPerPass === 0 ? [...Array(window.lanes).keys()] : inTurn]);
    }
  });

  it('begins each lane anew in its turn where there are more lanes than windows between two turns', () => {
    const material = materialOf(tinySettings({ cell: 'gru', lanes: 120, passes: 40 }), 'abcdefgh'.repeat(12_000));
    const trainer = trainerOf(material);
    const { lanes } = material.plan.window;
    expect(lanes).toBe(120);
    for (const step of [1, 2, 3]) {
      train(trainer, material, 1);
      const carried = trainer.tensors().filter(({ name }) => name === 'carried.h');
      expect(carried).toHaveLength(1);
      const [{ shape, data }] = carried;
      const anew = [...Array(lanes).keys()].filter((lane) =>
        data.subarray(lane * shape[2], (lane + 1) * shape[2]).every((value) => value === 0),
      );
      expect(anew).toEqual([step, step + 50, step + 100]);
    }
  });

  it('drops other signals at each step: windows that are alike have losses 0.01 nats apart, and without dropout 1e-4', () => {
    const spread = (dropout: number): number => {
      const settings = tinySettings({ dropout, learningRate: 0.000_001, schedule: 'constant' });
      const material = materialOf(settings, 'abcdefgh'.repeat(120));
      // After some windows the carried state is the same each time too.
      const losses = train(trainerOf(material), material, 20).slice(10);
      return Math.max(...losses) - Math.min(...losses);
    };
    expect(spread(0)).toBeLessThan(1e-4);
    expect(spread(0.5)).toBeGreaterThan(0.01);
  });

  it('samples with the same random numbers at the same step, others at the next, all in [0, 1)', () => {
    const material = materialOf(tinySettings());
    const trainer = trainerOf(material);
    const uniforms = (): number[] => {
      const heard: number[] = [];
      trainer.sample([0], 50, (_, uniform) => heard.push(uniform) % 2);
      return heard;
    };
    const first = uniforms();
    expect(uniforms()).toEqual(first);
    expect(first.every((uniform) => uniform >= 0 && uniform < 1)).toBe(true);
    train(trainer, material, 1);
    expect(uniforms()).not.toEqual(first);
  });
});

describe('a network that diverges', () => {
  it('stops with the step, the loss, the gradient and the rate, and leaves everything as it was', () => {
    const settings = tinySettings({ cell: 'rnn', nonlinearity: 'relu', layers: 2, windowSteps: 64, learningRate: 1 });
    const material = materialOf(
      { ...settings, clipNorm: 1000, schedule: 'constant', passes: 10_000 },
      PERIODIC.repeat(4),
    );
    const trainer = trainerOf(material);
    let before = copied(trainer.tensors());
    let failure: unknown = null;
    while (failure === null && trainer.position.step < 500) {
      before = copied(trainer.tensors());
      try {
        train(trainer, material, 1);
      } catch (error) {
        failure = error;
      }
    }
    const { step } = trainer.position;
    expect(failure).toMatchObject({
      name: 'StateError',
      message: expect.stringMatching(
        new RegExp(
          `diverged at step ${step + 1}: the loss is .+, the gradient’s length .+lower learning rate than 1\\.`,
        ),
      ) as string,
    });
    expect(differing(before, trainer.tensors())).toEqual([]);
  });

  it.each(['head.weight', 'rnn.weight_hh_l0', 'rnn.bias_ih_l0'])(
    'is noticed at the next step when %s holds a NaN, and no other weight becomes one',
    (name) => {
      const material = materialOf(tinySettings());
      const trainer = trainerOf(material);
      train(trainer, material, 3);
      const { tensors, progress } = throughFile(trainer, material);
      tensors.find((tensor) => tensor.name === name)!.data[5] = NaN;
      trainer.restore(tensors, progress);
      expect(() => trainer.step(0.02)).toThrow(
        /Training diverged at step 4: the loss is NaN, .*lower learning rate than 0\.02/,
      );
      expect(differing(tensors, trainer.tensors())).toEqual([]);
      expect(trainer.position.step).toBe(3);
    },
  );
});

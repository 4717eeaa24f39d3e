import { describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import { LossWatch } from '../../../src/training/divergence.ts';
import { Stage } from './stage.ts';
import { differing, materialOf, tinySettings, train, trainerOf } from './support.ts';

/** 32 lanes of 50 answers each. */
const mixed = [32, 1600] as const;

/** The first of these losses at which the watch is alarmed, or null. */
function alarmedAt(watch: LossWatch, losses: readonly number[]): number | null {
  const at = losses.findIndex((nats) => watch.add(nats) !== null);
  return at < 0 ? null : at;
}

function constant(nats: number, count: number): number[] {
  return Array.from({ length: count }, () => nats);
}

describe('the watch over the loss', () => {
  it('is calm while the loss falls, however noisy by half a nat, and over a single window of twice its height', () => {
    const falling = Array.from({ length: 500 }, (_, at) => 1.5 + 2.6 * Math.exp(-at / 80) + (at % 2 ? 0.5 : -0.5));
    falling[400] *= 2;
    expect(alarmedAt(new LossWatch(65, ...mixed), falling)).toBeNull();
  });

  it('is alarmed at once by a loss a hundred times too high, and within 20 steps when half of it all is forgotten', () => {
    expect(alarmedAt(new LossWatch(65, ...mixed), [4.17, 120])).toBe(1);
    const watch = new LossWatch(65, ...mixed);
    expect(alarmedAt(watch, constant(1.5, 200))).toBeNull();
    expect(alarmedAt(watch, constant(3.4, 20))).toBeGreaterThan(3);
    watch.turnBack();
    expect(alarmedAt(watch, constant(1.5, 50))).toBeNull();
  });

  it('is calm where a taught network begins with a text it did not expect, and alarmed when it gets worse from there', () => {
    for (const lanes of [32, 1]) {
      const watch = new LossWatch(30, lanes, lanes * 50);
      expect(alarmedAt(watch, [...constant(6.8, 30), ...constant(4, 100)])).toBeNull();
      expect(alarmedAt(watch, constant(40, 100))).not.toBeNull();
    }
  });

  it('is not alarmed by a text in one lane that changes its language', () => {
    const watch = new LossWatch(300, 1, 50);
    expect(alarmedAt(watch, [...constant(2, 400), ...constant(9, 400)])).toBeNull();
    expect(alarmedAt(watch, constant(60, 100))).not.toBeNull();
  });
});

describe('a run whose learning rate is 1000', () => {
  const material = materialOf(tinySettings({ lanes: 8, schedule: 'constant' }));

  it('turns back three times, with half the rate, then an eighth of that, says so, then stops where it was best, saved so', async () => {
    const stage = new Stage(material);
    // No form lets it through.
    stage.session.change({ learningRate: 1000 });
    expect(await stage.session.run()).toBe('failed');
    expect(stage.last.problem).toMatch(/diverged 3 times.*step 0 again.*lower learning rate than 62\.5/);
    const { setbacks = [] } = stage.session.progress.history;
    expect(setbacks.map(({ learningRate, backTo }) => [learningRate, backTo])).toEqual([
      [500, 0],
      [62.5, 0],
      [7.8125, 0],
    ]);
    expect(stage.last.signs.setback).toEqual(setbacks[2]);
    expect(stage.last).toMatchObject({ step: 0 });
    const saved = decodeCheckpoint(stage.saves[stage.saves.length - 1].bytes);
    expect(saved.progress).toMatchObject({ step: 0, history: { setbacks } });
    expect(differing(saved.tensors, trainerOf(material).tensors())).toEqual([]);
  });

  it('that comes in the middle of a good run ends it at its best state', async () => {
    const good = materialOf(tinySettings({ lanes: 8, passes: 50 }));
    const stage = new Stage(good, {
      between: ({ session, trainer }) => {
        if (trainer.position.step >= 200) session.change({ learningRate: 1000 });
      },
    });
    expect(await stage.session.run()).toBe('failed');
    expect(stage.last.signs.best?.nats).toBeLessThan(1);
    expect(stage.last.step).toBe(stage.last.signs.best?.step);
  });
});

describe('a run that diverges once', () => {
  it('goes on to its end from its best state, as with half the rate from there on', async () => {
    const good = materialOf(tinySettings({ lanes: 8, passes: 50 }));
    let isBroken = false;
    const stage = new Stage(good, {
      between: ({ trainer }) => {
        if (isBroken || trainer.position.step < 200) return;
        isBroken = true;
        const tensors = trainer.tensors();
        tensors.find(({ name }) => name === 'head.bias')!.data[0] = NaN;
      },
    });
    expect(await stage.session.run()).toBe('finished');
    const { setbacks = [], training } = stage.session.progress.history;
    expect(setbacks).toMatchObject([{ learningRate: 0.01 }]);
    expect(stage.session.learningRate).toBe(0.01);
    expect(stage.last).toMatchObject({ problem: null, step: good.plan.totalSteps });
    const steps = training.map(({ step }) => step);
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
    // From where it turned back to, it is the run it would have been with that rate.
    const bare = trainerOf(good);
    train(bare, good, setbacks[0].backTo);
    while (!bare.finished) bare.step(0.01);
    expect(differing(bare.tensors(), stage.trainer.tensors())).toEqual([]);
  });
});

describe('the best state', () => {
  it('is saved at the end, to the bit, before the last one, when it was left behind', async () => {
    // Learned by heart: a small text without any order, so the unseen part gets worse.
    const random = Array.from({ length: 900 }, (_, at) => 'abcdefgh'[(at * at * 7 + (at >> 3) * 5) % 8]).join('');
    const material = materialOf(tinySettings({ cell: 'lstm', hidden: 32, lanes: 8, passes: 40 }), random);
    const stage = new Stage(material, { stepMs: 100 });
    expect(await stage.session.run()).toBe('finished');
    const { best } = stage.last.signs;
    expect(best!.step).toBeLessThan(material.plan.totalSteps);
    const [kept, last] = stage.saves.slice(-2);
    expect([kept.progress.step, last.progress.step]).toEqual([best!.step, material.plan.totalSteps]);
    const bare = trainerOf(material);
    train(bare, material, best!.step);
    expect(differing(decodeCheckpoint(kept.bytes).tensors, bare.tensors())).toEqual([]);
    train(bare, material, material.plan.totalSteps - best!.step);
    expect(differing(decodeCheckpoint(last.bytes).tensors, bare.tensors())).toEqual([]);
  });
});

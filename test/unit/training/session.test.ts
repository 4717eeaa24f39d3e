import { describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import { learningRateAt } from '../../../src/training/schedule.ts';
import { TRAINING_SHARE } from '../../../src/training/plan.ts';
import { Stage, type StageOptions } from './stage.ts';
import { differing, materialOf, mostLikely, tinySettings, train, trainerOf } from './support.ts';

/** 17 steps a pass. */
const short = materialOf(tinySettings());
/** Small steps, and so many that it is never finished here. */
const endless = materialOf(
  tinySettings({ cell: 'rnn', lanes: 1, windowSteps: 4, passes: 10_000, learningRate: 0.002 }),
);

/** A session that is paused once the clock is at `ms`. */
async function until(ms: number, options: StageOptions = {}): Promise<Stage> {
  const stage = new Stage(endless, {
    ...options,
    between: (at, slices) => {
      options.between?.(at, slices);
      if (at.time >= ms) void at.session.end('paused');
    },
  });
  await stage.session.run();
  return stage;
}

describe('a session', () => {
  it('trains to the last step, writes a sample, saves, and says that it has finished, once', async () => {
    const stage = new Stage(short);
    expect(await stage.session.run()).toBe('finished');
    expect(await stage.session.run()).toBe('finished');
    expect(stage.saves.at(-1)).toMatchObject({ state: 'finished', progress: { step: 170, pass: 10, cursor: 0 } });
    expect(stage.saves.at(-1)?.progress.sample?.step).toBe(170);
    expect(stage.reports.filter(({ state }) => state === 'finished')).toEqual([stage.reports.at(-1)]);
    expect(stage.last).toMatchObject({ state: 'finished', step: 170, totalSteps: 170, secondsLeft: 0, problem: null });
  });

  it('trains what the bare trainer trains, to the last bit, whatever the clock', async () => {
    const bare = trainerOf(short);
    train(bare, short, 170);
    for (const stepMs of [7, 700]) {
      const stage = new Stage(short, { stepMs, writeMs: 40 });
      await stage.session.run();
      expect(differing(bare.tensors(), stage.trainer.tensors())).toEqual([]);
    }
  });

  it.each(['paused', 'stopped'] as const)(
    'that is to be %s ends after the slice at hand, saved as it stands',
    async (wish) => {
      const stage = new Stage(endless, {
        between: ({ session }, slices) => void (slices === 5 && session.end(wish)),
      });
      expect(await stage.session.run()).toBe(wish);
      // Slices of 30 ms, steps of 10.
      expect(stage.trainer.position.step).toBe(15);
      expect(stage.saves).toMatchObject([
        { state: 'training', progress: { step: 3 } },
        { state: wish, progress: { step: 15, totalSteps: endless.plan.totalSteps } },
      ]);
      expect(differing(decodeCheckpoint(stage.saves[1].bytes).tensors, stage.trainer.tensors())).toEqual([]);
      expect(stage.last).toMatchObject({ state: wish, step: 15, saveProblem: null });
      expect(stage.last.savedAt).toBeGreaterThan(1.7e12);
    },
  );

  it('that is ended from within its first slice trains no second time beside itself', async () => {
    const stage = new Stage(endless, { between: ({ session }) => void session.end('paused') });
    await stage.session.run();
    expect(stage.trainer.position.step).toBe(3);
    expect(stage.saves.map(({ state }) => state)).toEqual(['training', 'paused']);
    expect(stage.reports.filter(({ state }) => state === 'paused')).toEqual([stage.reports.at(-1)]);
  });

  it('keeps to the first wish, and gives everyone who wished the same answer', async () => {
    const stage = new Stage(endless);
    const first = stage.session.end('stopped');
    const second = stage.session.end('paused');
    expect(await Promise.all([first, second])).toEqual(['stopped', 'stopped']);
    expect(stage.saves).toHaveLength(1);
  });

  it('has finished when the wish to pause comes with its last step', async () => {
    const stage = new Stage(short, {
      between: ({ session, trainer }) => void (trainer.finished && session.end('paused')),
    });
    expect(await stage.session.run()).toBe('finished');
    expect(stage.saves.at(-1)?.state).toBe('finished');
  });

  it('takes the learning rate and temperature that were changed from the next step and sample on', async () => {
    const changed: number[] = [];
    const stage = await until(2500, {
      between: ({ session, trainer }, slices) => {
        if (slices === 4) session.change({ learningRate: 0.005 });
        if (slices === 5) session.change({ sampleTemperature: 1.5 });
        changed.push(trainer.position.step);
      },
    });
    const rateOf = (base: number, step: number) =>
      learningRateAt({ ...endless.settings, learningRate: base }, step, endless.plan.totalSteps);
    // The rate in a report is that of the last step taken.
    for (const { step, learningRate } of stage.reports.slice(1)) {
      expect(learningRate).toBe(rateOf(step <= changed[3] ? 0.002 : 0.005, step - 1));
    }
    expect(stage.samples.map(({ temperature }) => temperature)).toEqual([0.7, 1.5, 1.5]);
    expect(stage.session).toMatchObject({ learningRate: 0.005, sampleTemperature: 1.5 });
  });
});

describe('the reports of a session', () => {
  it('come at once, then no more than ten times a second, and at the end', async () => {
    const { reports } = await until(5000);
    expect(reports[0]).toMatchObject({
      time: 0,
      step: 0,
      pass: 1,
      state: 'training',
      charactersPerSecond: 0,
      savedAt: null,
    });
    const gaps = reports.slice(1, -1).map(({ time }, at) => time - reports[at].time);
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(100);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(130);
    expect(reports.at(-1)?.state).toBe('paused');
  });

  it('hold together every training point once, in order, and every validation point when it is due', async () => {
    const stage = new Stage(short);
    await stage.session.run();
    const training = stage.reports.flatMap(({ newTraining }) => newTraining);
    expect(training.map(({ step }) => step)).toEqual(Array.from({ length: 170 }, (_, index) => index + 1));
    expect(training.every(({ nats }) => nats > 0 && nats < 4)).toBe(true);
    const validation = stage.reports.flatMap(({ newValidation }) => newValidation);
    expect(short.plan.validationInterval).toBe(16);
    const due = Array.from({ length: 10 }, (_, index) => 16 * (index + 1));
    expect(validation.map(({ step }) => step)).toEqual([...due, 170]);
    expect(stage.saves.at(-1)?.progress.history).toEqual({ training, validation });
  });

  it('say the pass from 1 to the last, the step, the speed to 1e-9 and the seconds that are left', async () => {
    const stage = new Stage(short);
    await stage.session.run();
    for (const { step, pass, passes, seconds, charactersPerSecond, secondsLeft } of stage.reports.slice(1)) {
      expect([pass, passes]).toEqual([Math.min(10, Math.floor(step / 17) + 1), 10]);
      // 4 lanes of 8 in 10 ms.
      expect(charactersPerSecond).toBeCloseTo(3200, 9);
      // And what validation, samples and checkpoints will take.
      expect(secondsLeft).toBeCloseTo(((170 - step) * 0.01) / TRAINING_SHARE, 9);
      expect(seconds).toBeCloseTo(step * 0.01, 9);
    }
  });

  it('go on from where a resumed run stood: step, pass, seconds, history and sample', async () => {
    const first = await until(3200);
    const [{ bytes }] = first.saves.slice(-1);
    const { progress, tensors } = decodeCheckpoint(bytes);
    const { samples } = first.session;
    const second = new Stage(endless, { progress, samples, between: ({ session }) => void session.end('paused') });
    second.trainer.restore(tensors, progress);
    await second.session.run();
    const { step, seconds } = first.last;
    expect(second.reports[0]).toMatchObject({
      step,
      seconds,
      pass: first.last.pass,
      learningRate: first.last.learningRate,
    });
    expect(second.last.newTraining[0].step).toBe(step + 1);
    expect(second.last.seconds).toBeCloseTo(seconds + 0.03, 9);
    const kept = second.saves[0].progress;
    expect(kept.history.training.slice(0, step)).toEqual(progress.history.training);
    expect(kept.sample).toEqual(progress.sample);
  });
});

describe('the samples of a session', () => {
  it('come at once, before the first step, then ever more seldom, and every three seconds in the end', async () => {
    const { samples, reports } = await until(20_000, { stepMs: 30 });
    const times = samples.map(({ time }) => time);
    expect(times[0]).toBe(0);
    expect(reports[0].newSample?.step).toBe(0);
    const gaps = times.slice(1).map((time, at) => time - times[at]);
    [500, 1000, 2000, 3000, 3000, 3000, 3000].forEach((least, at) => {
      expect(gaps[at]).toBeGreaterThanOrEqual(least);
      expect(gaps[at]).toBeLessThanOrEqual(least + 30);
    });
    const shown = reports.flatMap(({ newSample }) => newSample ?? []);
    expect(shown).toHaveLength(samples.length);
    for (const { text, temperature } of shown) expect([[...text].length, temperature]).toEqual([240, 0.7]);
  });

  it('take no more than a twentieth of the time when they are slow to write', async () => {
    const { samples } = await until(60_000, { stepMs: 30, writeMs: 400 });
    const gaps = samples.slice(1).map(({ time }, at) => time - samples[at].time);
    expect(gaps.length).toBeGreaterThanOrEqual(5);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20 * 400);
  });

  it('are what the network of the step they name writes', async () => {
    const { samples, reports } = await until(1200);
    const shown = reports.flatMap(({ newSample }) => newSample ?? []);
    expect(samples).toHaveLength(2);
    const bare = trainerOf(endless);
    for (const { step, text } of shown) {
      train(bare, endless, step - bare.position.step);
      expect(endless.vocabulary.decode(bare.sample([0], 240, mostLikely))).toBe(text);
    }
  });

  it('are all kept, and a resumed run goes on from those it had without writing at once', async () => {
    const first = await until(4000);
    const { samples } = first.session;
    expect(samples).toEqual(first.reports.flatMap(({ newSample }) => newSample ?? []));
    const { progress, tensors } = decodeCheckpoint(first.saves.at(-1)?.bytes ?? new Uint8Array());
    const second = new Stage(endless, {
      ...{ progress, samples },
      between: ({ session, samples: written }) => void (written.length === 1 && session.end('paused')),
    });
    second.trainer.restore(tensors, progress);
    await second.session.run();
    expect(second.samples[0].time).toBeGreaterThanOrEqual(500);
    expect(second.session.samples.slice(0, -1)).toEqual(samples);
  });
});

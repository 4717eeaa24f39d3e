/** What a session does when its checkpoints are slow, refused, or its network is lost. */
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import { StorageError } from '../../../src/shared/errors.ts';
import { Gate, Stage, type StageOptions } from './stage.ts';
import { copied, differing, materialOf, tinySettings } from './support.ts';

const endless = materialOf(
  tinySettings({ cell: 'rnn', lanes: 1, windowSteps: 4, passes: 10_000, learningRate: 0.002 }),
);

/** A session of steps of 30 ms that is paused once the clock is at `ms`. */
async function until(ms: number, options: StageOptions = {}): Promise<Stage> {
  const stage = new Stage(endless, {
    stepMs: 30,
    ...options,
    between: (at, slices) => {
      options.between?.(at, slices);
      if (at.time >= ms) void at.session.end('paused');
    },
  });
  await stage.session.run();
  return stage;
}

describe('the checkpoints of a session', () => {
  it('come after three seconds, then ten after the one before was written, and once more at the end', async () => {
    const { saves } = await until(25_000);
    const [first, second, third, last] = saves.map(({ time }) => time);
    expect(saves.map(({ state }) => state)).toEqual(['training', 'training', 'training', 'paused']);
    expect(first).toBeGreaterThanOrEqual(3000);
    expect(first).toBeLessThanOrEqual(3030);
    for (const gap of [second - first, third - second]) {
      expect(gap).toBeGreaterThanOrEqual(10_000);
      expect(gap).toBeLessThanOrEqual(10_060);
    }
    expect(last).toBeGreaterThanOrEqual(25_000);
  });

  it('hold training up for no more than a fiftieth of the time when they are slow to copy', async () => {
    const { saves } = await until(60_000, { copyMs: 500 });
    const gap = saves[1].time - saves[0].time;
    expect(gap).toBeGreaterThanOrEqual(25_000);
    expect(gap).toBeLessThanOrEqual(25_600);
  });

  it('are the state of the step they name, whatever is trained while they are written', async () => {
    const gate = new Gate();
    const seen: ReturnType<typeof copied>[] = [];
    const stage = await until(12_000, {
      store: ({ state }, { trainer }) => {
        seen.push(copied(trainer.tensors()));
        return state === 'training' ? gate.promise : Promise.resolve();
      },
      between: ({ time }) => {
        if (time >= 11_000) gate.open();
      },
    });
    const files = stage.saves.map(({ bytes }) => decodeCheckpoint(bytes));
    expect(files.map(({ tensors }, at) => differing(seen[at], tensors))).toEqual([[], []]);
    expect(files[1].progress.step - files[0].progress.step).toBeGreaterThan(250);
  });

  it('are written one at a time: while one is under way no other begins', async () => {
    const gate = new Gate();
    const stage = await until(40_000, {
      store: ({ state }) => (state === 'training' ? gate.promise : Promise.resolve()),
      between: ({ time }) => {
        if (time >= 35_000) gate.open();
      },
    });
    expect(stage.saves.map(({ state }) => state)).toEqual(['training', 'paused']);
  });

  it('that are refused are reported with the reason while training goes on, until one succeeds', async () => {
    let refusals = 2;
    const stage = await until(30_000, {
      store: () => (refusals-- > 0 ? Promise.reject(new StorageError('The disk is full.')) : Promise.resolve()),
    });
    const [first, , third] = stage.saves.map(({ time }) => time);
    for (const { time, saveProblem, savedAt, step } of stage.reports) {
      // The news come with the report after the save.
      if (time <= first || time > third + 130) expect(saveProblem).toBeNull();
      if (time > first + 130 && time <= third) expect(saveProblem).toBe('The disk is full.');
      expect(savedAt === null).toBe(saveProblem !== null || time <= first + 130);
      expect(step).toBe(Math.floor(time / 30));
    }
    expect(stage.last).toMatchObject({ state: 'paused', saveProblem: null });
  });

  it('that is refused at the end is reported at the end', async () => {
    const stage = await until(500, { store: () => Promise.reject(new StorageError('The disk is full.')) });
    expect(stage.last).toMatchObject({ state: 'paused', saveProblem: 'The disk is full.', savedAt: null });
  });

  it('are awaited by the end: what is under way first, then the last one', async () => {
    const [underWay, last] = [new Gate(), new Gate()];
    const events: string[] = [];
    const stage = new Stage(endless, {
      stepMs: 30,
      store: ({ state }) => {
        events.push(`${state} begins`);
        return (state === 'training' ? underWay : last).promise.then(() => void events.push(`${state} written`));
      },
      between: ({ time, session }) => {
        if (time >= 4000) void session.end('stopped').then(() => events.push('ended'));
      },
    });
    const ended = stage.session.run();
    await turns(500);
    expect(events).toEqual(['training begins']);
    underWay.open();
    await turns(20);
    expect(events).toEqual(['training begins', 'training written', 'stopped begins']);
    expect(stage.last.state).toBe('training');
    last.open();
    expect(await ended).toBe('stopped');
    expect(events).toEqual(['training begins', 'training written', 'stopped begins', 'stopped written', 'ended']);
  });
});

describe('a session whose step fails', () => {
  it('ends as failed with the reason, saves nothing broken, and leaves the last checkpoint whole', async () => {
    let good: ReturnType<typeof copied> = [];
    const stage = await until(60_000, {
      store: (_, { trainer }) => {
        good = copied(trainer.tensors());
        return Promise.resolve();
      },
      between: ({ time, trainer }) => {
        if (time < 9000) return;
        const broken = copied(trainer.tensors());
        broken.find(({ name }) => name === 'head.bias')!.data[0] = NaN;
        trainer.restore(broken, trainer.position);
      },
    });
    expect(await stage.session.run()).toBe('failed');
    expect(stage.last).toMatchObject({
      state: 'failed',
      step: 300,
      problem: expect.stringMatching(/diverged at step 301: the loss is NaN/) as string,
      saveProblem: null,
    });
    expect(stage.saves.map(({ state }) => state)).toEqual(['training']);
    const file = decodeCheckpoint(stage.saves[0].bytes);
    expect(differing(good, file.tensors)).toEqual([]);
    const other = new Stage(endless, { progress: file.progress });
    other.trainer.restore(file.tensors, file.progress);
    expect(other.trainer.step(0.002).nats).toBe(
      stage.reports.flatMap(({ newTraining }) => newTraining)[file.progress.step].nats,
    );
  });

  it('says so only when the save under way is through', async () => {
    const gate = new Gate();
    const stage = new Stage(endless, {
      stepMs: 30,
      store: () => gate.promise,
      between: ({ saves, trainer }) => {
        if (saves.length === 0) return;
        const broken = copied(trainer.tensors());
        broken[0].data[0] = NaN;
        trainer.restore(broken, trainer.position);
      },
    });
    const ended = stage.session.run();
    await turns(500);
    expect(stage.last.state).toBe('training');
    gate.open();
    expect(await ended).toBe('failed');
    expect(stage.last.state).toBe('failed');
    expect(stage.last.savedAt).not.toBeNull();
  });
});

/** Lets everything happen that waits for nothing but its turn. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

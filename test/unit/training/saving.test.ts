/** What a session does when its checkpoints are slow or refused. */
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import { StorageError } from '../../../src/shared/errors.ts';
import { endless, turns, until } from './endless-run.ts';
import { Gate, Stage } from './stage.ts';
import { copied, differing } from './support.ts';

describe('the checkpoints of a session', () => {
  it('come after the first slice, then after two, four and eight seconds, then every eight, and at the end', async () => {
    const { saves } = await until(36_000);
    const times = saves.map(({ time }) => time);
    expect(saves.map(({ state }) => state)).toEqual([...Array<string>(6).fill('training'), 'paused']);
    expect(times[0]).toBe(30);
    const gaps = times.slice(1, 6).map((time, at) => time - times[at]);
    for (const [at, wanted] of [2000, 4000, 8000, 8000, 8000].entries()) {
      expect(gaps[at]).toBeGreaterThanOrEqual(wanted);
      expect(gaps[at]).toBeLessThanOrEqual(wanted + 30);
    }
    expect(times[6]).toBeGreaterThanOrEqual(36_000);
  });

  it('hold training up for less than 2 % of the time when copying one takes 120 ms', async () => {
    const { saves, time } = await until(120_000, { copyMs: 120 });
    expect(saves[1].time - saves[0].time).toBeGreaterThanOrEqual(50 * 120);
    expect((saves.length * 120) / time).toBeLessThan(0.02);
  });

  it.each([
    { stepMs: 30, copyMs: 0, storeMs: 0 },
    { stepMs: 30, copyMs: 500, storeMs: 700 },
    { stepMs: 30, copyMs: 0, storeMs: 4500 },
    { stepMs: 700, copyMs: 100, storeMs: 1500 },
    { stepMs: 3000, copyMs: 200, storeMs: 2000 },
    { stepMs: 4000, copyMs: 0, storeMs: 4500 },
  ])(
    'never leave more than ten seconds of training at risk: $stepMs ms a step, $copyMs to copy, $storeMs to store',
    async (times) => {
      let most = 0;
      let stored = 0;
      await until(90_000, {
        ...times,
        breathMs: times.stepMs > 100 ? 5 : 0,
        between: ({ time, session, saves }) => {
          const whole = saves.filter((save) => save.time + times.storeMs <= time);
          stored = whole.at(-1)?.progress.seconds ?? 0;
          most = Math.max(most, session.progress.seconds - stored);
        },
      });
      expect(stored).toBeGreaterThan(30);
      expect(most).toBeLessThanOrEqual(10);
    },
  );

  it('keep to 2 % when storing one takes so long that no promise could be kept', async () => {
    const { saves } = await until(120_000, { copyMs: 500, storeMs: 12_000 });
    for (const gap of saves.slice(1, -1).map(({ time }, at) => time - saves[at].time)) {
      expect(gap).toBeGreaterThanOrEqual(25_000);
      expect(gap).toBeLessThanOrEqual(25_600);
    }
  });

  it('get the turns they need to be stored at once when a step takes seconds', async () => {
    const turns = 12;
    let taken = 0;
    const { saves } = await until(30_000, {
      stepMs: 3000,
      breathMs: 5,
      store: async ({ state }) => {
        const from = taken;
        while (state === 'training' && taken < from + turns) await Promise.resolve();
      },
      between: () => {
        taken++;
      },
    });
    const [first, second] = saves;
    expect([first.progress.step, second.progress.step]).toEqual([1, 2]);
    expect(second.time - first.time).toBeLessThan(3000 + (turns + 3) * 5);
  });

  it('are the state of the step they name, whatever is trained while they are written', async () => {
    const gate = new Gate();
    const seen: ReturnType<typeof copied>[] = [];
    const stage = await until(11_000, {
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
    const stage = await until(36_000, {
      store: ({ state }) => (state === 'training' ? gate.promise : Promise.resolve()),
      between: ({ time }) => {
        if (time >= 35_000) gate.open();
      },
    });
    const [first, second, ...rest] = stage.saves;
    expect([first.time, second.state]).toEqual([30, 'training']);
    expect(second.time).toBeGreaterThan(35_000);
    expect(rest.map(({ state }) => state)).toEqual(['paused']);
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

describe('a checkpoint that is asked for', () => {
  it('is taken at once between two slices, and not again while nothing was trained since', async () => {
    const asked: Promise<void>[] = [];
    const stage = await until(1500, {
      between: ({ session }, slices) => {
        if (slices === 20) asked.push(session.checkpoint(), session.checkpoint());
      },
    });
    await Promise.all(asked);
    expect(stage.saves.map(({ state, progress: { step } }) => [state, step])).toEqual([
      ['training', 1],
      ['training', 20],
      ['paused', 50],
    ]);
  });

  it('waits for the one under way, is then the newest state, and resolves when it is stored', async () => {
    const [first, second] = [new Gate(), new Gate()];
    const events: string[] = [];
    const stage = await until(900, {
      store: ({ progress }, { saves }) => {
        events.push(`step ${progress.step} begins`);
        return [first.promise, second.promise, Promise.resolve()][saves.length - 1];
      },
      between: ({ session }, slices) => {
        if (slices === 5) void session.checkpoint().then(() => events.push('resolved'));
        if (slices === 10) first.open();
        if (slices === 20) {
          events.push('second stored');
          second.open();
        }
      },
    });
    expect(stage.saves).toHaveLength(3);
    expect(events.slice(0, 4)).toEqual([
      'step 1 begins',
      expect.stringMatching(/^step 1\d begins$/),
      'second stored',
      'resolved',
    ]);
  });

  it('resolves though the store refuses it: the reason is reported', async () => {
    const stage = await until(1500, {
      store: ({ state }) => (state === 'paused' ? Promise.resolve() : Promise.reject(new StorageError('Full.'))),
      between: ({ session }, slices) => {
        if (slices === 20) void session.checkpoint();
      },
    });
    expect(stage.saves).toHaveLength(3);
    expect(stage.reports.filter(({ time }) => time > 800 && time < 1500).map((report) => report.saveProblem)).toContain(
      'Full.',
    );
  });

  it('is the one at the end when the session is ending, and nothing when it has ended', async () => {
    const gate = new Gate();
    const stage = new Stage(endless, {
      store: ({ state }) => (state === 'stopped' ? gate.promise : Promise.resolve()),
    });
    const ended = stage.session.end('stopped');
    await turns(20);
    const asked = stage.session.checkpoint();
    gate.open();
    await Promise.all([ended, asked]);
    await stage.session.checkpoint();
    expect(stage.saves.map(({ state }) => state)).toEqual(['stopped']);
  });
});

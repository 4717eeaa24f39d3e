import { describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import { endless, turns, until } from './endless-run.ts';
import { Gate, Stage } from './stage.ts';
import { copied, differing } from './support.ts';

describe('a session whose step fails', () => {
  it('ends as failed with the reason, saves nothing broken, and leaves the last checkpoint whole', async () => {
    let good: ReturnType<typeof copied> = [];
    const stage = await until(60_000, {
      store: (_, { trainer }) => {
        good = copied(trainer.tensors());
        return Promise.resolve();
      },
      between: ({ time, trainer }) => {
        if (time < 1500) return;
        const broken = copied(trainer.tensors());
        broken.find(({ name }) => name === 'head.bias')!.data[0] = NaN;
        trainer.restore(broken, trainer.position);
      },
    });
    expect(await stage.session.run()).toBe('failed');
    expect(stage.last).toMatchObject({
      state: 'failed',
      step: 50,
      problem: expect.stringMatching(/diverged at step 51: the loss is NaN/) as string,
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

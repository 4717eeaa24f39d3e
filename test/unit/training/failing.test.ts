import { describe, expect, it } from 'vitest';
import { endless, turns } from './endless-run.ts';
import { Gate, Stage } from './stage.ts';
import { copied } from './support.ts';

describe('a session whose step fails', () => {
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

import { describe, expect, it } from 'vitest';
import { TRAINING_SHARE } from '../../../src/training/plan.ts';
import { differing, materialOf, tinySettings, train, trainerOf } from './support.ts';
import { Stage, type StageOptions } from './stage.ts';

const material = materialOf(tinySettings());

async function gentle(options: StageOptions = {}): Promise<Stage> {
  const stage = new Stage(material, options);
  stage.session.share = 0.5;
  await stage.session.run();
  return stage;
}

describe('a gentle session', () => {
  it.each<[string, StageOptions]>([
    ['a tab in sight', {}],
    ['a hidden tab, whose timers take a second', { leastRestMs: 1000 }],
    ['a slow device, of steps longer than a rest', { stepMs: 700 }],
  ])('trains half of the time, in %s', async (_, options) => {
    const stage = await gentle(options);
    const worked = 170 * (options.stepMs ?? 10);
    // But for the last slice and what may be rested too long.
    expect(worked / stage.time).toBeGreaterThan(0.4);
    expect(worked / stage.time).toBeLessThan(0.52);
  });

  it('trains what a hurried one trains, to the last bit', async () => {
    const bare = trainerOf(material);
    train(bare, material, 170);
    expect(differing(bare.tensors(), (await gentle()).trainer.tensors())).toEqual([]);
  });

  it('says the speed it has, the time that is left to it, and counts as training only what it trained', async () => {
    const { reports } = await gentle();
    for (const { step, seconds, charactersPerSecond, secondsLeft } of reports.slice(1)) {
      expect(charactersPerSecond).toBeCloseTo(1600, 9);
      expect(secondsLeft).toBeCloseTo(((170 - step) * 0.02) / TRAINING_SHARE, 9);
      expect(seconds).toBeCloseTo(step * 0.01, 9);
    }
  });

  it('may be hurried and calmed on the way, and ends in the rest at hand', async () => {
    const at: number[] = [];
    const stage = new Stage(material, {
      between: ({ session, time }, slices) => {
        at.push(time);
        if (slices === 10) session.share = 0.5;
        if (slices === 20) session.share = 1;
        if (slices === 30) {
          session.share = 0.1;
          void session.end('paused');
        }
      },
    });
    expect(await stage.session.run()).toBe('paused');
    expect([at[9], at[19], at[29]]).toEqual([300, 300 + 270 + 300, 300 + 270 + 600]);
    expect(stage.time).toBe(at[29]);
  });
});

/** A run without end, and how a test waits in it. */
import { Stage, type StageOptions } from './stage.ts';
import { materialOf, tinySettings } from './support.ts';

export const endless = materialOf(
  tinySettings({ cell: 'rnn', lanes: 1, windowSteps: 4, passes: 10_000, learningRate: 0.002 }),
);

/** A session of steps of 30 ms that is paused once the clock is at `ms`. */
export async function until(ms: number, options: StageOptions = {}): Promise<Stage> {
  const stage = new Stage(endless, {
    stepMs: 30,
    ...options,
    between: (at, slices) => {
      options.between?.(at, slices);
      if (at.time < ms) return;
      void at.session.end('paused');
      at.finishStoring();
    },
  });
  await stage.session.run();
  return stage;
}

/** Lets everything happen that waits for nothing but its turn. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

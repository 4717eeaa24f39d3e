/** How cost grows with each size, the others as in the base network. */
import type { TrainingCase } from '../page/interface.ts';
import { AXES, type Axis, type GrowthRow } from '../report.ts';
import type { Pace } from '../rounds.ts';
import type { Stage } from '../stage.ts';
import { rounded } from '../statistics.ts';
import { BASE } from './cases.ts';
import { measureTogether } from './training.ts';

const VALUES: Readonly<Record<Axis, readonly number[]>> = {
  hidden: [64, 128, 256, 512, 1024],
  steps: [25, 50, 100, 200],
  lanes: [8, 16, 32, 64, 128],
  layers: [1, 2, 3, 4],
  vocabulary: [65, 512, 4096],
};

const HEAD = ['head product, forward', 'head product, backward', 'softmax and loss'];

export async function measureGrowth(
  stage: Stage,
  threads: number,
  pace: Pace,
  say: (line: string) => void,
): Promise<GrowthRow[]> {
  const rows: GrowthRow[] = [];
  for (const axis of AXES) {
    say(`growth with ${axis}`);
    for (const value of VALUES[axis]) {
      const training: TrainingCase = { ...BASE, [axis]: value, threads };
      // One by one: side by side, the largest would drive each other out of the caches.
      const [{ charsPerSecond, gflops, memoryBytes }] = await measureTogether(stage, pace, [training]);
      const row = { axis, value, charsPerSecond, gflops, memoryBytes };
      rows.push(axis === 'vocabulary' ? { ...row, headShare: await headShareOf(stage, training, pace) } : row);
    }
  }
  return rows;
}

/** Of one thread's time. The head's weight gradient is counted by its share of all weight gradients' operations. */
async function headShareOf(stage: Stage, training: TrainingCase, pace: Pace): Promise<number> {
  const phases = await stage.call('training', 'profile', { ...training, threads: 1 }, 3 * pace.milliseconds);
  const spent = (wanted: (phase: string) => boolean): number =>
    phases.filter(({ phase }) => wanted(phase)).reduce((sum, phase) => sum + phase.millisecondsPerStep, 0);
  const { hidden: H, vocabulary: V, layers } = training;
  const ofHead = V / (V + 4 * H * (2 * layers - 1));
  const head = spent((phase) => HEAD.includes(phase)) + ofHead * spent((phase) => phase === 'weight gradients');
  return rounded(head / spent(() => true), 3);
}

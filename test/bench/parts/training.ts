/** The whole training step, all cells and sizes, on one thread and on all; the other two builds beside it once. */
import type { OpenedCase, TrainingCase } from '../page/interface.ts';
import type { PeakFigures, TrainingRow } from '../report.ts';
import { inTurns, type Pace } from '../rounds.ts';
import type { Stage } from '../stage.ts';
import { rounded } from '../statistics.ts';
import { BASE, CELLS, nameOf, SIZES } from './cases.ts';
import type { PeakLog } from './peak.ts';

/** A row whose share of the peak is not known yet. */
export type UnratedRow = Omit<TrainingRow, 'shareOfPeak'>;

export async function measureTraining(
  stage: Stage,
  threads: number,
  pace: Pace,
  peak: PeakLog,
  say: (line: string) => void,
): Promise<UnratedRow[]> {
  const counts = threads > 1 ? [1, threads] : [1];
  const rows: UnratedRow[] = [];
  for (const cell of CELLS) {
    for (const hidden of SIZES) {
      say(`training ${nameOf(cell, hidden)}`);
      rows.push(
        ...(await measureTogether(
          stage,
          pace,
          counts.map((count) => ({ ...BASE, cell, hidden, threads: count })),
        )),
      );
      await peak.measure();
    }
  }
  say('training LSTM 128 on the other kernels');
  const others = (['simd', 'reference'] as const).map((kernels) => ({ ...BASE, kernels, threads: 1 }));
  rows.push(...(await measureTogether(stage, pace, others)));
  return rows;
}

/** Opens some cases, trains them in turns, and closes them. */
export async function measureTogether(stage: Stage, pace: Pace, cases: readonly TrainingCase[]): Promise<UnratedRow[]> {
  const opened: OpenedCase[] = [];
  for (const training of cases) opened.push(await stage.call('training', 'open', training));
  const speeds = await inTurns(
    opened.map(
      ({ id }) =>
        (milliseconds) =>
          stage.call('training', 'train', id, milliseconds),
    ),
    pace,
  );
  for (const { id } of opened) await stage.call('training', 'close', id);
  return cases.map(({ cell, hidden, layers, threads, kernels }, at) => ({
    ...{ cell, hidden, layers, threads, kernels },
    charsPerSecond: speeds[at].value,
    spread: speeds[at].spread,
    gflops: rounded((speeds[at].value * opened[at].flopsPerCharacter) / 1e9),
    memoryBytes: opened[at].memoryBytes,
  }));
}

/** Held against the peak of as many threads, and of the instructions that the kernels have. */
export function rate(row: UnratedRow, peak: PeakFigures): TrainingRow {
  const simd = row.kernels === 'simd';
  const one = simd ? peak.simdOne : peak.one;
  const all = simd ? peak.simdAll : peak.all;
  return { ...row, shareOfPeak: rounded(row.gflops / (row.threads === 1 ? one : all), 3) };
}

/** What the engine must reach, held against a report. */
import type { KernelName } from '../../src/engine/kernels/interface.ts';
import type { CellKind } from '../../src/shared/network.ts';
import type { Report, TrainingRow } from './report.ts';
import { geometricMean } from './statistics.ts';

export interface Verdict {
  readonly what: string;
  /** In the unit of `must`. */
  readonly reached: number;
  readonly must: number;
  readonly aim: number;
  readonly unit: 'x' | '%' | 'MB' | 'chars/s' | 's';
  readonly holds: boolean;
}

/** Rows for everything the report has figures for. */
export function verdictsOf(report: Report): Verdict[] {
  return [...ofPeers(report), ...ofTraining(report), ...ofMemory(report), ...ofWriting(report), ...ofCopied(report)];
}

type Goal = Pick<Verdict, 'what' | 'must' | 'aim' | 'unit'>;

function atLeast(reached: number | null, goal: Goal): Verdict[] {
  return reached === null ? [] : [{ ...goal, reached, holds: reached >= goal.must }];
}

function ofPeers({ peers }: Report): Verdict[] {
  const tfjs = peers.find(({ name, cell, hidden }) => name === 'tfjs-wasm' && cell === 'lstm' && hidden === 128);
  const torch = peers.filter(({ name }) => name === 'PyTorch').map(({ ratio }) => ratio);
  return [
    ...atLeast(tfjs?.ratio ?? null, { what: 'against tfjs-wasm, LSTM 128', must: 40, aim: 60, unit: 'x' }),
    ...atLeast(torch.length > 0 ? geometricMean(torch) : null, {
      ...{ what: `against PyTorch, geometric mean of ${torch.length} rows`, must: 0.85, aim: 1, unit: 'x' },
    }),
    ...atLeast(torch.length > 0 ? Math.min(...torch) : null, {
      ...{ what: 'against PyTorch, worst row', must: 0.6, aim: 0.68, unit: 'x' },
    }),
  ];
}

function ofTraining({ training }: Report): Verdict[] {
  const all = Math.max(0, ...training.map(({ threads }) => threads));
  const large = training.filter(({ hidden, kernels }) => hidden >= 256 && kernels === 'relaxed-simd');
  const gated = large.filter(({ cell, threads }) => cell !== 'rnn' && threads === all);
  const gains = large.filter(({ threads }) => threads === all && all > 1).flatMap((row) => gainOf(large, row));
  const relaxed = alone(training, 'lstm', 128, 'relaxed-simd');
  const plain = alone(training, 'lstm', 128, 'reference');
  return [
    ...atLeast(gated.length > 0 ? 100 * Math.min(...gated.map(({ shareOfPeak }) => shareOfPeak)) : null, {
      ...{ what: 'share of the madd peak, LSTM and GRU, H >= 256, worst row', must: 75, aim: 88, unit: '%' },
    }),
    ...atLeast(gains.length > 0 ? Math.min(...gains) : null, {
      ...{ what: `${all} threads against one, H >= 256, worst row`, must: 1.8, aim: 1.95, unit: 'x' },
    }),
    ...atLeast(relaxed && plain ? relaxed.charsPerSecond / plain.charsPerSecond : null, {
      ...{ what: 'relaxed build against plain TypeScript, LSTM 128', must: 20, aim: 30, unit: 'x' },
    }),
  ];
}

function gainOf(rows: readonly TrainingRow[], { cell, hidden, charsPerSecond }: TrainingRow): number[] {
  const single = rows.find((row) => row.cell === cell && row.hidden === hidden && row.threads === 1);
  return single ? [charsPerSecond / single.charsPerSecond] : [];
}

function alone(
  rows: readonly TrainingRow[],
  cell: CellKind,
  hidden: number,
  kernels: KernelName,
): TrainingRow | undefined {
  return rows.find((row) => row.cell === cell && row.hidden === hidden && row.kernels === kernels && row.threads === 1);
}

function ofMemory({ memory }: Report): Verdict[] {
  if (memory === null) return [];
  const { arenaBytes, workersBytes, residentBytes } = memory;
  const reached = Math.max(arenaBytes, workersBytes ?? 0, residentBytes ?? 0) / 1e6;
  const goal = { what: 'memory of training LSTM 2 x 512', must: 400, aim: 250, unit: 'MB' } as const;
  return [{ ...goal, reached, holds: reached <= goal.must }];
}

function ofCopied({ copied }: Report): Verdict[] {
  if (copied === null) return [];
  const goal = { what: 'sorting 5 MB to find copied passages', must: 3, aim: 1, unit: 's' } as const;
  return [{ ...goal, reached: copied.indexSeconds, holds: copied.indexSeconds <= goal.must }];
}

function ofWriting({ writing }: Report): Verdict[] {
  const speed = (batch: number): number | null =>
    writing.find((row) => row.cell === 'lstm' && row.hidden === 128 && row.batch === batch)?.charsPerSecond ?? null;
  return [
    ...atLeast(speed(1), { what: 'writing, LSTM 2 x 128, one text', must: 8000, aim: 12_000, unit: 'chars/s' }),
    ...atLeast(speed(16), { what: 'writing, LSTM 2 x 128, 16 texts', must: 40_000, aim: 80_000, unit: 'chars/s' }),
  ];
}

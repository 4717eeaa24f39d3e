/** What is trained: the sizes every table is about. */
import type { CellKind } from '../../../src/shared/network.ts';
import type { TrainingCase } from '../page/interface.ts';

export const CELLS: readonly CellKind[] = ['lstm', 'gru', 'rnn'];
export const SIZES = [128, 256, 512] as const;

/** LSTM 2 x 128, 50 lanes of 50 steps, 65 symbols. */
export const BASE = {
  ...{ cell: 'lstm', hidden: 128, layers: 2, vocabulary: 65, lanes: 50, steps: 50, kernels: 'relaxed-simd' },
} as const satisfies Omit<TrainingCase, 'threads'>;

export function nameOf(cell: CellKind, hidden: number): string {
  return `${cell.toUpperCase()} ${hidden}`;
}

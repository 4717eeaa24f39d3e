import type { CellKind } from '../../../src/shared/network.ts';
import type { TrainingCase } from '../page/interface.ts';
import type { Measurement } from '../rounds.ts';

/** Something else that trains such networks on this machine. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  /** What it is set to, such as its threads. */
  readonly setting: string;
  readonly cells: readonly CellKind[];
  readonly sizes: readonly number[];
  open(training: TrainingCase): Promise<Measurement>;
  close(): Promise<void>;
}

/** What a network is fed, whatever its task: a batch for every step. */
import type { WindowSize } from '../engine/dimensions.ts';

/** How what is to be read falls into batches. */
export interface Dealt {
  /** The largest batch. */
  readonly window: WindowSize;
  /** Batches of one pass. */
  readonly perPass: number;
  /** Steps of all lanes in one pass, padding among them; of the first pass, where they differ. */
  readonly symbolsPerPass: number;
  /** How much further each lane is after a batch: symbols of a text, or one line. */
  readonly stride: number;
}

/**
 * Where a batch is laid, time-major. A row has the B lanes of the network, though a batch may fill fewer, from the first.
 */
export interface Slots {
  /** B */
  readonly lanes: number;
  /** [T, B] ids of the symbols that are read. */
  readonly inputs: Int32Array;
  /** [P, B] the right answers. */
  readonly targets: Int32Array;
  /** [B] steps of each lane; not written by those that fill every step of every lane and mask none. */
  readonly lengths: Int32Array;
  /** [P, B] the steps that are masked, in their order; only written by those that mask. */
  readonly places: Int32Array;
}

export interface Batches extends Dealt {
  /**
   * Lays out the batch of a step, from 0 on: a function of the step alone, so that a run taken up anywhere is fed the same.
   * @returns how many lanes and steps were filled.
   */
  read(step: number, slots: Slots): WindowSize;
}

/** What a network learns from, and what it is tested on: one pass of that, the same each time. */
export interface Lesson<Part extends Dealt = Batches> {
  readonly training: Part;
  readonly validation: Part;
}

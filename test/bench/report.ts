/** The figures of one run of the bench, as `--json` writes them. */
import type { KernelName } from '../../src/engine/kernels/interface.ts';
import type { CellKind } from '../../src/shared/network.ts';
import type { PhaseTime } from './page/interface.ts';

export interface MachineDescription {
  readonly date: string;
  readonly processor: string;
  /** As the browser counts them. */
  readonly processors: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly browser: string;
  readonly node: string;
  /** Mean number of programs that wanted to run in the minute before the bench, and in its last. */
  readonly loadBefore: number;
  readonly loadAfter: number;
}

/** Of the relaxed madd loop, of one core and of all together. */
export interface PeakFigures {
  readonly one: number;
  readonly all: number;
  /** The same of SIMD128's multiplication and addition. */
  readonly simdOne: number;
  readonly simdAll: number;
}

export interface TrainingRow {
  readonly cell: CellKind;
  readonly hidden: number;
  readonly layers: number;
  readonly threads: number;
  readonly kernels: KernelName;
  readonly charsPerSecond: number;
  /** From the smallest to the largest measurement, as a share of the median. */
  readonly spread: number;
  readonly gflops: number;
  readonly shareOfPeak: number;
  /** Bytes of the arena. */
  readonly memoryBytes: number;
}

export interface PeerRow {
  readonly name: string;
  readonly version: string;
  readonly cell: CellKind;
  readonly hidden: number;
  readonly charsPerSecond: number;
  /** Ours, all threads, measured in turns with the peer, over the peer's. */
  readonly ratio: number;
  readonly ourCharsPerSecond: number;
  /** The peer's fastest setting. */
  readonly setting: string;
}

export interface WritingRow {
  readonly cell: CellKind;
  readonly hidden: number;
  readonly batch: number;
  readonly charsPerSecond: number;
  readonly spread: number;
}

export const AXES = ['hidden', 'steps', 'lanes', 'layers', 'vocabulary'] as const;
export type Axis = (typeof AXES)[number];

/** A network that differs from the base one, LSTM 2 x 128 with 50 lanes of 50 steps over 65 symbols, in one size. */
export interface GrowthRow {
  readonly axis: Axis;
  readonly value: number;
  readonly charsPerSecond: number;
  readonly gflops: number;
  readonly memoryBytes: number;
  /** Of the time of one thread: products of the head, softmax and the head's weight gradient. For the vocabulary only. */
  readonly headShare?: number;
}

export interface CopiedFigures {
  readonly characters: number;
  /** To sort the text. */
  readonly indexSeconds: number;
  /** To look up 10,000 characters of it. */
  readonly compareSeconds: number;
  /** To count its n-grams and predict a tenth of it. */
  readonly ngramSeconds: number;
}

export interface LoadingFigures {
  readonly megabytes: number;
  readonly seconds: number;
  /** The page's longest uninterrupted work while the text was read. */
  readonly longestTaskMilliseconds: number;
}

export interface FirstSampleFigures {
  /** From the press of Train, nothing else ever pressed, to the first sample. */
  readonly seconds: number;
}

export interface MemoryFigures {
  /** LSTM 2 x 512, 50 lanes, 50 steps. */
  readonly arenaBytes: number;
  /** All the browser counts for the page's workers while it trains; null where it cannot be asked. */
  readonly workersBytes: number | null;
  /** The renderer process with the arena less without it; null where it cannot be seen. */
  readonly residentBytes: number | null;
}

export interface ProfileRow {
  readonly cell: CellKind;
  readonly hidden: number;
  readonly threads: number;
  readonly millisecondsPerStep: number;
  readonly phases: readonly PhaseTime[];
}

export interface Report {
  readonly machine: MachineDescription;
  readonly peakGflops: PeakFigures;
  readonly training: readonly TrainingRow[];
  readonly peers: readonly PeerRow[];
  readonly writing: readonly WritingRow[];
  readonly growth: readonly GrowthRow[];
  readonly copied: CopiedFigures | null;
  readonly loading: LoadingFigures | null;
  readonly firstSample: FirstSampleFigures | null;
  readonly memory: MemoryFigures | null;
  readonly profile: readonly ProfileRow[];
}

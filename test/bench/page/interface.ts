/** What the bench page can measure; the Node side asks for it piece by piece and does the statistics. */
import type { KernelName } from '../../../src/engine/kernels/interface.ts';
import type { CellKind } from '../../../src/shared/network.ts';

/** A network and a batch to train, and what to train it with. */
export interface TrainingCase {
  readonly cell: CellKind;
  readonly hidden: number;
  readonly layers: number;
  readonly vocabulary: number;
  readonly lanes: number;
  readonly steps: number;
  readonly kernels: KernelName;
  readonly threads: number;
}

export interface OpenedCase {
  readonly id: number;
  readonly flopsPerCharacter: number;
  /** Bytes of the arena. */
  readonly memoryBytes: number;
}

/** One phase of a training step on the thread that leads. */
export interface PhaseTime {
  readonly phase: string;
  readonly millisecondsPerStep: number;
  /** Of matrix products. */
  readonly gflops: number | null;
}

export interface BenchWorker {
  processors(): number;
  availableKernels(): readonly KernelName[];
  open(training: TrainingCase): Promise<OpenedCase>;
  /** Trains for at least so long, and at least one step. @returns characters a second. */
  train(id: number, milliseconds: number): number;
  close(id: number): void;
  /** GFLOP/s of the madd loop on so many threads at once. */
  peak(kernels: Exclude<KernelName, 'reference'>, threads: number, milliseconds: number): Promise<number>;
  /** Where the time of the leading thread goes. */
  profile(training: TrainingCase, milliseconds: number): Promise<readonly PhaseTime[]>;
}

export interface WritingCase {
  readonly cell: CellKind;
  readonly hidden: number;
  readonly layers: number;
  readonly vocabulary: number;
  /** Texts written at once. */
  readonly batch: number;
}

export interface WritingBenchWorker {
  open(writing: WritingCase): Promise<number>;
  /** Writes for about so long. @returns characters a second, of all texts together. */
  write(id: number, milliseconds: number): Promise<number>;
  close(id: number): Promise<void>;
}

export interface CopiedBenchWorker {
  /** Sorts a text, compares `written` with it, and counts its n-grams, a tenth held out. @returns seconds of each. */
  measure(
    text: string,
    written: string,
  ): { readonly indexSeconds: number; readonly compareSeconds: number; readonly ngramSeconds: number };
}

import type { PassageShelf } from '../shared/kept-passage.ts';
import type { Keeping } from '../storage/memory-store.ts';
import type { StorageCare } from '../storage/steady-store.ts';
import type { DocumentReading } from '../text/document.ts';
import type { Machine } from './machine.ts';
import type { RunnerEnvironment } from './runner.ts';

/** What the worker that hosts the bench must give it. */
export interface WorkbenchEnvironment extends Omit<RunnerEnvironment, 'store'> {
  /** What to compute with: as many threads as asked for, or as many as are sensible here. */
  machine(threads: number | null): Machine;
  /** The most threads that may be asked for: 1 where memory cannot be shared. */
  readonly maximumThreads: number;
  readonly isolated: boolean;
  readonly store: Keeping;
  /** The same store as what may fail, and may come back. */
  readonly storage: StorageCare;
  /** Where the passages lie that a person keeps. */
  readonly shelf: PassageShelf;
  fetchSample(id: string): Promise<Blob>;
  readonly readDocument: DocumentReading;
  /** Bytes the browser has room for; null where it does not say. */
  spaceLeft(): Promise<number | null>;
}

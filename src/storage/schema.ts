/** What the browser's database holds, and in which shape. The only place that names its stores. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';

export const DATABASE = 'unroll';
export const SCHEMA_VERSION = 1;

/** How many checkpoints of a run are kept: the newest, and what to fall back on should it be damaged. */
export const CHECKPOINTS_KEPT = 3;

export interface StoredCheckpoint {
  readonly runId: string;
  readonly step: number;
  /** Epoch milliseconds. */
  readonly savedAt: number;
  readonly bytes: Blob;
  readonly byteLength: number;
  /** SHA-256 of `bytes`, hexadecimal. */
  readonly checksum: string;
}

export interface Schema extends DBSchema {
  texts: { key: string; value: TextSummary; indexes: { hash: string } };
  /** The folded text in UTF-8, by the id of its summary. Apart from it, so that listing texts reads none. */
  textContents: { key: string; value: Blob };
  runs: { key: string; value: RunSummary };
  checkpoints: { key: [runId: string, step: number]; value: StoredCheckpoint };
}

/** Brings a database of any older version to this one. */
export function upgrade(database: IDBPDatabase<Schema>, oldVersion: number): void {
  if (oldVersion < 1) {
    database.createObjectStore('texts', { keyPath: 'id' }).createIndex('hash', 'hash', { unique: true });
    database.createObjectStore('textContents');
    database.createObjectStore('runs', { keyPath: 'id' });
    database.createObjectStore('checkpoints', { keyPath: ['runId', 'step'] });
  }
}

/** The keys of all checkpoints of one run: an array sorts after every number. */
export function checkpointsOf(runId: string): IDBKeyRange {
  return IDBKeyRange.bound([runId], [runId, []]);
}

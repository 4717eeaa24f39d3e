/** What the browser's database holds, and in which shape. The only place that names its stores. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { KeptPage } from '../shared/kept-page.ts';
import type { KeptPassage } from '../shared/kept-passage.ts';
import type { RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';

export const DATABASE = 'unroll';

export interface StoredCheckpoint {
  readonly runId: string;
  readonly step: number;
  /** Epoch milliseconds. */
  readonly savedAt: number;
  readonly bytes: Blob;
  readonly byteLength: number;
  /** SHA-256 of `bytes`, hexadecimal. */
  readonly checksum: string;
  /** The last validation loss before it was saved, in nats per symbol, or null. */
  readonly validationNats: number | null;
  /** The user wants it kept. */
  readonly pinned: boolean;
}

/** A record as it may be stored: those of the first days name neither loss nor pin. */
export type OlderCheckpoint = Omit<StoredCheckpoint, 'validationNats' | 'pinned'> & Partial<StoredCheckpoint>;

export function completed(record: OlderCheckpoint): StoredCheckpoint {
  return { ...record, validationNats: record.validationNats ?? null, pinned: record.pinned ?? false };
}

export interface Schema extends DBSchema {
  texts: { key: string; value: TextSummary; indexes: { hash: string } };
  /** The folded text in UTF-8, by the id of its summary. Apart from it, so that listing texts reads none. */
  textContents: { key: string; value: Blob };
  runs: { key: string; value: RunSummary };
  checkpoints: { key: [runId: string, step: number]; value: OlderCheckpoint };
  passages: { key: string; value: KeptPassage };
  /** By run. */
  pages: { key: string; value: KeptPage };
}

export type Upgrading = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

/**
 * What leads from each version to the next, the first from nothing to version 1. All of it is one transaction, so that a
 * step that fails leaves the database as it was. A step that was released is never changed, and test/fixtures/storage
 * holds a database of each version that was.
 */
const STEPS: readonly ((database: IDBPDatabase<Schema>, upgrading: Upgrading) => void | Promise<void>)[] = [
  (database) => {
    database.createObjectStore('texts', { keyPath: 'id' }).createIndex('hash', 'hash', { unique: true });
    database.createObjectStore('textContents');
    database.createObjectStore('runs', { keyPath: 'id' });
    database.createObjectStore('checkpoints', { keyPath: ['runId', 'step'] });
  },
  (database) => {
    database.createObjectStore('passages', { keyPath: 'id' });
  },
  (database) => {
    database.createObjectStore('pages', { keyPath: 'runId' });
  },
];

export const SCHEMA_VERSION = STEPS.length;

/** Brings a database of any older version to this one. A failure of it must abort the transaction. */
export async function upgrade(database: IDBPDatabase<Schema>, oldVersion: number, upgrading: Upgrading): Promise<void> {
  for (const step of STEPS.slice(oldVersion)) await step(database, upgrading);
}

/** The keys of all checkpoints of one run: an array sorts after every number. */
export function checkpointsOf(runId: string): IDBKeyRange {
  return IDBKeyRange.bound([runId], [runId, []]);
}

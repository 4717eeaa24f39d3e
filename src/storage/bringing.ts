/** How a run comes in from elsewhere: a step of one transaction. */
import type { RunSummary } from '../shared/run.ts';
import type { Writing } from './connection.ts';
import { alreadyHere } from './failures.ts';
import type { Retained } from './retention.ts';
import { checkpointsOf } from './schema.ts';

/** A checkpoint that comes from elsewhere, whole. */
export interface BroughtCheckpoint extends Retained {
  /** Epoch milliseconds. */
  readonly savedAt: number;
  readonly bytes: Blob;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly checksum: string;
}

/** Where a run goes that makes way for another of its id. */
export interface Displaced {
  readonly id: string;
  /** Follows its name. */
  readonly addition: string;
}

/** Puts a run and its checkpoints where they belong, and moves the one out of the way that has its id. */
export async function bring(
  writing: Writing,
  run: RunSummary,
  checkpoints: readonly BroughtCheckpoint[],
  displaced: Displaced | null,
): Promise<void> {
  const runs = writing.objectStore('runs');
  const here = await runs.get(run.id);
  if (here !== undefined) {
    if (displaced === null) throw alreadyHere(run);
    await runs.put({ ...here, id: displaced.id, name: here.name + displaced.addition });
    await move(writing, run.id, displaced.id);
  }
  for (const { step, savedAt, validationNats, pinned, bytes, checksum } of checkpoints) {
    const record = { runId: run.id, step, savedAt, validationNats, pinned, bytes, checksum };
    await writing.objectStore('checkpoints').put({ ...record, byteLength: bytes.size });
  }
  const newest = checkpoints.find(({ step }) => step === run.step);
  await runs.put({ ...run, checkpointBytes: newest?.bytes.size ?? 0 });
}

async function move(writing: Writing, from: string, to: string): Promise<void> {
  const checkpoints = writing.objectStore('checkpoints');
  for (const key of await checkpoints.getAllKeys(checkpointsOf(from))) {
    const record = await checkpoints.get(key);
    if (record) await checkpoints.put({ ...record, runId: to });
    await checkpoints.delete(key);
  }
}

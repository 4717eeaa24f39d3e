/** What the browser's database holds, read past the app. */
import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import type { RunSummary } from '../../src/shared/run.ts';
import { DATABASE } from '../../src/storage/schema.ts';
import { copyDatabase, type DatabaseCopy } from '../unit/storage/database-copy.ts';

/** Null before the first opening. */
export function stored(page: Page): Promise<DatabaseCopy | null> {
  return page.evaluate(copyDatabase, DATABASE);
}

function recordsOf(copy: DatabaseCopy, name: string): readonly unknown[] {
  return copy.stores.find((store) => store.name === name)?.records.map(({ value }) => value) ?? [];
}

export function runsOf(copy: DatabaseCopy): readonly RunSummary[] {
  return recordsOf(copy, 'runs') as RunSummary[];
}

/** The same without what a run's record says beside its name and step: its state is written on its own. */
export function withoutRemarks(copy: DatabaseCopy | null): unknown {
  if (copy === null) return null;
  const stores = copy.stores.filter(({ name }) => name !== 'runs');
  return { stores, runs: runsOf(copy).map(({ id, name, step }) => ({ id, name, step })) };
}

interface CheckpointCopy {
  readonly runId: string;
  readonly step: number;
  readonly checksum: string;
  readonly bytes: { readonly blob: string };
}

/** The steps of a run's checkpoints, in their order. */
export function stepsOf(copy: DatabaseCopy, id: string): readonly number[] {
  const all = recordsOf(copy, 'checkpoints') as CheckpointCopy[];
  return all.filter(({ runId }) => runId === id).map(({ step }) => step);
}

/** The bytes of the checkpoint a run stands at. */
export function newestOf(copy: DatabaseCopy, { id, step }: RunSummary): Buffer {
  const all = recordsOf(copy, 'checkpoints') as CheckpointCopy[];
  const newest = all.find((each) => each.runId === id && each.step === step);
  if (newest === undefined) throw new Error(`Of the run ${id} no checkpoint of step ${step} is stored.`);
  return Buffer.from(newest.bytes.blob, 'base64');
}

/** Each run stands where its newest checkpoint does, no checkpoint is without a run, and the bytes of each are its own. */
export function expectWhole(copy: DatabaseCopy): void {
  for (const { id, step } of runsOf(copy)) expect(stepsOf(copy, id).at(-1)).toBe(step);
  const ids = runsOf(copy).map(({ id }) => id);
  for (const { runId, bytes, checksum } of recordsOf(copy, 'checkpoints') as CheckpointCopy[]) {
    expect(ids).toContain(runId);
    expect(createHash('sha256').update(Buffer.from(bytes.blob, 'base64')).digest('hex')).toBe(checksum);
  }
}

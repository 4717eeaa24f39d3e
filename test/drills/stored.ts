/** What the browser's database holds, read past the app. */
import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import type { RunSummary } from '../../src/shared/run.ts';
import type { TextSummary } from '../../src/shared/text.ts';
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

/**
 * The same without what a run's record says beside its name and step: its state is written on its own. And without
 * bundled texts, which the page may read whenever nothing else is chosen.
 */
export function withoutRemarks(copy: DatabaseCopy | null): unknown {
  if (copy === null) return null;
  const texts = recordsOf(copy, 'texts') as readonly TextSummary[];
  const bundled = new Set<unknown>(texts.filter(({ source }) => source === 'sample').map(({ id }) => id));
  const stores = copy.stores
    .filter(({ name }) => name !== 'runs')
    .map((store) => ({ ...store, records: store.records.filter(({ key }) => !bundled.has(key)) }));
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

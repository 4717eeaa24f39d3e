/** Which checkpoints stay: the last three, the best by validation loss, and the pinned ones. */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { Store } from '../../../src/storage/store.ts';
import { checkpointBytes, runSummary } from './samples.ts';

let count = 0;
let name: string;
let store: Store;

beforeEach(async () => {
  name = `retention-${(count += 1)}`;
  store = await Store.open(name);
  return () => store.close();
});

async function save(step: number, ...nats: number[]): Promise<void> {
  const validation = nats.map((each) => ({ step, nats: each }));
  const run = runSummary({ step, history: { training: [], validation } });
  await store.save(run, checkpointBytes(step));
}

async function steps(): Promise<number[]> {
  return (await store.checkpoints('run-1')).map(({ step }) => step);
}

describe('the checkpoints that stay', () => {
  it('are the last three and the best by the last validation loss before each, newest first', async () => {
    const losses = [3, 2, 1.5, 1.5, 1.7, 1.8, NaN, 1.9];
    for (const [at, nats] of losses.entries()) await save(100 * (at + 1), 9, nats);
    const kept = await store.checkpoints('run-1');
    expect(kept.map(({ step, validationNats, best }) => [step, validationNats, best])).toEqual([
      [800, 1.9, false],
      [700, null, false],
      [600, 1.8, false],
      [300, 1.5, true],
    ]);
    expect(kept.every(({ byteLength, savedAt, pinned }) => byteLength === 1000 && savedAt > 1.7e12 && !pinned)).toBe(
      true,
    );
    expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(300));
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(800));
  });

  it('are the pinned ones too, until they are unpinned, also when their step is saved again', async () => {
    await save(100);
    await store.pin('run-1', 100, true);
    for (const step of [100, 200, 300, 400, 500]) await save(step);
    expect(await steps()).toEqual([500, 400, 300, 100]);
    await store.pin('run-1', 100, false);
    await save(600);
    expect(await steps()).toEqual([600, 500, 400]);
    await expect(store.pin('run-1', 100, true)).rejects.toMatchObject({ name: 'StateError' });
  });

  it('of a course that was left are only the pinned ones, and none of them is resumed', async () => {
    for (const step of [100, 200, 300, 400]) await save(step);
    await store.pin('run-1', 300, true);
    await save(250);
    expect(await steps()).toEqual([250, 200, 300]);
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(250));
  });
});

describe('the checkpoint to write with', () => {
  it('is the newest where its loss is the lowest, or as low, or none is known', async () => {
    await save(100);
    expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(100));
    for (const step of [200, 300]) await save(step, 2);
    expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(300));
    await save(400, 1.5);
    expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(400));
  });

  it('is the newest where the best is damaged', async () => {
    await save(100, 1);
    await save(200, 2);
    const database = await openDB(name);
    const record = (await database.get('checkpoints', ['run-1', 100])) as object;
    await database.put('checkpoints', { ...record, bytes: new Blob(['gone']) });
    database.close();
    expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(200));
  });
});

it('a record of the first days, without loss and pin, is listed, loaded and pruned like any other', async () => {
  for (const step of [100, 200, 300]) await save(step);
  const database = await openDB(name);
  for (const step of [100, 200, 300]) {
    const record = { ...((await database.get('checkpoints', ['run-1', step])) as Record<string, unknown>) };
    delete record.validationNats;
    delete record.pinned;
    await database.put('checkpoints', record);
  }
  database.close();
  expect((await store.checkpoints('run-1'))[0]).toMatchObject({ step: 300, validationNats: null, pinned: false });
  expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(300));
  await save(400, 1);
  expect(await steps()).toEqual([400, 300, 200]);
});

import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { Store } from '../../../src/storage/store.ts';
import { checkpointBytes, runSummary, textSummary } from './samples.ts';

let count = 0;
let name: string;
let store: Store;

beforeEach(async () => {
  name = `store-${(count += 1)}`;
  store = await Store.open(name);
  return () => store.close();
});

async function storedSteps(): Promise<number[]> {
  const database = await openDB(name);
  const keys = (await database.getAllKeys('checkpoints')) as [string, number][];
  database.close();
  return keys.map(([, step]) => step);
}

describe('texts', () => {
  it('gives back a text and its summary unchanged, by id and by hash', async () => {
    const summary = textSummary();
    await store.putText(summary, new Blob(['床前明月光\n疑是地上霜']));
    for (const found of [await store.text('text-1'), await store.textByHash('aa11')]) {
      expect(found?.summary).toEqual(summary);
      expect(await found?.content.text()).toBe('床前明月光\n疑是地上霜');
    }
  });

  it('keeps the same text once, under the id it had', async () => {
    await store.putText(textSummary(), new Blob(['one']));
    const again = await store.putText(textSummary({ id: 'text-2', name: 'Diary again' }), new Blob(['one']));
    expect(again.id).toBe('text-1');
    expect(await store.texts()).toEqual([textSummary({ name: 'Diary again' })]);
    expect(await store.text('text-2')).toBeNull();
  });

  it('lists the newest text first', async () => {
    for (const [id, createdAt] of [
      ['a', 1],
      ['b', 3],
      ['c', 2],
    ] as const) {
      await store.putText(textSummary({ id, hash: id, createdAt }), new Blob([id]));
    }
    expect((await store.texts()).map((text) => text.id)).toEqual(['b', 'c', 'a']);
  });

  it('refuses to remove a text a run learns from, names both, and keeps it; without the run it goes', async () => {
    await store.putText(textSummary(), new Blob(['one']));
    await store.save(runSummary(), checkpointBytes(100));
    await expect(store.removeText('text-1')).rejects.toMatchObject({
      name: 'StateError',
      message: expect.stringMatching(/“Diary”.*“First run”/) as string,
    });
    expect(await (await store.text('text-1'))?.content.text()).toBe('one');
    await store.removeRun('run-1');
    await store.removeText('text-1');
    expect(await store.texts()).toEqual([]);
    expect(await store.text('text-1')).toBeNull();
  });
});

describe('runs and checkpoints', () => {
  it('gives back a run and the bytes of its checkpoint unchanged, after the store was closed and opened again', async () => {
    await store.save(runSummary(), checkpointBytes(100));
    store.close();
    store = await Store.open(name);
    expect(await store.run('run-1')).toEqual(runSummary({ checkpointBytes: 1000 }));
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(100));
  });

  it('stores only the bytes of a view, not the 1 MB buffer behind it, and the bytes of the moment of the call', async () => {
    const arena = new SharedArrayBuffer(1_000_000);
    const view = new Uint8Array(arena, 500, 1000);
    view.set(checkpointBytes(7));
    const saving = store.save(runSummary(), view);
    view.fill(0);
    await saving;
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(7));
    expect((await store.run('run-1'))?.checkpointBytes).toBe(1000);
  });

  it('keeps the last three checkpoints of a run and gives the newest', async () => {
    for (const step of [100, 200, 300, 400, 500]) await store.save(runSummary({ step }), checkpointBytes(step));
    await store.save(runSummary({ id: 'run-2', step: 50 }), checkpointBytes(50));
    expect(await storedSteps()).toEqual([300, 400, 500, 50]);
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(500));
    expect(await store.newestCheckpoint('run-2')).toEqual(checkpointBytes(50));
  });

  it('orders steps as numbers: 1000 is newer than 999', async () => {
    for (const step of [1000, 999, 1000]) await store.save(runSummary({ step }), checkpointBytes(step));
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(1000));
  });

  it('drops checkpoints of later steps when a run goes on from an earlier one', async () => {
    for (const step of [100, 200, 300]) await store.save(runSummary({ step }), checkpointBytes(step));
    await store.save(runSummary({ step: 250 }), checkpointBytes(250));
    expect(await storedSteps()).toEqual([100, 200, 250]);
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(250));
  });

  it('lists the run last changed first, and changes one without touching the other', async () => {
    await store.save(runSummary({ updatedAt: 1 }), checkpointBytes(1));
    await store.save(runSummary({ id: 'run-2', updatedAt: 2 }), checkpointBytes(2));
    const changed = await store.updateRun('run-1', (run) => ({ ...run, name: 'Renamed', updatedAt: 3 }));
    expect(changed.name).toBe('Renamed');
    expect((await store.runs()).map((run) => [run.id, run.name])).toEqual([
      ['run-1', 'Renamed'],
      ['run-2', 'First run'],
    ]);
  });

  it('loses neither of two changes made at the same time', async () => {
    await store.save(runSummary({ seconds: 0 }), checkpointBytes(1));
    const addOne = () => store.updateRun('run-1', (run) => ({ ...run, seconds: run.seconds + 1 }));
    await Promise.all([addOne(), addOne(), addOne()]);
    expect((await store.run('run-1'))?.seconds).toBe(3);
  });

  it('says that a run is gone when it is changed after its removal, and removes its checkpoints with it', async () => {
    await store.save(runSummary(), checkpointBytes(1));
    await store.removeRun('run-1');
    expect(await storedSteps()).toEqual([]);
    expect(await store.run('run-1')).toBeNull();
    await expect(store.updateRun('run-1', (run) => run)).rejects.toMatchObject({ name: 'StateError' });
    await expect(store.newestCheckpoint('run-1')).rejects.toMatchObject({
      name: 'StateError',
      message: expect.stringContaining('no longer in the Library') as string,
    });
  });
});

describe('a run that was removed', () => {
  it('is not brought back by a save that comes late from another tab, and may be where its database was deleted too', async () => {
    await store.save(runSummary(), checkpointBytes(100));
    const other = await Store.open(name);
    await other.updateRun('run-1', (run) => ({ ...run, writer: 'other' }));
    await other.removeRun('run-1');
    const late = (): Promise<void> => store.save(runSummary({ step: 200 }), checkpointBytes(200));
    const removed = { name: 'StateError', message: expect.stringContaining('removed in another tab') as string };
    await expect(late()).rejects.toMatchObject(removed);
    expect(await store.runs()).toEqual([]);
    expect(await storedSteps()).toEqual([]);
    other.close();
    await deleteDB(name);
    await late();
    expect((await store.run('run-1'))?.step).toBe(200);
  });

  it('is not brought back by a tab that has claimed it and saved nothing yet', async () => {
    await store.save(runSummary(), checkpointBytes(100));
    const other = await Store.open(name);
    await other.updateRun('run-1', (run) => ({ ...run, writer: 'other' }));
    await store.removeRun('run-1');
    const late = other.save(runSummary({ step: 200, writer: 'other' }), checkpointBytes(200));
    await expect(late).rejects.toMatchObject({ name: 'StateError' });
    expect(await store.runs()).toEqual([]);
    other.close();
  });

  it('may come again to the tab that removed it', async () => {
    await store.save(runSummary(), checkpointBytes(100));
    await store.removeRun('run-1');
    await store.save(runSummary({ step: 200 }), checkpointBytes(200));
    expect((await store.run('run-1'))?.step).toBe(200);
  });
});

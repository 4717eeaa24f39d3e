/** The verbs of checkpoints do the same in the database, in memory, and in memory over a database that refuses. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { StorageError } from '../../../src/shared/errors.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import { FallbackStore } from '../../../src/storage/fallback-store.ts';
import { MemoryStore, type Keeping } from '../../../src/storage/memory-store.ts';
import { Store } from '../../../src/storage/store.ts';
import { checkpointBytes, runSummary } from './samples.ts';

let count = 0;
const opened = (): Promise<Store> => Store.open(`keeping-${(count += 1)}`);

/** Saves nothing as long as it is full. */
class Disk extends MemoryStore {
  isFull = true;

  override save(run: RunSummary, checkpoint: Uint8Array): Promise<void> {
    return this.isFull ? Promise.reject(new StorageError('There is no room.')) : super.save(run, checkpoint);
  }
}

function at(step: number, nats: number | null = null): RunSummary {
  return runSummary({ step, history: { training: [], validation: nats === null ? [] : [{ step, nats }] } });
}

async function save(store: Keeping, step: number, nats: number | null = null): Promise<void> {
  await store.save(at(step, nats), checkpointBytes(step)).catch((error: unknown) => {
    expect(error).toMatchObject({ name: 'StorageError', message: 'There is no room.' });
  });
}

async function told(store: Keeping): Promise<[step: number, nats: number | null, marks: string][]> {
  return (await store.checkpoints('run-1')).map(({ step, validationNats, best, pinned, byteLength }) => {
    expect(byteLength).toBe(1000);
    return [step, validationNats, [best ? 'best' : '', pinned ? 'pinned' : ''].join(' ').trim()];
  });
}

describe.each([
  ['the database', opened, 3, false],
  ['memory', () => Promise.resolve(new MemoryStore()), 1, true],
  ['memory over a full disk', () => Promise.resolve(new FallbackStore(new Disk())), 1, true],
  ['memory over a database that takes all', async () => new FallbackStore(await opened()), 3, false],
] as const)('in %s', (_name, open, newest, inMemory) => {
  it('the best by validation loss and the pinned one stay beside the newest, and each can be read', async () => {
    const store = await open();
    await save(store, 100, 3);
    await store.pin('run-1', 100, true);
    for (const [step, nats] of [
      [200, 2],
      [300, 1.5],
      [400, 1.6],
      [500, 1.7],
      [600, 1.8],
      [700, 1.9],
    ] as const) {
      await save(store, step, nats);
    }
    const last = [
      [700, 1.9, ''],
      [600, 1.8, ''],
      [500, 1.7, ''],
    ].slice(0, newest);
    expect(await told(store)).toEqual([...last, [300, 1.5, 'best'], [100, 3, 'pinned']]);
    expect((await store.checkpoints('run-1')).every((each) => each.inMemory === inMemory)).toBe(true);
    for (const step of [100, 300, 700]) expect(await store.checkpoint('run-1', step)).toEqual(checkpointBytes(step));
    expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(300));
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(700));
    await store.pin('run-1', 100, false);
    await save(store, 800, 2);
    expect((await told(store)).map(([step]) => step)).not.toContain(100);
  });

  it('one that is gone is neither read nor pinned, and nothing is found of an unknown run', async () => {
    const store = await open();
    await save(store, 100);
    const gone = { name: 'StateError', message: 'The checkpoint of step 50 is no longer kept. Choose another one.' };
    await expect(store.checkpoint('run-1', 50)).rejects.toMatchObject(gone);
    await expect(store.pin('run-1', 50, true)).rejects.toMatchObject(gone);
    expect(await store.checkpoints('run-2')).toEqual([]);
    await expect(store.pin('run-2', 50, true)).rejects.toMatchObject(gone);
    for (const verb of ['bestCheckpoint', 'newestCheckpoint'] as const) {
      await expect(store[verb]('run-2')).rejects.toMatchObject({
        name: 'StateError',
        message: expect.stringContaining('no longer in the Library') as string,
      });
    }
  });

  it('none is best before a validation, and the newest is where its loss is as low', async () => {
    const store = await open();
    await save(store, 100);
    expect(await told(store)).toEqual([[100, null, '']]);
    expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(100));
    await save(store, 200, 2);
    await save(store, 300, 2);
    expect((await told(store))[0]).toEqual([300, 2, 'best']);
    expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(300));
  });

  it('those of a course the run has left come last, and only pinned', async () => {
    const store = await open();
    await save(store, 300);
    await store.pin('run-1', 300, true);
    for (const step of [400, 250]) await save(store, step);
    expect(await told(store)).toEqual([
      [250, null, ''],
      [300, null, 'pinned'],
    ]);
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(250));
  });
});

describe('what a full disk refused', () => {
  it('is stored as soon as there is room, the best and the pinned one too, in the order they were made', async () => {
    const disk = new Disk();
    const store = new FallbackStore(disk);
    await save(store, 100, 2);
    await store.pin('run-1', 100, true);
    for (const [step, nats] of [
      [200, 1],
      [300, 3],
    ] as const)
      await save(store, step, nats);
    disk.isFull = false;
    await store.updateRun('run-1', (run) => ({ ...run, name: 'Kept' }));
    await store.retry('run-1');
    expect(store.isUnsaved('run-1')).toBe(false);
    expect(await disk.run('run-1')).toMatchObject({ step: 300, name: 'Kept', unsavedReason: null });
    expect(await told(store)).toEqual([
      [300, 3, ''],
      [200, 1, 'best'],
      [100, 2, 'pinned'],
    ]);
    expect(await told(disk)).toEqual(await told(store));
  });

  it('stands beside what was stored before, and the best of both is written with', async () => {
    const disk = new Disk();
    const store = new FallbackStore(disk);
    disk.isFull = false;
    await save(store, 100, 1);
    disk.isFull = true;
    await save(store, 200, 2);
    expect((await store.checkpoints('run-1')).map(({ step, best, inMemory }) => [step, best, inMemory])).toEqual([
      [200, false, true],
      [100, true, true],
    ]);
    expect(await store.bestCheckpoint('run-1')).toEqual(checkpointBytes(100));
    await store.pin('run-1', 100, true);
    expect((await disk.checkpoints('run-1'))[0].pinned).toBe(true);
  });

  it('does not come back when the run is removed while it is being stored', async () => {
    const disk = new Disk();
    const store = new FallbackStore(disk);
    for (const [step, nats] of [
      [100, 1],
      [200, 2],
    ] as const)
      await save(store, step, nats);
    disk.isFull = false;
    await Promise.all([store.retry('run-1'), store.removeRun('run-1')]);
    expect([await store.runs(), await disk.runs()]).toEqual([[], []]);
  });
});

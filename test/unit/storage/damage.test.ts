import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isExpectedFailure } from '../../../src/shared/errors.ts';
import { SCHEMA_VERSION, type StoredCheckpoint } from '../../../src/storage/schema.ts';
import { Store } from '../../../src/storage/store.ts';
import { checkpointBytes, runSummary, textSummary } from './samples.ts';

let count = 0;
let name: string;
let store: Store;

beforeEach(async () => {
  name = `damage-${(count += 1)}`;
  store = await Store.open(name);
  for (const step of [100, 200, 300]) await store.save(runSummary({ step }), checkpointBytes(step));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  store.close();
});

async function damage(step: number, change: (record: StoredCheckpoint) => StoredCheckpoint): Promise<void> {
  const database = await openDB(name);
  const record = (await database.get('checkpoints', ['run-1', step])) as StoredCheckpoint;
  await database.put('checkpoints', change(record));
  database.close();
}

function flipped(step: number): Blob {
  const bytes = checkpointBytes(step);
  bytes[500] ^= 1;
  return new Blob([bytes]);
}

/** What a save broken off must leave behind: exactly what was there before it. */
async function expectTheOldStateWhole(): Promise<void> {
  expect(await store.run('run-1')).toEqual(runSummary({ step: 300, checkpointBytes: 1000 }));
  expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(300));
  const database = await openDB(name);
  expect(await database.getAllKeys('checkpoints')).toEqual([100, 200, 300].map((step) => ['run-1', step]));
  database.close();
}

function refuse(method: 'put' | 'delete', errorName: string): void {
  vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => {
    throw new DOMException('refused by the test', errorName);
  });
}

describe('a save that is broken off', () => {
  it('leaves the old state whole when the transaction aborts after both writes', async () => {
    const remove = Reflect.get<IDBObjectStore, 'delete'>(IDBObjectStore.prototype, 'delete');
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
      const request = remove.call(this, key);
      this.transaction.abort();
      return request;
    });
    await expect(store.save(runSummary({ step: 400 }), checkpointBytes(400))).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringMatching(/could not save the run “First run”.*saved before is kept/) as string,
    });
    vi.restoreAllMocks();
    await expectTheOldStateWhole();
  });

  it('leaves the old state whole when the metadata cannot be stored after the checkpoint was', async () => {
    const uncloneable = { ...runSummary({ step: 400 }), sample: () => 'a function' } as never;
    await expect(store.save(uncloneable, checkpointBytes(400))).rejects.toMatchObject({ name: 'StorageError' });
    await expectTheOldStateWhole();
  });

  it('leaves the old state whole when there is no room, and says what to do', async () => {
    refuse('put', 'QuotaExceededError');
    await expect(store.save(runSummary({ step: 400 }), checkpointBytes(400))).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringMatching(/no room left.*Free space.*export/) as string,
    });
    vi.restoreAllMocks();
    await expectTheOldStateWhole();
  });

  it('goes through when it is tried again', async () => {
    refuse('delete', 'UnknownError');
    await expect(store.save(runSummary({ step: 400 }), checkpointBytes(400))).rejects.toThrow('UnknownError');
    vi.restoreAllMocks();
    await store.save(runSummary({ step: 400 }), checkpointBytes(400));
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(400));
  });
});

describe('a damaged checkpoint', () => {
  it('is detected by one flipped bit, and the one before is loaded', async () => {
    await damage(300, (record) => ({ ...record, bytes: flipped(300) }));
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(200));
  });

  it('is detected by a missing end, twice in a row', async () => {
    await damage(300, (record) => ({ ...record, bytes: record.bytes.slice(0, 999) }));
    await damage(200, (record) => ({ ...record, bytes: new Blob() }));
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(100));
  });

  it('is reported with what was found when none is left', async () => {
    await damage(300, (record) => ({ ...record, bytes: record.bytes.slice(0, 999) }));
    for (const step of [100, 200]) await damage(step, (record) => ({ ...record, bytes: flipped(step) }));
    await expect(store.newestCheckpoint('run-1')).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringMatching(
        /step 300: 999 of 1000 bytes.*step 200: .*checksum.*step 100: .*checksum/,
      ) as string,
    });
  });

  it('gives way to a new save of an earlier step', async () => {
    await damage(300, (record) => ({ ...record, bytes: flipped(300) }));
    await store.save(runSummary({ step: 250 }), checkpointBytes(250));
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(250));
  });
});

describe('a storage that cannot be used', () => {
  it('of a newer schema is refused with a clear message and left untouched', async () => {
    store.close();
    const newer = await openDB(name, SCHEMA_VERSION + 1, {
      upgrade: (database) => void database.createObjectStore('future'),
    });
    newer.close();
    await expect(Store.open(name)).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringMatching(/newer version of Unroll.*left untouched/) as string,
    });
    const database = await openDB(name);
    expect(database.version).toBe(SCHEMA_VERSION + 1);
    expect([...database.objectStoreNames]).toEqual([
      'checkpoints',
      'future',
      'pages',
      'passages',
      'runs',
      'textContents',
      'texts',
    ]);
    expect(await database.count('checkpoints')).toBe(3);
    database.close();
  });

  it('because Chromium was told to keep nothing for this site is explained the same way', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The user denied permission to access the database.', 'UnknownError');
    });
    await expect(Store.open('refused')).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringContaining('storage for this site is blocked') as string,
    });
  });

  it.each(['SecurityError', 'InvalidStateError'])('because of a %s is explained as a private window', async (error) => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('refused by the test', error);
    });
    await expect(Store.open('refused')).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringMatching(/private window.*site settings.*export/) as string,
    });
  });

  it('because there is no IndexedDB is explained the same way', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await expect(Store.open('absent')).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringContaining('private window') as string,
    });
  });

  it('because another tab holds an older one asks to close that tab', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      const request = Reflect.construct<[], IDBOpenDBRequest>(
        IDBOpenDBRequest as unknown as new () => IDBOpenDBRequest,
        [],
      );
      queueMicrotask(() => request.dispatchEvent(new IDBVersionChangeEvent('blocked')));
      return request;
    });
    await expect(Store.open('held')).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringMatching(/Another tab.*Close the other tabs/) as string,
    });
  });

  it('without room for a text says which text', async () => {
    refuse('put', 'QuotaExceededError');
    await expect(store.putText(textSummary(), new Blob(['x']))).rejects.toThrow('keep the text “Diary”');
  });

  it('speaks in one of the app’s own errors, whatever the browser throws', async () => {
    for (const error of ['QuotaExceededError', 'UnknownError', 'AbortError', 'NotFoundError', 'DataError']) {
      refuse('put', error);
      const failure: unknown = await store.save(runSummary(), checkpointBytes(1)).catch((reason: unknown) => reason);
      expect([error, isExpectedFailure(failure)]).toEqual([error, true]);
      vi.restoreAllMocks();
    }
  });
});

/** What a connection makes of everything that can befall its database. */
import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection } from '../../../src/storage/connection.ts';
import { SCHEMA_VERSION } from '../../../src/storage/schema.ts';
import type { StorageState } from '../../../src/shared/storage-state.ts';

let count = 0;
let name: string;
let connection: Connection;
let states: StorageState[];

function connect(): Connection {
  const made = new Connection(name);
  made.watch((state) => states.push(state));
  return made;
}

const kinds = (): string[] => states.map(({ kind }) => kind);
const emptyAt = expect.any(Number) as number;
const runs = (each: Connection): Promise<number> =>
  each.read('count the runs', ['runs'], (reading) => reading.objectStore('runs').count());

beforeEach(() => {
  name = `connection-${(count += 1)}`;
  states = [];
  connection = connect();
  return () => connection.close();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('opening', () => {
  it('tells a database it had to make from one that was there', async () => {
    await connection.open();
    connection.close();
    expect(states).toEqual([{ kind: 'open', emptyAt }]);
    const again = connect();
    await again.open();
    again.close();
    expect(states.at(-1)).toEqual({ kind: 'open', emptyAt: null });
  });

  it('refuses a database of a newer version, names it, and leaves it untouched', async () => {
    const newer = await openDB(name, SCHEMA_VERSION + 1, {
      upgrade: (database) => void database.createObjectStore('later'),
    });
    newer.close();
    await expect(connection.open()).rejects.toMatchObject({ name: 'StorageError', fault: 'newer' });
    expect(states).toEqual([{ kind: 'newer', message: expect.stringContaining('newer version of Unroll') as string }]);
    const still = await openDB(name);
    expect([still.version, [...still.objectStoreNames]]).toEqual([SCHEMA_VERSION + 1, ['later']]);
    still.close();
  });

  it.each([
    ['SecurityError', 'refused'],
    ['InvalidStateError', 'refused'],
    ['QuotaExceededError', 'full'],
    ['UnknownError', 'damaged'],
  ])(
    'takes the browser’s %s for “%s”, and comes true when it is tried again and the browser opens it',
    async (error, kind) => {
      vi.stubGlobal('indexedDB', {
        open: () => {
          throw new DOMException('struck by the test', error);
        },
      });
      await expect(connection.open()).rejects.toMatchObject({ name: 'StorageError', fault: kind });
      vi.unstubAllGlobals();
      await connection.open();
      expect(kinds()).toEqual([kind, 'open']);
    },
  );

  it('says that nothing is kept in a browser without IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await expect(connection.open()).rejects.toMatchObject({ fault: 'refused' });
    expect(kinds()).toEqual(['refused']);
  });

  it('that takes too long is failed for those who wait, and comes true by itself when the way is free', async () => {
    // Another tab that does not give way: the deletion waits for it, and the opening for the deletion.
    const stubborn = await openDB(name, SCHEMA_VERSION);
    const deleted = deleteDB(name);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const opening = connection.open();
    const refused = expect(opening).rejects.toMatchObject({ fault: 'waiting' });
    await vi.advanceTimersByTimeAsync(4000);
    await refused;
    await expect(runs(connection)).rejects.toMatchObject({ fault: 'waiting' });
    stubborn.close();
    await deleted;
    await vi.waitFor(() => expect(kinds()).toEqual(['waiting', 'open']));
    expect(await runs(connection)).toBe(0);
  });
});

describe('an open connection', () => {
  it('gives way to a deletion, and opens the database anew, empty', async () => {
    await connection.open();
    const first = states.at(-1);
    await deleteDB(name);
    await vi.waitFor(() => expect(kinds()).toEqual(['open', 'opening', 'open']));
    expect(states.at(-1)).toEqual({ kind: 'open', emptyAt });
    expect(first).toEqual({ kind: 'open', emptyAt });
    expect(await runs(connection)).toBe(0);
  });

  it('is told of its emptiness even when another tab was the first to make the database anew', async () => {
    const other = connect();
    await connection.open();
    await other.open();
    states = [];
    await deleteDB(name);
    await vi.waitFor(() => expect(kinds().sort()).toEqual(['open', 'open', 'opening', 'opening']));
    expect(states.slice(-2).every((state) => state.kind === 'open' && state.emptyAt !== null)).toBe(true);
    other.close();
  });

  it('gives way to a newer version, and never writes to it', async () => {
    await connection.open();
    const newer = await openDB(name, SCHEMA_VERSION + 1);
    expect(kinds()).toEqual(['open', 'newer']);
    const writing = connection.write('keep a run', ['runs'], (each) => each.objectStore('runs').clear());
    await expect(writing).rejects.toMatchObject({ fault: 'newer' });
    expect(newer.version).toBe(SCHEMA_VERSION + 1);
    newer.close();
  });

  it('that the browser has closed without a word is opened again by the next who needs it', async () => {
    const database = await connection.open();
    database.close();
    expect(await runs(connection)).toBe(0);
    expect(kinds()).toEqual(['open', 'opening', 'open']);
  });

  it('begins a reading once more that was broken off', async () => {
    await connection.open();
    let tries = 0;
    const read = connection.read('try', ['runs'], (reading) => {
      tries += 1;
      const counted = reading.objectStore('runs').count();
      if (tries === 1) reading.abort();
      return counted;
    });
    expect(await read).toBe(0);
    expect(tries).toBe(2);
  });

  it('is damaged when it cannot be read, until it can', async () => {
    await connection.open();
    const damaged = (): Promise<never> => Promise.reject(new DOMException('Internal error.', 'UnknownError'));
    await expect(connection.read('list the runs', ['runs'], damaged)).rejects.toMatchObject({ fault: 'damaged' });
    await runs(connection);
    expect(kinds()).toEqual(['open', 'damaged', 'open']);
  });

  it('is deleted and made anew on request', async () => {
    await connection.open();
    await connection.write('keep a checkpoint', ['textContents'], (each) =>
      each.objectStore('textContents').put(new Blob(['a']), 'a'),
    );
    await connection.startAnew();
    const left = connection.read('count', ['textContents'], (each) => each.objectStore('textContents').count());
    expect(await left).toBe(0);
    expect(states.at(-1)).toEqual({ kind: 'open', emptyAt });
  });
});

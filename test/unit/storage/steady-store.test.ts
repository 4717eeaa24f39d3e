/** A tab's store goes on whatever becomes of its database. */
import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StorageState } from '../../../src/shared/storage-state.ts';
import { Connection } from '../../../src/storage/connection.ts';
import { SCHEMA_VERSION } from '../../../src/storage/schema.ts';
import { SteadyStore } from '../../../src/storage/steady-store.ts';
import { checkpointBytes, runSummary, textSummary } from './samples.ts';
import { striking } from './strike.ts';

let count = 0;
let name: string;
let connection: Connection;
let store: SteadyStore;
let states: StorageState[];

beforeEach(() => {
  name = `steady-${(count += 1)}`;
  states = [];
  connection = new Connection(name);
  store = new SteadyStore(connection);
  store.watch((state) => states.push(state));
  return () => store.close();
});
afterEach(() => vi.unstubAllGlobals());

const kinds = (): string[] => states.map(({ kind }) => kind);
const isOpenAgain = (): Promise<void> => vi.waitFor(() => expect(kinds().slice(-2)).toEqual(['opening', 'open']));

describe('a deleted database', () => {
  it('gets back the last checkpoint and the texts brought and trained on, unchanged', async () => {
    store.holdText(textSummary({ id: 'text-0', hash: 'trained' }), 'the sea');
    await store.putText(textSummary({ id: 'text-1', hash: 'earlier' }), new Blob(['a']));
    await store.putText(textSummary({ id: 'text-2', hash: 'brought' }), new Blob(['the sky']));
    await store.save(runSummary({ id: 'run-0' }), checkpointBytes(1));
    await store.save(runSummary(), checkpointBytes(2));
    await deleteDB(name);
    await isOpenAgain();
    await store.reopen();
    expect((await store.runs()).map(({ id }) => id)).toEqual(['run-1']);
    expect(await store.newestCheckpoint('run-1')).toEqual(checkpointBytes(2));
    expect((await store.texts()).map(({ hash }) => hash).sort()).toEqual(['brought', 'trained']);
    store.close();
    const later = new SteadyStore(new Connection(name));
    expect(await (await later.text('text-0'))?.content.text()).toBe('the sea');
    expect(await (await later.textByHash('brought'))?.content.text()).toBe('the sky');
    later.close();
  });

  it('does not get back a run that is there in a later state, nor one that was removed', async () => {
    await store.save(runSummary(), checkpointBytes(1));
    await deleteDB(name);
    await isOpenAgain();
    const other = new SteadyStore(new Connection(name));
    await other.save(runSummary({ step: 200 }), checkpointBytes(200));
    other.close();
    await store.reopen();
    expect((await store.run('run-1'))?.step).toBe(200);
    await store.removeRun('run-1');
    await deleteDB(name);
    await vi.waitFor(() => expect(kinds().filter((kind) => kind === 'open')).toHaveLength(3));
    await store.reopen();
    expect(await store.runs()).toEqual([]);
  });

  it('does not get back a run that goes on in another tab, which would then be refused there', async () => {
    await store.save(runSummary({ writer: 'one' }), checkpointBytes(1));
    store.forgetRun('run-1');
    await deleteDB(name);
    await isOpenAgain();
    await store.reopen();
    expect(await store.runs()).toEqual([]);
  });
});

describe('while nothing can be stored', () => {
  beforeEach(async () => {
    const newer = await openDB(name, SCHEMA_VERSION + 1);
    newer.close();
  });

  it('texts are kept in memory, runs are refused, and what is stored counts as not there', async () => {
    const summary = textSummary();
    expect(await store.putText(summary, new Blob(['the sea']))).toEqual(summary);
    expect(await store.texts()).toEqual([summary]);
    expect(await (await store.text(summary.id))?.content.text()).toBe('the sea');
    expect(await (await store.textByHash(summary.hash))?.content.text()).toBe('the sea');
    await expect(store.save(runSummary(), checkpointBytes(1))).rejects.toMatchObject({ fault: 'newer' });
    expect(await store.runs()).toEqual([]);
    await expect(store.text('another')).rejects.toMatchObject({ fault: 'newer' });
    expect(new Set(kinds())).toEqual(new Set(['opening', 'newer']));
  });

  it('a text brought then is stored when the database can be opened, and no longer kept for good', async () => {
    await store.putText(textSummary({ hash: 'one' }), new Blob(['one']));
    await store.putText(textSummary({ id: 'text-2', hash: 'two' }), new Blob(['two']));
    await expect(store.save(runSummary(), checkpointBytes(1))).rejects.toMatchObject({ fault: 'newer' });
    await deleteDB(name);
    let opened = 0;
    store.onOpen(() => (opened += 1));
    await store.reopen();
    // Until the run is stored too, not all is well.
    expect([opened, store.state.kind]).toEqual([1, 'newer']);
    await store.save(runSummary(), checkpointBytes(1));
    expect(kinds().at(-1)).toBe('open');
    const stored = await openDB(name);
    expect(await stored.count('texts')).toBe(2);
    stored.close();
  });
});

describe('a refused save', () => {
  const full = { call: 1, how: 'throws' } as const;

  it('is told until that run is saved, removed or another tab’s, whatever else is saved meanwhile', async () => {
    await store.reopen();
    await striking(full, () => store.save(runSummary(), checkpointBytes(1)));
    expect(store.state).toEqual({ kind: 'full', message: expect.stringContaining('no room left') as string });
    await store.save(runSummary({ id: 'run-2' }), checkpointBytes(2));
    expect(store.state.kind).toBe('full');
    await store.save(runSummary(), checkpointBytes(1));
    expect(store.state.kind).toBe('open');
    await striking(full, () => store.save(runSummary(), checkpointBytes(2)));
    await store.removeRun('run-1');
    expect(store.state.kind).toBe('open');
    await striking(full, () => store.save(runSummary(), checkpointBytes(3)));
    store.forgetRun('run-1');
    expect(kinds()).toEqual(['opening', 'open', 'full', 'open', 'full', 'open', 'full', 'open']);
  });
});

it('where the browser keeps nothing, removing a run that is only in memory is no failure', async () => {
  vi.stubGlobal('indexedDB', undefined);
  await store.reopen();
  await store.removeRun('run-1');
  expect(kinds()).toEqual(['opening', 'refused']);
});

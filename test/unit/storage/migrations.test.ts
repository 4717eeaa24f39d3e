/** What was stored by any released version is opened by this one; what a newer one stored is left alone. */
import 'fake-indexeddb/auto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deleteDB } from 'idb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import { SCHEMA_VERSION } from '../../../src/storage/schema.ts';
import { Connection } from '../../../src/storage/connection.ts';
import { Pages } from '../../../src/storage/pages.ts';
import { Passages } from '../../../src/storage/passages.ts';
import { Store } from '../../../src/storage/store.ts';
import { copyDatabase, makeDatabase, type DatabaseCopy } from './database-copy.ts';
import { strikeAt } from './strike.ts';

const NAME = 'migrated';

function fixture(version: number): DatabaseCopy {
  const file = join(import.meta.dirname, `../../fixtures/storage/v${version}.json`);
  if (!existsSync(file)) throw new Error(`There is no ${file}; test/storage-fixture.mjs writes it.`);
  return JSON.parse(readFileSync(file, 'utf8')) as DatabaseCopy;
}

async function restored(version: number): Promise<DatabaseCopy> {
  const copy = fixture(version);
  await makeDatabase([NAME, copy]);
  onTestFinished(() => deleteDB(NAME));
  return copy;
}

function runsOf({ stores }: DatabaseCopy): RunSummary[] {
  return stores.find(({ name }) => name === 'runs')!.records.map(({ value }) => value as RunSummary);
}

/** Everything in it can be read. */
async function expectReadable(store: Store, copy: DatabaseCopy): Promise<void> {
  const runs = await store.runs();
  expect(runs).toHaveLength(2);
  for (const { id, name, step, text } of runsOf(copy)) {
    expect(await store.run(id)).toMatchObject({ id, name, step, text });
    expect(decodeCheckpoint(await store.newestCheckpoint(id)).progress.step).toBe(step);
    expect((await store.checkpoints(id)).length).toBeGreaterThanOrEqual(3);
    expect(await (await store.textByHash(text.hash))?.content.text()).toContain('The grey sea');
  }
}

/** Passages and pages that are kept: none in the first versions. */
async function expectWritten(version: number, runs: readonly RunSummary[]): Promise<void> {
  const connection = new Connection(NAME);
  const passages = await new Passages(connection).passages();
  expect(passages.map(({ text }) => text.slice(0, 13))).toEqual(version < 2 ? [] : ['The grey sea ']);
  const pages = await Promise.all(runs.map(({ id }) => new Pages(connection).page(id)));
  const written = pages.filter((page) => page !== null).map(({ text }) => text.slice(0, 13));
  expect(written).toEqual(version < 3 ? [] : ['The grey sea ']);
  connection.close();
}

describe.each(Array.from({ length: SCHEMA_VERSION }, (_, at) => at + 1))('a database of version %i', (version) => {
  it(`is brought to version ${SCHEMA_VERSION}, and its runs, checkpoints and text are readable`, async () => {
    const copy = await restored(version);
    expect(copy.version).toBe(version);
    const store = await Store.open(NAME);
    await expectReadable(store, copy);
    store.close();
    await expectWritten(version, runsOf(copy));
    expect((await copyDatabase(NAME))?.version).toBe(SCHEMA_VERSION);
  });

  it('is as it was after a migration broken off at any of its requests, and is then brought on at the next opening', async () => {
    const copy = await restored(version);
    for (let call = 1; ; call++) {
      const blow = strikeAt({ call, how: 'throws' });
      const opened = await Store.open(NAME).catch((error: unknown) => error);
      blow.lift();
      if (opened instanceof Store) {
        expect(blow.struck()).toBe(false);
        await expectReadable(opened, copy);
        opened.close();
        break;
      }
      expect(opened).toMatchObject({ name: 'StorageError' });
      expect(await copyDatabase(NAME)).toEqual(copy);
    }
  });
});

it('a first opening broken off at any of its requests leaves no half of a database', async () => {
  const untold = await Store.open('whole');
  untold.close();
  const whole = await copyDatabase('whole');
  for (let call = 1; ; call++) {
    const blow = strikeAt({ call, how: 'throws' });
    const opened = await Store.open('half').catch((error: unknown) => error);
    blow.lift();
    if (opened instanceof Store) {
      opened.close();
      expect(call).toBeGreaterThan(4);
      break;
    }
    expect(opened).toMatchObject({ name: 'StorageError' });
    expect(await copyDatabase('half')).toBeNull();
  }
  expect(await copyDatabase('half')).toEqual(whole);
});

it('a database of a newer version is refused in words, and not a byte of it is changed', async () => {
  const newer = { ...fixture(SCHEMA_VERSION), version: SCHEMA_VERSION + 1 };
  await makeDatabase([NAME, newer]);
  onTestFinished(() => deleteDB(NAME));
  await expect(Store.open(NAME)).rejects.toMatchObject({
    name: 'StorageError',
    message: expect.stringContaining(
      'belongs to a newer version of Unroll than this tab runs, and is left untouched',
    ) as string,
  });
  expect(await copyDatabase(NAME)).toEqual(newer);
});

/** The page of a run is kept beside it, and goes with it. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { LONGEST_PAGE, type KeptPage } from '../../../src/shared/kept-page.ts';
import { Connection } from '../../../src/storage/connection.ts';
import { Pages } from '../../../src/storage/pages.ts';
import { Store } from '../../../src/storage/store.ts';
import { checkpointBytes, runSummary } from './samples.ts';

let count = 0;

function pageOf(changes: Partial<KeptPage> = {}): KeptPage {
  return {
    runId: 'run-1',
    savedAt: 5,
    text: 'the sea',
    hands: [4, 3],
    place: null,
    settings: { temperature: 1.2, seed: '' },
    leadIn: { seed: 1, opensLine: true },
    writer: { name: 'Moby-Dick', step: 100 },
    ...changes,
  };
}

/** A store with one run, and how often other tabs were told of a change. */
async function opened() {
  let told = 0;
  const connection = new Connection(`pages-${(count += 1)}`, () => (told += 1));
  const store = new Store(connection);
  await store.save(runSummary({ step: 100 }), checkpointBytes(100));
  const before = told;
  return { store, pages: new Pages(connection), told: () => told - before };
}

describe('the page of a run', () => {
  it('is given back as it was kept, the later in the place of the earlier, and no other tab is told', async () => {
    const { pages, told } = await opened();
    expect(await pages.page('run-1')).toBeNull();
    await pages.keepPage(pageOf());
    expect(await pages.page('run-1')).toEqual(pageOf());
    const later = pageOf({ savedAt: 6, text: 'the grey sea', hands: [9, 3] });
    await pages.keepPage(later);
    await pages.keepPage(pageOf());
    expect(await pages.page('run-1')).toEqual(later);
    expect(told()).toBe(0);
  });

  it('goes with its run, and does not come back when it is kept too late', async () => {
    const { store, pages } = await opened();
    await pages.keepPage(pageOf());
    await store.removeRun('run-1');
    await pages.keepPage(pageOf({ savedAt: 9 }));
    expect(await pages.page('run-1')).toBeNull();
    await store.save(runSummary({ id: 'run-2', step: 100 }), checkpointBytes(100));
    expect(await pages.page('run-2')).toBeNull();
  });

  it('is refused when it is longer than any is kept, and the one before stays', async () => {
    const { pages } = await opened();
    await pages.keepPage(pageOf());
    const long = pageOf({ savedAt: 6, text: 'x'.repeat(LONGEST_PAGE + 1) });
    await expect(pages.keepPage(long)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('500001') as string,
    });
    expect(await pages.page('run-1')).toEqual(pageOf());
  });
});

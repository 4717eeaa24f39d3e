/** A storage that is taken away, by another tab, on the disk, by the browser; and a thread that ends without a word. */
import { writeFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { press, problem, runCards, view } from '../browser/story.ts';
import { test } from '../browser/support.ts';
import { SOAK, times } from './counts.ts';
import { drill } from './drill.ts';
import type { Profile } from './profile.ts';
import { begin, interruptedStep, resumeFrom, shownStep, untilSaved } from './run.ts';

/** A drill takes no longer than this each time, launch and all. */
const DRILL_MS = 60_000;
/** Resume is to be offered within so many seconds; a machine that is busy with other tests may take longer than promised. */
const OFFERED_SECONDS = SOAK ? 2 : 6;

/** What may befall the files of a database while the browser is closed. */
const HARMS: readonly ((profile: Profile) => Promise<void>)[] = [
  (profile) => profile.eachDatabaseFile(/./, (path, bytes) => writeFile(path, Buffer.alloc(bytes.length, 0xa7))),
  (profile) => profile.removeDatabase(),
  (profile) => profile.eachDatabaseFile(/MANIFEST/, (path, bytes) => writeFile(path, Buffer.alloc(bytes.length, 0xa7))),
  (profile) =>
    profile.eachDatabaseFile(/\.(log|ldb)$/, (path, bytes) =>
      writeFile(
        path,
        bytes.map((byte, at) => (at % 50 === 25 ? byte ^ 0x55 : byte)),
      ),
    ),
];

function gone(page: Page): Locator {
  return page.getByRole('main').getByRole('region', { name: 'What was stored here is gone' });
}

async function seesStepsGoOn(page: Page): Promise<void> {
  const step = await shownStep(page);
  await expect.poll(() => shownStep(page)).toBeGreaterThan(step + 5);
}

/** Does away with the database; the page says so, has the run saved again by `step` or later, and trains on. */
async function losing(page: Page, reader: Page, act: () => Promise<unknown>): Promise<number> {
  const before = await shownStep(page);
  const begun = Date.now();
  await act();
  await expect(gone(page)).toContainText('was still in the memory of this tab, and has been saved again');
  const wait = (Date.now() - begun) / 1000;
  await expect(gone(page)).toContainText('All of it was still in memory');
  await seesStepsGoOn(page);
  await press(page, 'Understood');
  await expect(gone(page)).toHaveCount(0);
  await expect.poll(async () => Math.max(0, ...(await storedSteps(reader)))).toBeGreaterThanOrEqual(before);
  return wait;
}

/** The steps of all checkpoints that are stored, by a tab without the app. */
function storedSteps(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve, reject) => {
        const request = indexedDB.open('unroll');
        request.onerror = () => reject(new Error(request.error?.message));
        request.onsuccess = () => {
          const database = request.result;
          const keys = database.transaction('checkpoints').objectStore('checkpoints').getAllKeys();
          keys.onerror = () => reject(new Error(keys.error?.message));
          keys.onsuccess = () => {
            database.close();
            resolve((keys.result as [string, number][]).map(([, step]) => step));
          };
        };
      }),
  );
}

test(
  `another tab deleting the database ${times('database-deleted')} times while a run trains: it is said, the run is saved again, and after a reload it goes on`,
  { tag: '@database-deleted' },
  async ({ page, context }) => {
    test.setTimeout((times('database-deleted') + 1) * DRILL_MS);
    await page.goto('/');
    await begin(page);
    await untilSaved(page);
    const other = await context.newPage();
    // A page of the same origin without the app, whose own connection would be in the way.
    await other.goto('/manifest.webmanifest');
    const deleted = (): Promise<unknown> =>
      other.evaluate(
        () =>
          new Promise<void>((resolve, reject) => {
            const request = indexedDB.deleteDatabase('unroll');
            request.onsuccess = () => resolve();
            request.onerror = () => reject(new Error(request.error?.message));
          }),
      );
    await drill('database-deleted', async (passed) => {
      for (let time = 0; time < times('database-deleted'); time++) passed(await losing(page, other, deleted));
      await page.reload();
      await resumeFrom(page, await interruptedStep(page));
    });
  },
);

test(
  `the browser closing the connection and clearing the database ${times('connection-closed')} times while a run trains: nothing that trains is lost`,
  { tag: '@connection-closed' },
  async ({ page, context, baseURL }) => {
    test.setTimeout((times('connection-closed') + 1) * DRILL_MS);
    await page.goto('/');
    await begin(page);
    await untilSaved(page);
    const session = await context.newCDPSession(page);
    const { origin } = new URL(baseURL ?? '');
    const closed = (): Promise<unknown> =>
      session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await drill('connection-closed', async (passed) => {
      for (let time = 0; time < times('connection-closed'); time++) passed(await losing(page, page, closed));
      await page.reload();
      await resumeFrom(page, await interruptedStep(page));
    });
  },
);

test(
  `the files of the database garbled or removed ${times('files-garbled')} times between two visits: what is missing is named, and the next run is kept`,
  { tag: '@files-garbled' },
  async ({ profile }) => {
    test.setTimeout((times('files-garbled') + 1) * DRILL_MS);
    await drill('files-garbled', async (passed) => {
      for (let time = 0; time < times('files-garbled'); time++) {
        let page = await profile.open();
        await begin(page);
        await untilSaved(page);
        await press(page, 'Stop');
        await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
        await profile.close();
        await HARMS[time % HARMS.length](profile);
        page = await profile.open();
        await view(page, 'Library');
        await expect(gone(page)).toContainText('Missing: “sea.txt”.');
        await expect(runCards(page)).toHaveCount(0);
        await press(page, 'Understood');
        await page.reload();
        await expect(page.getByText('No runs yet.')).toBeVisible();
        await expect(gone(page)).toHaveCount(0);
        await profile.close();
        passed();
      }
    });
  },
);

test(
  `the training thread ending in silence ${times('thread-silent')} times: within ${OFFERED_SECONDS} s Resume is offered, and the run goes on`,
  { tag: '@thread-silent' },
  async ({ page }) => {
    test.setTimeout((times('thread-silent') + 1) * DRILL_MS);
    await page.goto('/');
    await begin(page);
    await untilSaved(page);
    await drill('thread-silent', async (passed) => {
      for (let death = 0; death < times('thread-silent'); death++) {
        const training = page.workers().filter((worker) => /training/.test(worker.url()));
        const begun = Date.now();
        // Never answered: whoever should answer is gone.
        training[training.length - 1].evaluate(() => close()).catch(() => undefined);
        const resume = page.getByRole('button', { name: 'Resume', exact: true });
        await expect(resume).toBeVisible({ timeout: OFFERED_SECONDS * 1000 });
        const wait = (Date.now() - begun) / 1000;
        await expect(problem(page)).toContainText('The training thread ended unexpectedly');
        await resume.click();
        await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
        await seesStepsGoOn(page);
        passed(wait);
      }
    });
  },
);

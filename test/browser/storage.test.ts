/** What the page says, and what a person can do, when nothing can be saved. */
import { rm, writeFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import {
  bringEasyText,
  download,
  lastStep,
  choose,
  press,
  region,
  runCards,
  trainTiny,
  untilStep,
  view,
  trainedRun,
} from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

function panel(page: Page, title: string) {
  return page.getByRole('main').getByRole('region', { name: title, exact: true });
}

const badge = (page: Page) => page.getByRole('banner').getByRole('button', { name: 'Not saved', exact: true });

/** A page of the same origin without the app, to do to the database what another tab may do; it stays behind, for a page behind draws seldom. */
async function elsewhere(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto('/manifest.webmanifest');
  await page.bringToFront();
  return other;
}

/** Brings the database to a version that today's app does not know. */
function upgrade(other: Page): Promise<void> {
  return other.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('unroll', 1000);
        request.onerror = () => reject(new Error(request.error?.message));
        request.onupgradeneeded = () => void request.result.createObjectStore('later');
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
  );
}

test('a newer version taking the database over is said at once; the run goes on in memory, can be exported, and nothing is written', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await expect(page.getByRole('main').getByText('just now')).toBeVisible();
  const other = await elsewhere(page);
  await upgrade(other);
  const newer = panel(page, 'This tab is of an older version');
  await expect(newer).toContainText('left untouched');
  await expect(newer).toContainText('“sea.txt” is in the memory of this tab');
  await expect(badge(page)).toBeVisible();
  await untilStep(page, (await lastStep(page)) + 50);
  const file = await download(page, newer.getByRole('button', { name: 'Export the run in memory' }));
  expect(file.name).toBe('sea.txt.safetensors');

  await newer.getByRole('button', { name: 'Go on without saving' }).click();
  await expect(newer).toHaveCount(0);
  await press(page, 'Stop');
  await expect(page.getByRole('main')).toContainText('Not saved');
  await view(page, 'Library');
  await expect(runCards(page)).toContainText('only in the memory of this tab');
  await view(page, 'Write');
  await press(page, 'Write');
  await expect(region(page, 'Page')).toContainText(/[a-z ]{10}/);
  await badge(page).click();
  await newer.getByRole('button', { name: 'Reload', exact: true }).click();
  await expect(newer).toContainText('is lost when the page is reloaded');
  await newer.getByRole('button', { name: 'Not now' }).click();
  await expect(newer.getByRole('button', { name: 'Reload', exact: true })).toBeVisible();
  const version = await other.evaluate(async () => (await indexedDB.databases()).map((each) => each.version));
  expect(version).toEqual([1000]);
});

test('an opening that another tab holds up is said, and comes true by itself once that tab gives way', async ({
  page,
}) => {
  const other = await elsewhere(page);
  // It does not give way to its own deletion, and the opening has to wait for that.
  await other.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('unroll', 1);
        request.onsuccess = () => {
          Object.assign(window, { held: request.result });
          indexedDB.deleteDatabase('unroll').onblocked = () => resolve();
        };
      }),
  );
  await page.goto('/');
  const waiting = panel(page, 'Waiting for another tab');
  await expect(waiting).toContainText('goes on by itself');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await expect(waiting).toContainText('“sea.txt” is in the memory of this tab');
  await other.close();
  await expect(waiting).toHaveCount(0);
  await expect(badge(page)).toHaveCount(0);
  await page.reload();
  await view(page, 'Library');
  await expect(runCards(page)).toContainText('sea.txt');
  await expect(runCards(page)).toContainText('Interrupted');
});

test('a database that cannot be opened at all is said, and begun anew when a person says so twice', async ({
  profile,
}) => {
  let page = await profile.open();
  await trainedRun(page, 'sea.txt');
  await profile.close();
  // A file where the database's folder was.
  const folder = await profile.databaseFolder();
  await rm(folder, { recursive: true });
  await writeFile(folder, 'x');

  page = await profile.open();
  const damaged = panel(page, 'What is stored here cannot be opened');
  await expect(damaged).toContainText('seems to be damaged');
  await bringEasyText(page, 'sky.txt', 100);
  await trainTiny(page);
  await expect(damaged).toContainText('“sky.txt” is in the memory of this tab');
  await rm(folder);
  await damaged.getByRole('button', { name: 'Delete it and begin anew' }).click();
  await expect(damaged).toContainText('cannot be brought back');
  await damaged.getByRole('button', { name: 'Delete everything stored' }).click();
  await expect(damaged).toHaveCount(0);
  await expect(page.getByRole('main').getByText('just now')).toBeVisible();
  await profile.close();
  page = await profile.open();
  await view(page, 'Library');
  await expect(runCards(page)).toHaveCount(1);
  await expect(runCards(page)).toContainText('sky.txt');
});

test('the writing thread ending in silence is said, and the next Write has a new one', async ({ page }) => {
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Write');
  await press(page, 'Write');
  await expect(region(page, 'Page')).toContainText(/[a-z ]{10}/);
  await expect(page.getByRole('button', { name: 'Write', exact: true })).toBeVisible();
  await choose(page, { Length: '10000' });
  await press(page, 'Write');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  const writing = page.workers().filter((worker) => /writing/.test(worker.url()));
  // Never answered: whoever should answer is gone.
  writing[writing.length - 1].evaluate(() => close()).catch(() => undefined);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('The writing thread ended unexpectedly');
  await press(page, 'New page');
  await choose(page, { Length: '60' });
  await press(page, 'Write');
  await expect(region(page, 'Page')).toHaveText(/^[^]{60}$/);
});

import { expect, type Page } from '@playwright/test';
import { test, untilKept } from './support.ts';

const OFFER = 'A new version of Unroll is ready.';

/** A mark that a reload would wipe out. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute('data-not-reloaded', ''));
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.hasAttribute('data-not-reloaded'));
}

/** What the browser does by itself now and then. */
async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
}

/** Did the version in charge stay? Asked after one more round trip to the browser's service worker machinery. */
async function isStillWaiting(page: Page): Promise<boolean> {
  await lookForUpdate(page);
  return page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
}

test('a new version waits for consent: no tab reloads, and the old one goes on until “Update now”', async ({
  page,
  host,
}) => {
  await page.goto(host.address);
  await untilKept(page);
  await mark(page);
  await host.deploy('next');
  await lookForUpdate(page);
  await expect(page.getByText(OFFER)).toBeVisible();
  expect(await isStillWaiting(page)).toBe(true);
  expect(await isMarked(page)).toBe(true);

  await page.reload();
  await expect(page.getByText(OFFER)).toBeVisible();
  await expect(page.locator('html')).not.toHaveAttribute('data-version');

  await page.getByRole('button', { name: 'Update now' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-version', 'next');
});

test('while one tab trains, no tab can bring in the new version; afterwards the consent is asked again', async ({
  page,
  context,
  host,
}) => {
  await page.goto(host.address);
  await untilKept(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await mark(page);

  await host.deploy('next');
  const other = await context.newPage();
  await other.goto(host.address);
  await mark(other);
  await lookForUpdate(other);
  await other.getByRole('button', { name: 'Update now' }).click();
  await expect(other.getByText('A run is training.')).toBeVisible();
  // Not even a page that does not ask first gets it.
  await other.evaluate(async () => {
    (await navigator.serviceWorker.ready).waiting?.postMessage({ type: 'SKIP_WAITING' });
  });
  expect(await isStillWaiting(other)).toBe(true);
  expect([await isMarked(page), await isMarked(other)]).toEqual([true, true]);

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();
  // The news goes away by itself, so it is looked for from before it can come.
  const told = expect(page.getByText('Unroll was updated in another tab.')).toBeVisible({ timeout: 60_000 });
  await other.getByRole('button', { name: 'Update now' }).click();
  await told;
  await expect(other.locator('html')).toHaveAttribute('data-version', 'next');
  expect(await isMarked(page)).toBe(true);
});

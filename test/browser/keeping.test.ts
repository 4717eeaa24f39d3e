/** What is done so that nothing is lost: saving when the page is left, staying awake, telling the end, keeping and bringing back. */
import { expect, type Page } from '@playwright/test';
import {
  bringEasyText,
  choose,
  lastStep,
  press,
  problem,
  runCards,
  TINY,
  trainedRun,
  trainTiny,
  view,
} from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

declare global {
  interface Window {
    /** Wake locks asked of the real browser, oldest first. */
    wakeLocks: { released: boolean }[];
    persistAsked: number;
  }
}

/** Notes what is asked of the browser and hands it on. */
async function watchBrowser(page: Page, answer: 'as it is' | 'granted' | 'refused' = 'as it is'): Promise<void> {
  await page.addInitScript((persistent) => {
    window.wakeLocks = [];
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = async (kind) => {
      const sentinel = await request(kind);
      window.wakeLocks.push(sentinel);
      return sentinel;
    };
    window.persistAsked = 0;
    const persist = navigator.storage.persist.bind(navigator.storage);
    navigator.storage.persist = async () => {
      window.persistAsked++;
      const given = await persist();
      return persistent === 'as it is' ? given : persistent === 'granted';
    };
    if (persistent !== 'as it is') {
      navigator.storage.persisted = () => Promise.resolve(persistent === 'granted' && window.persistAsked > 0);
    }
  }, answer);
}

function wakeLocks(page: Page): Promise<string[]> {
  return page.evaluate(() => window.wakeLocks.map(({ released }) => (released ? 'released' : 'held')));
}

/** As the browser does when another tab is chosen and this one again. */
async function become(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((wanted) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => wanted });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

/** Steps of the newest checkpoint, as the Library of another tab shows them. */
async function savedSteps(page: Page): Promise<number> {
  const text = await runCards(page).first().innerText();
  return Number(/([\d,]+) of [\d,]+ steps/.exec(text)?.[1]?.replaceAll(',', ''));
}

test('the screen stays on from the first step to the last, and the lock is taken again when the page is seen again', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['screen-wake-lock']);
  await watchBrowser(page);
  await page.goto('/');
  expect(await wakeLocks(page)).toEqual([]);
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await expect.poll(() => wakeLocks(page)).toEqual(['held']);
  await page.evaluate(() => (window.wakeLocks[0] as WakeLockSentinel).release());
  await become(page, 'visible');
  await expect.poll(() => wakeLocks(page)).toEqual(['released', 'held']);
  await press(page, 'Pause');
  await expect.poll(() => wakeLocks(page)).toEqual(['released', 'released']);
  await become(page, 'visible');
  await press(page, 'Resume');
  await expect.poll(() => wakeLocks(page)).toEqual(['released', 'released', 'held']);
  await press(page, 'Stop');
  await expect.poll(() => wakeLocks(page)).toEqual(['released', 'released', 'released']);
});

test('a page that is hidden saves at once: what was learned up to then is in the Library of another tab', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  const other = await context.newPage();
  await other.goto('/#library');
  const step = await lastStep(page);
  await become(page, 'hidden');
  await expect
    .poll(
      async () => {
        await become(other, 'visible');
        return savedSteps(other);
      },
      { timeout: 2000 },
    )
    .toBeGreaterThanOrEqual(step);
  await become(page, 'visible');
  await press(page, 'Stop');
});

test('“Saved” counts the seconds since the last checkpoint', async ({ page }) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await press(page, 'Pause');
  await expect(page.getByRole('main').getByText('just now')).toBeVisible();
  await expect(page.getByRole('main').getByText(/^[56] s ago$/)).toBeVisible({ timeout: 10_000 });
  await expect(page.getByRole('main').getByText(/^8 s ago$/)).toBeVisible({ timeout: 10_000 });
});

test('the browser is asked once to keep runs, at the first save, and the Library shows the space', async ({ page }) => {
  await watchBrowser(page, 'granted');
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  expect(await page.evaluate(() => window.persistAsked)).toBe(0);
  await trainTiny(page);
  await press(page, 'Pause');
  await expect.poll(() => page.evaluate(() => window.persistAsked)).toBe(1);
  await press(page, 'Resume');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeEnabled();
  await press(page, 'Stop');
  await view(page, 'Library');
  await expect(page.getByRole('main')).toContainText(/kept on this device, room for [\d.]+ [MG]B more/);
  await expect(page.getByRole('main')).toContainText('This browser has promised not to clear it.');
  expect(await page.evaluate(() => window.persistAsked)).toBe(1);
});

test('a run of two days ago that the browser may clear is offered for export, until it is exported or waved away', async ({
  page,
}) => {
  await watchBrowser(page, 'refused');
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Library');
  const offer = page.getByText('may clear it when the device runs short of space');
  await expect(runCards(page)).toHaveCount(1);
  await expect(offer).toHaveCount(0);

  await page.clock.install({ time: Date.now() + 2 * 24 * 3600 * 1000 });
  await page.reload();
  await expect(offer).toBeVisible();
  await page.getByRole('button', { name: 'Not needed' }).click();
  await expect(offer).toHaveCount(0);
  await page.reload();
  await expect(runCards(page)).toHaveCount(1);
  await expect(offer).toHaveCount(0);
});

test('a deleted run is gone from sight at once, comes back by Undo, and is still there after a reload within ten seconds', async ({
  page,
}) => {
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Library');
  await press(page, 'Delete');
  await expect(runCards(page)).toHaveCount(0);
  await press(page, 'Undo');
  await expect(runCards(page)).toHaveCount(1);

  await press(page, 'Delete');
  await expect(runCards(page)).toHaveCount(0);
  await page.reload();
  await expect(runCards(page)).toHaveCount(1);

  await press(page, 'Delete');
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeHidden({ timeout: 20_000 });
  await page.reload();
  await expect(page.getByText('No runs yet.')).toBeVisible();
});

test('the end of a run is told by a notification, if that was ticked and the browser allows it', async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['notifications'], { origin: baseURL ?? '' });
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const Real = Notification;
    window.Notification = class extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        told.push(title);
      }
    };
  });
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await view(page, 'Train');
  await choose(page, { ...TINY, Window: '64', 'Hidden units': '128', Passes: '200' });
  await press(page, 'Train');
  await page.getByRole('checkbox', { name: 'Notify me when it is done' }).check();
  await expect(problem(page)).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('Finished', { timeout: 120_000 });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { told: string[] }).told))
    .toEqual(['“sea.txt” has finished training']);
});

/** What a person may do while a run trains: press again, open another tab, choose another text, close the tab, reload. */
import { expect, type Page } from '@playwright/test';
import { bringEasyText, lastStep, lossRows, press, region, runCards, trainTiny, untilStep, view } from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

/**
 * Lets the training thread of a page do nothing, and hear nothing, until it is woken. Not within a save: what it writes
 * then would bar the database from every other tab.
 */
async function holdUp(page: Page): Promise<() => void> {
  let wake = (): void => {};
  const awake = new Promise<void>((resolve) => (wake = resolve));
  const asked = page.waitForRequest('**/held-up');
  await page.route('**/held-up', async (route) => {
    await awake;
    await route.fulfill({ body: '' });
  });
  const thread = page.workers().find((worker) => /training/.test(worker.url()));
  void thread?.evaluate(() => {
    const opening = indexedDB.open('unroll');
    opening.onsuccess = () => {
      const writing = opening.result.transaction(['runs', 'checkpoints'], 'readwrite');
      writing.oncomplete = () => {
        opening.result.close();
        const request = new XMLHttpRequest();
        request.open('GET', '/held-up', false);
        request.send();
      };
    };
  });
  await asked;
  return wake;
}

async function untilSaved(page: Page): Promise<void> {
  await expect(page.getByRole('main').getByText('just now')).toBeVisible();
}

test('while a run trains no view offers Train, and a text chosen now is said to be for the next run', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveCount(0);

  await bringEasyText(page, 'sky.txt', 100);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('A run is training. This text is for the next one.');

  await view(page, 'Train');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('sea.txt');
  await untilStep(page, (await lastStep(page)) + 20);
  await press(page, 'Stop');
  await expect(page.getByRole('main')).toContainText('Learns from sky.txt');
  await view(page, 'Library');
  await expect(runCards(page)).toContainText('sea.txt');
  await expect(runCards(page)).not.toContainText('sky.txt');
});

test('a run that trains in one tab is watched live in another, which trains a run of its own meanwhile', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await untilSaved(page);

  const other = await page.context().newPage();
  await other.goto('/');
  await expect(other.getByRole('main')).toContainText('“sea.txt” trains in another tab');
  await view(other, 'Library');
  await expect(runCards(other)).toContainText('Trains in another tab');
  for (const name of ['Resume', 'Delete', 'Rename sea.txt']) {
    await expect(runCards(other).getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  const missed = await lastStep(page);
  await press(other, 'Watch');
  await expect(region(other, 'Trains in another tab')).toContainText('You are looking on');
  for (const name of ['Pause', 'Stop', 'Apply']) {
    await expect(other.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  // The curve from its beginning, and on as it grows.
  await untilStep(other, (await lastStep(page)) + 20);
  expect((await lossRows(other))[0].step).toBeLessThan(missed / 2);
  await expect(region(other, 'Sample')).toContainText(/\w/);

  await bringEasyText(other, 'sky.txt', 100);
  await trainTiny(other);
  await untilStep(page, (await lastStep(page)) + 20);
  await press(other, 'Stop');
  await press(page, 'Stop');
  for (const tab of [page, other]) {
    await view(tab, 'Library');
    await expect(runCards(tab).getByRole('button', { name: 'Resume', exact: true })).toHaveCount(2);
  }
});

test('what is renamed, deleted, begun and paused in one tab is so in the other’s Library, without a reload', async ({
  page,
}) => {
  await page.goto('/');
  const other = await page.context().newPage();
  await other.goto('/');
  await view(other, 'Library');
  await expect(other.getByRole('main')).toContainText('No runs yet');

  await page.bringToFront();
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await expect(runCards(other)).toContainText('Trains in another tab');
  await press(page, 'Pause');
  await expect(runCards(other)).toContainText('Paused');
  await view(page, 'Library');
  await press(page, 'Rename sea.txt');
  await page.getByLabel('Name', { exact: true }).fill('The sea');
  await page.keyboard.press('Enter');
  await expect(runCards(other)).toContainText('The sea');
  await press(page, 'Delete');
  await expect(runCards(page)).toHaveCount(0);
  await expect(runCards(other)).toHaveCount(0, { timeout: 60_000 });
});

test('a run is taken over: it is saved by the tab that had it, which then looks on, and goes on from the same step', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await untilSaved(page);
  const other = await page.context().newPage();
  await other.goto('/');
  await press(other, 'Watch it learn');
  await untilStep(other, 20);
  const before = await lastStep(other);
  await press(other, 'Take over here');
  await expect(other.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await untilStep(other, before + 20);
  await expect(region(page, 'Trains in another tab')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0);
  await untilStep(page, (await lastStep(other)) + 20);

  // And back again.
  await press(page, 'Take over here');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect(region(other, 'Trains in another tab')).toBeVisible();
  await untilStep(other, (await lastStep(page)) + 20);
  // Whoever closes the tab that trains: the one that looks on offers Resume at once.
  await page.close();
  await expect(other.getByRole('button', { name: 'Resume', exact: true })).toBeVisible({ timeout: 2000 });
  await expect(other.getByRole('main')).toContainText('Interrupted');
});

test('a tab that does not answer is robbed only when the person says so, and stops once it is awake', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await untilSaved(page);
  const other = await page.context().newPage();
  await other.goto('/');
  await press(other, 'Watch it learn');
  await untilStep(other, 20);
  const wake = await holdUp(page);
  await press(other, 'Take over here');
  await expect(other.getByRole('alert')).toContainText('has not let go');
  await press(other, 'Take it all the same');
  await expect(other.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  wake();
  await expect(page.getByRole('status', { name: 'Messages' })).toContainText('while this one did not answer');
  await expect(region(page, 'Trains in another tab')).toBeVisible();
  await untilStep(page, (await lastStep(other)) + 20);
});

test('a run whose tab was closed is Interrupted, goes on from its checkpoint, and outlives a reload', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await untilSaved(page);
  const later = await page.context().newPage();
  await page.close();

  await later.goto('/');
  await expect(later.getByRole('main')).toContainText('was cut off at');
  await view(later, 'Library');
  await expect(runCards(later)).toContainText('Interrupted');
  const savedAt = Number(/([\d,]+) of [\d,]+ steps/.exec(await runCards(later).innerText())?.[1]?.replaceAll(',', ''));
  expect(savedAt).toBeGreaterThan(0);
  await runCards(later).getByRole('button', { name: 'Resume', exact: true }).click();
  await untilStep(later, savedAt + 20);
  await untilSaved(later);

  await later.reload();
  await view(later, 'Library');
  await expect(runCards(later)).toHaveCount(1);
  await expect(runCards(later)).toContainText('Interrupted');
});

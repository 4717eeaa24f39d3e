/** What a person may do while a run trains: press again, open another tab, choose another text, close the tab, reload. */
import { expect, test, type Page } from '@playwright/test';
import { bringEasyText, lastStep, press, runCards, trainTiny, untilStep, view } from './story.ts';

test.use({ serviceWorkers: 'block' });

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

test('a run that trains in one tab cannot be gone on with in another until it is paused; another run may train there', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await untilSaved(page);

  const other = await page.context().newPage();
  await other.goto('/');
  await view(other, 'Library');
  await expect(runCards(other)).toContainText('Open in another tab');
  await expect(runCards(other)).toContainText('Pause or stop it there');
  await expect(runCards(other).getByRole('button', { name: 'Resume', exact: true })).toHaveCount(0);
  await expect(runCards(other).getByRole('button', { name: 'Delete', exact: true })).toHaveCount(0);

  await bringEasyText(other, 'sky.txt', 100);
  await trainTiny(other);
  await untilStep(page, (await lastStep(page)) + 20);
  await press(other, 'Stop');
  await press(page, 'Stop');
  await view(page, 'Library');
  await expect(runCards(page)).toHaveCount(2);
  await view(other, 'Library');
  await expect(runCards(other).getByRole('button', { name: 'Resume', exact: true })).toHaveCount(2);
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

/** What the app does not withstand yet: in the long run alone, and named in docs/reliability.md. */
import { expect } from '@playwright/test';
import { runCards, view } from '../browser/story.ts';
import { test } from '../browser/support.ts';
import { begin, interruptedStep, resumeFrom, shownStep, untilSaved } from '../drills/run.ts';

test('the training thread ending in silence, without an error: within 2 s Resume is offered', async ({ page }) => {
  await page.goto('/');
  await begin(page);
  await untilSaved(page);
  const training = page.workers().filter((worker) => /training/.test(worker.url()));
  // Never answered: whoever should answer is gone.
  training[training.length - 1].evaluate(() => close()).catch(() => undefined);
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible({ timeout: 2000 });
});

test('another tab asking to delete the database: training goes on, and after a reload the run is there and goes on', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await begin(page);
  await untilSaved(page);
  const other = await context.newPage();
  // A page of the same origin without the app, whose own connection would be in the way.
  await other.goto('/manifest.webmanifest');
  await other.evaluate(() => void indexedDB.deleteDatabase('unroll'));
  const step = await shownStep(page);
  await expect.poll(() => shownStep(page)).toBeGreaterThan(step + 5);
  await other.close();
  await page.reload();
  await view(page, 'Library');
  await expect(runCards(page)).toHaveCount(1);
  await resumeFrom(page, await interruptedStep(page));
});

import { expect, test, type Page } from '@playwright/test';
import { MINUTES } from './playwright.config.ts';

/** What the page's own heap holds after a collection, in MB: the training worker's memory is its own. */
async function heapMegabytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return usedSize / 1e6;
}

async function lastStep(page: Page): Promise<number> {
  const figure = await page.getByRole('table', { name: /Loss/ }).locator('tbody tr').last().locator('th').innerText();
  return Number(figure.replaceAll(',', ''));
}

test(`training goes on for ${MINUTES} minutes: steps rise, and the page’s heap grows by less than 30 MB`, async ({
  page,
}) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto('/');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => lastStep(page), { timeout: 120_000 }).toBeGreaterThan(1);

  const heapAtStart = await heapMegabytes(page);
  const end = Date.now() + MINUTES * 60_000;
  let step = await lastStep(page);
  while (Date.now() < end) {
    const before = step;
    await expect.poll(() => lastStep(page), { timeout: 120_000, intervals: [5_000] }).toBeGreaterThan(before);
    step = await lastStep(page);
  }
  expect((await heapMegabytes(page)) - heapAtStart).toBeLessThan(30);

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  expect(problems).toEqual([]);
});

import { expect } from '@playwright/test';
import { isIsolated, test, untilKept } from './support.ts';

test('the page is cross-origin isolated at its first load from the server of npm start', async ({ page }) => {
  await page.goto('/');
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  expect(await isIsolated(page)).toBe(true);
});

test('on a host without headers the page is isolated after one reload, and with the host gone too', async ({
  page,
  host,
}) => {
  await page.goto(host.address);
  expect(await isIsolated(page)).toBe(false);
  await untilKept(page);

  await page.reload();
  expect(await isIsolated(page)).toBe(true);

  await host.close();
  await page.reload();
  expect(await isIsolated(page)).toBe(true);
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Write', exact: true })).toBeVisible();
});

test('on a host without headers the first visit works without isolation', async ({ page, host }) => {
  await page.goto(host.address);
  expect(await isIsolated(page)).toBe(false);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect
    .poll(async () => (await page.getByRole('region', { name: 'Sample' }).textContent())?.length, { timeout: 60_000 })
    .toBeGreaterThan(100);
});

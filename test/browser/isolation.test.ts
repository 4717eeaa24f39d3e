import { expect, test } from '@playwright/test';

test('the page is cross-origin isolated at its first load from the server of npm start', async ({ page }) => {
  await page.goto('/');
  expect(await page.evaluate(() => [crossOriginIsolated, navigator.serviceWorker.controller])).toEqual([true, null]);
});

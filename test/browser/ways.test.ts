/** Ways in and ways out beside the file picker and the export: a drop, a paste, a bundled text; Stop, Copy, Save. */
import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { choose, download, drop, easyText, press, region, runCards, trainedRun, untilStep, view } from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

test('a text dropped on any view is read, and a run dropped as safetensors comes into the Library', async ({
  page,
}) => {
  await page.goto('/');
  await view(page, 'Write');
  await drop(page, 'dropped.txt', Buffer.from(easyText(120)));
  await view(page, 'Text');
  await expect(region(page, 'dropped.txt')).toContainText(easyText(120).length.toLocaleString('en'));

  await trainedRun(page, 'sea.txt');
  await view(page, 'Library');
  const button = runCards(page).getByRole('button', { name: 'Export safetensors', exact: true });
  const { bytes } = await download(page, button);
  await drop(page, 'sea.safetensors', bytes);
  await expect(runCards(page)).toHaveCount(2);
  await expect(runCards(page).first()).toContainText('sea.txt (imported)');
});

test('the Chinese poems train from an embedding and write Chinese', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: '唐诗五绝' }).click();
  await expect(region(page, '唐诗五绝')).toContainText('3,643');
  await view(page, 'Train');
  await choose(page, { Cell: 'GRU', Layers: '1', 'Hidden units': '64', Input: 'Embedding', 'Embedding width': '32' });
  await press(page, 'Train');
  await untilStep(page, 60);
  await expect(region(page, 'Sample')).toContainText(/\p{Script=Han}{2}/u);
  await press(page, 'Stop');
  await view(page, 'Write');
  const opening: string = '白日依山尽，';
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(opening);
  await choose(page, { Length: '60' });
  await press(page, 'Write');
  await expect(region(page, 'Page')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  const written = (await region(page, 'Page').textContent()) ?? '';
  expect([...written]).toHaveLength([...opening].length + 60);
  expect(written.match(/\p{Script=Han}/gu)?.length).toBeGreaterThan(15);
});

test('a long writing stops at once on Stop, and what was written is copied and saved whole', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Write');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('the grey sea ');
  await choose(page, { Length: '100000', 'Top-k': '5', 'Top-p': '0.9' });
  await press(page, 'Write');
  await expect.poll(async () => (await region(page, 'Page').textContent())?.length).toBeGreaterThan(200);
  await page.getByRole('main').getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(region(page, 'Page')).toHaveAttribute('aria-busy', 'false');
  const written = (await region(page, 'Page').textContent()) ?? '';
  expect(written.length).toBeLessThan(100_000);
  // Another tells whether it is copied.
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'paused' })).toBeVisible();

  await press(page, 'Copy');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(written);
  const waiting = page.waitForEvent('download');
  await press(page, 'Save as .txt');
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/\.txt$/);
  expect(await readFile(await file.path(), 'utf8')).toBe(written);
});

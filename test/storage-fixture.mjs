/**
 * Writes test/fixtures/storage/vN.json: the database as the built app keeps it, with two runs, a text, a kept passage and the page of a run, for the tests of
 * later versions. `npm run build && node test/storage-fixture.mjs`, once for each version of the schema, when it is released.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview, runnerImport } from 'vite';
import { findChromium } from './chromium.mjs';

const folder = join(import.meta.dirname, 'fixtures/storage');
const { module } = await runnerImport(join(import.meta.dirname, 'unit/storage/database-copy.ts'), {
  configFile: false,
  logLevel: 'warn',
});
/** The smallest network there is, with a validation loss every few steps. */
const SETTINGS = { Layers: '1', 'Hidden units': '16', Window: '8', Batch: '4', Passes: '10000' };
const TEXT = 'The grey sea carries our ship.\nThe old captain answers the wind.\n'.repeat(30);

const server = await preview({ preview: { port: 4401 }, logLevel: 'error' });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
const page = await browser.newPage({ locale: 'en', serviceWorkers: 'block' });
const press = (name) => page.getByRole('button', { name, exact: true }).click();
const go = (name) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click();

/** Trains a moment, as often as there is to be a checkpoint. */
async function train(times) {
  for (let time = 0; time < times; time++) {
    await press(time === 0 ? 'Train' : 'Resume');
    // Some steps, and a checkpoint.
    await page.getByRole('main').getByText('just now').waitFor();
    await press('Pause');
    await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  }
}

await page.goto(server.resolvedUrls.local[0]);
await page
  .getByLabel('Choose files')
  .setInputFiles({ name: 'sea.txt', mimeType: 'text/plain', buffer: Buffer.from(TEXT) });
await page.getByRole('region', { name: 'sea.txt' }).getByText('The grey sea').first().waitFor();
for (const cell of ['RNN', 'GRU']) {
  await go('Train');
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  const closed = page.locator('summary', { hasText: 'Settings', hasNotText: 'of this run' });
  await stop.or(closed).first().waitFor();
  if (await stop.isVisible()) await stop.click();
  await closed.waitFor();
  if (!(await page.getByLabel('Cell', { exact: true }).isVisible())) await closed.click();
  await page.getByLabel('Cell', { exact: true }).selectOption({ label: cell });
  for (const [label, value] of Object.entries(SETTINGS)) await page.getByLabel(label, { exact: true }).fill(value);
  await train(3);
}
await go('Write');
await page.getByRole('textbox', { name: 'Text', exact: true }).fill('The grey sea ');
await press('Write');
await page.getByRole('status').filter({ hasText: 'a second, from step' }).waitFor();
await press('Keep');
await page.getByRole('region', { name: 'Kept passages', exact: true }).getByRole('article').waitFor();
// The page is stored when its window may go.
await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
await page.waitForFunction(
  () => localStorage.getItem('unroll.page-of') !== null && !localStorage.getItem('unroll.page-left')?.includes('text'),
);
const copy = await page.evaluate(module.copyDatabase, 'unroll');
await browser.close();
await server.close();

mkdirSync(folder, { recursive: true });
const file = join(folder, `v${copy.version}.json`);
writeFileSync(file, `${JSON.stringify(copy)}\n`);
console.log(`Wrote ${file}.`);

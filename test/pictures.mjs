/**
 * Takes the pictures of docs/pictures: each view, wide in light and on a phone in dark, of the built app after some
 * training. `npm run build && npm run pictures`; look at what comes out.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from './chromium.mjs';

const folder = join(import.meta.dirname, '../docs/pictures');
/** Enough for words. */
const STEPS = 500;
const LOOKS = [
  { name: 'wide-light', viewport: { width: 1280, height: 860 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
];

mkdirSync(folder, { recursive: true });
const server = await preview({ preview: { port: 4400 }, logLevel: 'error' });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
for (const { name, ...look } of LOOKS) {
  const page = await browser.newPage({ ...look, deviceScaleFactor: 1, locale: 'en', serviceWorkers: 'block' });
  const picture = (view) => page.screenshot({ path: join(folder, `${view}-${name}.png`), animations: 'disabled' });
  const go = (view) => page.getByRole('navigation').getByRole('link', { name: view, exact: true }).click();
  const press = (button) => page.getByRole('button', { name: button, exact: true }).click();

  await page.goto(server.resolvedUrls.local[0]);
  await picture('text');
  await press('Train');
  await page.getByRole('region', { name: 'Sample', exact: true }).getByText(/\w/).first().waitFor();
  await page.waitForFunction(
    (steps) => Number(/step ([\d,]+) of/.exec(document.body.innerText)?.[1].replaceAll(',', '')) >= steps,
    STEPS,
    { timeout: 600_000 },
  );
  await picture('train');
  await press('Pause');
  await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  await go('Write');
  await page.getByRole('textbox', { name: 'Prompt' }).fill('It was a dark ');
  await press('Write');
  await page.locator('[role=region][aria-label=Result][aria-busy=false], section[aria-busy=false]').first().waitFor();
  await picture('write');
  await go('Library');
  await page.getByRole('article').first().waitFor();
  await picture('library');
  await page.close();
}
await browser.close();
await server.close();

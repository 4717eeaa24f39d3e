/**
 * Takes the pictures of docs/pictures: each view of the built app after some training, wide and on a phone, in light and dark, in
 * English and Chinese. `npm run pictures`; look at what comes out.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from './chromium.mjs';

const folder = join(import.meta.dirname, '../docs/pictures');
/** Enough for words. */
const STEPS = 500;
const SIZES = { wide: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
/** What is pressed and looked for, and what a network is asked to go on from. */
const LANGUAGES = {
  en: {
    train: 'Train',
    sample: 'Sample',
    step: /step ([\d,]+) of/,
    pause: 'Pause',
    resume: 'Resume',
    prompt: 'Text',
    write: 'Write',
    begin: 'It was a dark ',
  },
  zh: {
    train: '开始训练',
    sample: '试写',
    step: /第 ([\d,]+) 步，共/,
    pause: '暂停',
    resume: '继续',
    prompt: '正文',
    write: '写',
    begin: '春',
    text: '唐诗五绝',
  },
};

mkdirSync(folder, { recursive: true });
const server = await preview({ preview: { port: 4400 }, logLevel: 'error' });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
for (const [language, words] of Object.entries(LANGUAGES)) {
  const page = await browser.newPage({ deviceScaleFactor: 1, locale: language, serviceWorkers: 'block' });
  const take = async (view) => {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of ['light', 'dark']) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        const name = [view, size, colorScheme, ...(language === 'en' ? [] : [language])].join('-');
        await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
      }
    }
  };
  const go = (view) => page.getByRole('navigation').locator(`a[href="#${view}"]`).click();
  const press = (button) => page.getByRole('button', { name: button, exact: true }).click();

  await page.goto(server.resolvedUrls.local[0]);
  await page.getByRole('button', { name: words.train, exact: true }).waitFor();
  if (words.text) await press(words.text);
  await take('text');
  await press(words.train);
  await page.getByRole('region', { name: words.sample, exact: true }).getByText(/\S/).first().waitFor();
  await page.waitForFunction(
    ({ source, steps }) => Number(new RegExp(source).exec(document.body.innerText)?.[1].replaceAll(',', '')) >= steps,
    { source: words.step.source, steps: STEPS },
    { timeout: 600_000 },
  );
  await take('train');
  await press(words.pause);
  await page.getByRole('button', { name: words.resume, exact: true }).waitFor();
  await go('write');
  await page.getByRole('textbox', { name: words.prompt, exact: true }).fill(words.begin);
  await press(words.write);
  await page.locator('section[aria-busy=false]').first().waitFor();
  await take('write');
  await go('library');
  await page.getByRole('article').first().waitFor();
  await take('library');
  await page.close();
}
await browser.close();
await server.close();

/** A text as large as a shelf of books: the page stays at hand while it is read. And whatever is done, nothing leaves the device. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { expect } from '@playwright/test';
import { disturb, LONG_TASK_MS, tasksWhile } from './main-thread.ts';
import { bringEasyText, choose, download, easyText, press, region, trainTiny, untilStep, view } from './story.ts';
import { test } from './support.ts';

const MEGABYTES = 50;

test(`${MEGABYTES} MB of text are read with no task of the page over ${LONG_TASK_MS} ms`, async ({
  page,
  browser,
}, info) => {
  const file = info.outputPath('shelf.txt');
  const chapter = easyText(30_000);
  const chapters = Math.ceil((MEGABYTES * 1_000_000) / chapter.length);
  await pipeline(
    (function* () {
      for (let number = 1; number <= chapters; number++) yield `Chapter ${number}\n${chapter}`;
    })(),
    createWriteStream(file),
  );
  await page.goto('/');
  // A first text, so that everything the page needs is loaded and drawn.
  await bringEasyText(page, 'sea.txt');
  await expect(page.getByText('Ready to work offline')).toBeVisible({ timeout: 60_000 });
  // A task that is too long is seen, or seeing none would mean nothing.
  expect(Math.max(...(await tasksWhile(browser, page, () => disturb(page))))).toBeGreaterThan(LONG_TASK_MS);

  const begun = performance.now();
  const tasks = await tasksWhile(browser, page, async () => {
    await page.getByLabel('Choose files').setInputFiles(file);
    await expect(page.getByRole('progressbar')).toBeVisible();
    await expect(region(page, 'shelf.txt')).toContainText(/5\d MB/, { timeout: 120_000 });
  });
  const seconds = (performance.now() - begun) / 1000;
  const longest = Math.max(...tasks);
  const description = `${seconds.toFixed(1)} s; the longest task of the page took ${longest.toFixed(1)} ms`;
  info.annotations.push({ type: 'reading', description });
  expect(longest).toBeLessThan(LONG_TASK_MS);

  // It is a text like any other: what it costs is told, and it trains.
  await trainTiny(page);
  await press(page, 'Stop');
});

test('from the first page to the exported network, every request goes to the app’s own origin', async ({
  page,
  baseURL,
  watch,
}) => {
  await page.goto('/');
  await expect(page.getByText('Ready to work offline')).toBeVisible({ timeout: 60_000 });
  await bringEasyText(page, 'diary.txt');
  await trainTiny(page);
  await untilStep(page, 100);
  await press(page, 'Stop');
  await view(page, 'Write');
  await choose(page, { Length: '80' });
  await press(page, 'Write');
  await expect(region(page, 'Page')).toHaveText(/^[^]{80}$/);
  await view(page, 'Library');
  await download(page, page.getByRole('button', { name: 'Export ONNX', exact: true }));
  expect(watch.requests.filter((address) => new URL(address).origin !== baseURL)).toEqual([]);
  // The requests of the threads and of the service worker are among them.
  for (const fetched of [/training-[^/]*\.js$/, /\.wasm$/, /samples\/sonnets\.txt$/]) {
    expect(watch.requests.filter((address) => fetched.test(address))).not.toEqual([]);
  }
  expect(watch.fromServiceWorkers).toBeGreaterThan(10);
});

/** Figures of the whole app, as a person meets it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { easyText, view } from '../../browser/story.ts';
import type { FirstSampleFigures, LoadingFigures } from '../report.ts';
import type { Stage } from '../stage.ts';
import { median, rounded } from '../statistics.ts';

const MEGABYTES = 50;
const VISITS = 3;
const PATIENCE_MS = 180_000;

/** Opens the app as a newcomer does, and waits until everything is kept, so that no download is measured. */
async function visit<Result>(stage: Stage, work: (page: Page) => Promise<Result>): Promise<Result> {
  const context = await stage.browser.newContext({ baseURL: await stage.appAddress() });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto('/');
    await page.getByText('Ready to work offline').waitFor();
    return await work(page);
  } finally {
    await context.close();
  }
}

/** From the press of Train, with nothing chosen, to the first text the network writes. */
export async function measureFirstSample(stage: Stage, say: (line: string) => void): Promise<FirstSampleFigures> {
  say('first sample');
  const seconds: number[] = [];
  for (let count = 0; count < VISITS; count++) seconds.push(await visit(stage, firstSample));
  return { seconds: rounded(median(seconds), 3) };
}

async function firstSample(page: Page): Promise<number> {
  const waiting = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let pressed = 0;
        addEventListener('click', () => (pressed ||= performance.now()), { capture: true });
        const observer = new MutationObserver(() => {
          const sample = document.querySelector('section[aria-label="Sample"]')?.textContent.trim() ?? '';
          if (sample === '') return;
          observer.disconnect();
          // When it has been painted.
          requestAnimationFrame(() => setTimeout(() => resolve((performance.now() - pressed) / 1000)));
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  return waiting;
}

/** A text as large as a shelf of books, from the choice of the file to what the page says of it. */
export async function measureLoading(stage: Stage, say: (line: string) => void): Promise<LoadingFigures> {
  say(`loading ${MEGABYTES} MB`);
  const folder = await mkdtemp(join(tmpdir(), 'unroll-bench-'));
  const file = join(folder, 'shelf.txt');
  try {
    const chapter = easyText(30_000);
    await writeFile(file, chapter.repeat(Math.ceil((MEGABYTES * 1_000_000) / chapter.length)));
    return await visit(stage, (page) => load(page, file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(page: Page, file: string): Promise<LoadingFigures> {
  await view(page, 'Text');
  // Seen by the page itself: from outside it would be looked at twice a second.
  const loaded = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const tasks: number[] = [];
        new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
          type: 'longtask',
        });
        Object.assign(window, { tasks });
        let chosen = 0;
        addEventListener('change', () => (chosen ||= performance.now()), { capture: true });
        const observer = new MutationObserver(() => {
          const figures = [...document.querySelectorAll('main dd')].map((figure) => figure.textContent.trim());
          if (!figures.some((figure) => /^5\d MB$/.test(figure))) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve((performance.now() - chosen) / 1000)));
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await page.getByLabel('Choose files').setInputFiles(file);
  const seconds = rounded(await loaded, 3);
  // A task under 50 ms is not reported; none was longer then.
  const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
  return { megabytes: MEGABYTES, seconds, longestTaskMilliseconds: Math.max(0, ...tasks) };
}

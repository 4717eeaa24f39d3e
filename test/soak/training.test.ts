/**
 * A long run of the bundled novel, as a person leaves it on overnight. Memory is what the browser says the page and its
 * workers hold together; storage what it says its database takes, held against the size of a checkpoint; speed is counted
 * in characters a second of processor time, so that a busy machine does not look like a slow app. Memory and speed are
 * fitted with a line, whose slope is judged.
 */
import { expect, type Browser, type CDPSession, type Page, type TestInfo } from '@playwright/test';
import { DATABASE } from '../../src/storage/schema.ts';
import { test } from '../browser/support.ts';
import { drill, type Passed } from '../drills/drill.ts';
import { megabytes } from './memory.ts';
import { MINUTES } from './playwright.config.ts';

const WARM_UP_SECONDS = 60;
const SAMPLE_SECONDS = 60;
/** What the database may take, in checkpoints: those that are kept, and as many again that it has not cleared away yet. */
const MOST_CHECKPOINTS_HELD = 10;

interface Sample {
  readonly minutes: number;
  readonly megabytes: number;
  readonly storedMegabytes: number;
  readonly characters: number;
  readonly processorSeconds: number;
}

/** What the database takes on the device, as the browser tells it. */
function storedMegabytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const estimate = (await navigator.storage.estimate()) as { usageDetails?: { indexedDB?: number } };
    return (estimate.usageDetails?.indexedDB ?? 0) / 1e6;
  });
}

/** The newest checkpoint: when it was saved, and its size. */
function newestCheckpoint(page: Page): Promise<{ savedAt: number; megabytes: number }> {
  return page.evaluate(
    (name) =>
      new Promise<{ savedAt: number; megabytes: number }>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = reject;
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction('checkpoints').objectStore('checkpoints').openCursor(null, 'prev');
          reading.onerror = reject;
          reading.onsuccess = () => {
            database.close();
            const { savedAt, byteLength } = reading.result?.value as { savedAt: number; byteLength: number };
            resolve({ savedAt, megabytes: byteLength / 1e6 });
          };
        };
      }),
    DATABASE,
  );
}

/** Processor time of all renderers since they began. */
async function processorSeconds(browser: CDPSession): Promise<number> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

async function stepsTaken(page: Page): Promise<number> {
  const text = await page.getByText(/^step [\d,]+ of/).innerText();
  return Number(/step ([\d,]+) of/.exec(text)?.[1].replaceAll(',', ''));
}

/** Least squares: the slope of y over x. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (which: 0 | 1): number => points.reduce((sum, point) => sum + point[which], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return covariance / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

test(
  `${MINUTES} minutes of training: memory rises by less than 1 MB a minute at no more than 400 MB, storage stays within ${MOST_CHECKPOINTS_HELD} checkpoints, and speed falls by less than 5 %`,
  { tag: '@long-training' },
  ({ page, browser }, info) => drill('long-training', (passed) => trainLong(page, browser, info, passed)),
);

async function trainLong(page: Page, browser: Browser, info: TestInfo, passed: Passed): Promise<void> {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto('/#train');
  await page.locator('summary', { hasText: 'Settings' }).click();
  await page.getByLabel('Passes', { exact: true }).fill('10000');
  const window = Number(await page.getByLabel('Window', { exact: true }).inputValue());
  const lanes = Number(await page.getByLabel('Batch', { exact: true }).inputValue());
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => stepsTaken(page), { timeout: 120_000 }).toBeGreaterThan(20);

  const devtools = await browser.newBrowserCDPSession();
  const samples: Sample[] = [];
  const saved = new Set<number>();
  const begun = Date.now();
  const at = (): number => (Date.now() - begun) / 60_000;
  while (at() < MINUTES) {
    const due = begun + (WARM_UP_SECONDS + samples.length * SAMPLE_SECONDS) * 1000;
    // The browser measures when it next collects, which may take most of a minute; checkpoints are counted meanwhile.
    let held: number | null = null;
    const measuring = megabytes(page).then((measured) => (held = measured));
    await expect
      .poll(async () => (saved.add((await newestCheckpoint(page)).savedAt), held !== null && Date.now() > due), {
        timeout: 180_000,
        intervals: [1000],
      })
      .toBe(true);
    samples.push({
      minutes: at(),
      megabytes: await measuring,
      storedMegabytes: await storedMegabytes(page),
      characters: (await stepsTaken(page)) * window * lanes,
      processorSeconds: await processorSeconds(devtools),
    });
    const {
      minutes,
      megabytes: heldThen,
      storedMegabytes: stored,
      characters,
      processorSeconds: spent,
    } = samples[samples.length - 1];
    process.stdout.write(
      `${minutes.toFixed(1)} min: ${heldThen.toFixed(1)} MB, ${stored.toFixed(1)} MB stored, ${saved.size} checkpoints, ` +
        `${characters} characters in ${spent.toFixed(0)} s\n`,
    );
  }

  const speeds = samples.slice(1).map((sample, index): [number, number] => {
    const before = samples[index];
    const speed = (sample.characters - before.characters) / (sample.processorSeconds - before.processorSeconds);
    return [sample.minutes, speed];
  });
  const memorySlope = slope(samples.map((sample) => [sample.minutes, sample.megabytes]));
  const meanSpeed = speeds.reduce((sum, [, speed]) => sum + speed, 0) / speeds.length;
  const drift = (slope(speeds) * MINUTES) / meanSpeed;
  const summary = `memory ${memorySlope.toFixed(3)} MB a minute, speed ${meanSpeed.toFixed(0)} characters a processor second, drift ${(100 * drift).toFixed(1)} % over ${MINUTES} minutes`;
  process.stdout.write(`${summary}\n`);
  info.annotations.push({ type: 'soak', description: summary });
  const { megabytes: checkpoint } = await newestCheckpoint(page);
  expect(memorySlope).toBeLessThan(1);
  expect(Math.max(...samples.map((sample) => sample.megabytes))).toBeLessThan(400);
  // The novel itself is in it too.
  const stored = Math.max(...samples.map((sample) => sample.storedMegabytes));
  expect(stored).toBeLessThan(MOST_CHECKPOINTS_HELD * checkpoint + 5);
  expect(drift).toBeGreaterThan(-0.05);

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  expect(problems).toEqual([]);
  saved.forEach(() => passed(memorySlope));
}

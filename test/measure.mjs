/**
 * What a person feels of the built app, measured in Chromium: from the press on Train to the first sample, how long the page
 * takes to answer while it trains, and (on Linux) the memory of the whole browser while a phone trains and writes. `npm run measure`.
 */
import { readFileSync } from 'node:fs';
import { chromium, devices } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from './chromium.mjs';

const ROUNDS = 3;
const PRESSES = 40;

const server = await preview({ preview: { port: 4450 }, logLevel: 'error' });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});

/** Milliseconds from the press to the first characters the network wrote, on a page opened for the first time. */
async function firstSample() {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  await page.goto(server.resolvedUrls.local[0]);
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await train.waitFor();
  // Seen by the page itself: from outside it would be looked at twice a second.
  const shown = page.evaluate(
    () =>
      new Promise((resolve) => {
        let pressed = 0;
        addEventListener('click', () => (pressed ||= performance.now()), { capture: true });
        const observer = new MutationObserver(() => {
          if (!document.querySelector('section[aria-label="Sample"]')?.textContent.trim()) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await train.click();
  return { page, took: await shown };
}

/** Milliseconds until the page showed something new, for presses of many kinds while it trains; and tasks of over 50 ms. */
async function answers(page) {
  await page.evaluate(() => {
    window.seen = { events: [], tasks: [] };
    const watch = (type, keep, options) =>
      new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, ...options });
    watch('event', ({ interactionId, duration }) => interactionId && window.seen.events.push(duration), {
      durationThreshold: 16,
    });
    watch('longtask', ({ duration }) => window.seen.tasks.push(duration));
  });
  const keys = ['j', 'l', 'k', 'g', '?', 'Escape', '1', '2', '4', '2'];
  for (let press = 0; press < PRESSES; press++) {
    await page.keyboard.press(keys[press % keys.length]);
    await page.waitForTimeout(150);
  }
  const { events, tasks } = await page.evaluate(() => window.seen);
  return { events: events.sort((one, other) => one - other), tasks };
}

/** Megabytes that the processes of the browser hold, what they share counted once; null where the system does not tell. */
async function browserMegabytes(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  try {
    const kibibytes = processInfo.map(
      ({ id }) => /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1],
    );
    return (kibibytes.reduce((sum, each) => sum + Number(each), 0) * 1024) / 1e6;
  } catch {
    return null;
  }
}

/** A phone opens the app, keeps it for offline, trains a network, and writes 500 characters with it: what each takes of memory. */
async function phoneMemory() {
  const context = await browser.newContext(devices['Pixel 7']);
  const page = await context.newPage();
  const session = await browser.newBrowserCDPSession();
  const blank = await browserMegabytes(session);
  const button = (name) => page.getByRole('button', { name, exact: true });
  await page.goto(server.resolvedUrls.local[0]);
  await page.getByText('Ready to work offline').waitFor();
  const opened = await browserMegabytes(session);
  await button('Train').click();
  await page.getByText(/pass 2 of/).waitFor({ timeout: 180_000 });
  const training = await browserMegabytes(session);
  await button('Pause').click();
  await button('Resume').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Write' }).click();
  await button('Write').click();
  await page.locator('section[aria-busy=false]').first().waitFor({ timeout: 60_000 });
  const writing = await browserMegabytes(session);
  await context.close();
  return { blank, opened, training, writing };
}

const rounds = [];
for (let round = 0; round < ROUNDS; round++) {
  const { page, took } = await firstSample();
  rounds.push({ took, ...(await answers(page)) });
  await page.close();
}
const memory = await phoneMemory();
await browser.close();
await server.close();

const took = rounds.map((round) => Math.round(round.took)).sort((one, other) => one - other);
const events = rounds.flatMap((round) => round.events).sort((one, other) => one - other);
const tasks = rounds.flatMap((round) => round.tasks);
console.log(`press to first sample: ${took[1]} ms (all: ${took.join(', ')})`);
console.log(
  `interaction to next paint while training, 95th percentile: ${events[Math.floor(events.length * 0.95)] ?? 'under 16'} ms of ${events.length} events over 16 ms, ${ROUNDS * PRESSES} presses`,
);
console.log(
  `tasks of the main thread over 50 ms by the clock: ${tasks.length}, the longest ${Math.max(0, ...tasks)} ms`,
);
const shownMegabytes = Object.entries(memory).map(([when, megabytes]) => `${when} ${Math.round(megabytes)} MB`);
console.log(
  memory.blank === null
    ? 'memory of the browser: this system does not tell'
    : `memory of the whole browser on a phone: ${shownMegabytes.join(', ')}`,
);

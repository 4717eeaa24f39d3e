/**
 * What a person feels of the built app, measured in Chromium: from the press on Train to the first sample, and how long the page
 * takes to answer while it trains. `npm run measure`.
 */
import { chromium } from '@playwright/test';
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
  await train.evaluate((button) => button.addEventListener('click', () => (window.pressed = performance.now())));
  await train.click();
  const sample = page.getByRole('region', { name: 'Sample', exact: true }).getByText(/\S/).first();
  await sample.waitFor();
  const took = await page.evaluate(() => performance.now() - window.pressed);
  return { page, took };
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

const rounds = [];
for (let round = 0; round < ROUNDS; round++) {
  const { page, took } = await firstSample();
  rounds.push({ took, ...(await answers(page)) });
  await page.close();
}
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

/** A first visit over a bad line: what could not be kept is not promised, and the next visit makes up for it. */
import { expect, type Page } from '@playwright/test';
import { builtFiles, type Failure } from '../browser/static-host.ts';
import { keptFiles, test } from '../browser/support.ts';
import { SOAK, times } from './counts.ts';
import { drill } from './drill.ts';

const READY = 'Ready to work offline';
const FAILURES: readonly Failure[] = ['lost', 'missing', 'cut'];

/** What is tried: each file in each way, or the start page, a script and the largest file in one way each. */
async function tries(): Promise<{ path: string; how: Failure }[]> {
  const sizes = await builtFiles();
  const paths = Object.keys(sizes).sort();
  if (SOAK) return paths.flatMap((path) => FAILURES.map((how) => ({ path, how })));
  const largest = paths.reduce((one, other) => (sizes[one] >= sizes[other] ? one : other));
  const script = paths.find((path) => /training-.*\.js$/.test(path))!;
  return ['/index.html', script, largest].map((path, at) => ({ path, how: FAILURES[at] }));
}

/** Is a service worker there, or on its way? */
function isKeeping(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
}

test(
  'a file that does not come at the first visit: ready to work offline is said only when all is there, after the next visit',
  { tag: '@precache-fails' },
  async ({ browser, host, watch }) => {
    const all = await tries();
    test.setTimeout(all.length * 60_000);
    const files = await builtFiles();
    await drill('precache-fails', async (passed) => {
      for (const failing of all.slice(0, times('precache-fails'))) {
        const context = await browser.newContext();
        await watch.follow(context);
        const page = await context.newPage();
        const before = host.failed;
        host.fail(failing);
        await page.goto(host.address);
        await expect.poll(() => host.failed).toBeGreaterThan(before);
        await expect.poll(() => isKeeping(page)).toBe(false);
        await expect(page.getByText(READY), `${failing.path} ${failing.how}`).toHaveCount(0);
        host.fail(null);
        await page.reload();
        await expect(page.getByText(READY)).toBeVisible();
        expect(await keptFiles(page), `${failing.path} ${failing.how}`).toEqual(files);
        await context.setOffline(true);
        await page.reload();
        await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
        await context.close();
        passed();
      }
    });
  },
);

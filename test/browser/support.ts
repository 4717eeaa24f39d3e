/** What several tests of the installed app need. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, test as base, type BrowserContext, type Page } from '@playwright/test';
import { launchOptions } from './browser.ts';
import { StaticHost } from './static-host.ts';

interface Fixtures {
  /** A host that sends no headers. */
  readonly host: StaticHost;
  /** A browser with a profile on disk, as a person's is; the usual one of tests counts as a private window. */
  readonly profile: BrowserContext;
}

export const test = base.extend<Fixtures>({
  host: async ({}, use) => {
    const host = await StaticHost.start();
    await use(host);
    await host.close();
  },
  profile: async ({ baseURL }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'unroll-profile-'));
    const context = await chromium.launchPersistentContext(folder, { ...launchOptions(), baseURL: baseURL ?? '' });
    await use(context);
    await context.close();
    await rm(folder, { recursive: true, force: true });
  },
});

/** Waits until the whole app is kept and the service worker answers for this page. */
export async function untilKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  });
}

export function isIsolated(page: Page): Promise<boolean> {
  return page.evaluate(() => crossOriginIsolated);
}

/** What several tests of the installed app need. All of them fail when a request leaves this machine or the policy is violated. */
import { expect, test as base, type Page } from '@playwright/test';
import { Profile } from '../drills/profile.ts';
import { StaticHost } from './static-host.ts';
import { Watch } from './watch.ts';

interface Fixtures {
  /** Set it where violations are provoked on purpose: the test itself then says which. */
  readonly provokes: boolean;
  /** What the browser asked for and what the policy refused. Browsers that a test starts itself must be followed by it. */
  readonly watch: Watch;
  /** A host that sends no headers. */
  readonly host: StaticHost;
  /** A browser with a profile on disk, as a person's is; the usual one of tests counts as a private window. */
  readonly profile: Profile;
}

/** The annotation in which each test says, as JSON, how much was seen of what. */
export const SEEN = 'seen';

export interface Seen {
  readonly requests: number;
  readonly elsewhere: number;
  readonly violations: number;
}

export const test = base.extend<Fixtures>({
  provokes: [false, { option: true }],
  watch: [
    async ({ provokes }, use, info) => {
      const watch = new Watch();
      await use(watch);
      if (provokes) return;
      const { requests, elsewhere, violations } = watch;
      const seen: Seen = { requests: requests.length, elsewhere: elsewhere.length, violations: violations.length };
      info.annotations.push({ type: SEEN, description: JSON.stringify(seen) });
      expect(elsewhere).toEqual([]);
      expect(violations).toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    await watch.follow(context);
    await use(context);
  },
  host: async ({}, use) => {
    const host = await StaticHost.start();
    await use(host);
    await host.close();
  },
  profile: async ({ baseURL, watch, serviceWorkers }, use) => {
    const profile = await Profile.make(baseURL ?? '', watch, serviceWorkers);
    await use(profile);
    await profile.remove();
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

/** The files that are kept for offline use, by path, with their sizes. */
export function keptFiles(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const sizes: Record<string, number> = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const body = await (await cache.match(request))?.arrayBuffer();
        sizes[new URL(request.url).pathname] = body?.byteLength ?? 0;
      }
    }
    return sizes;
  });
}

export function isIsolated(page: Page): Promise<boolean> {
  return page.evaluate(() => crossOriginIsolated);
}

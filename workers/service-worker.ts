/**
 * Keeps the whole app on the device, and makes it cross-origin isolated and shut in on hosts that send no such headers:
 * every answer that comes from here carries them. See docs/decisions/0001-service-worker-isolation.md.
 */
import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { withAppHeaders } from '../src/shared/isolation.ts';
import { SKIP_WAITING, TRAINING_LOCK } from '../src/shared/updates.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

addPlugins([{ handlerWillRespond: ({ response }) => Promise.resolve(withAppHeaders(response)) }]);
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));

// The first page opened becomes ours at once: what it loads later (a worker, the runtime) is then there offline too.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A new version takes over only when the user says so, and never while any tab trains: old files go with the old version.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type !== SKIP_WAITING) return;
  event.waitUntil(takeOverUnlessTraining());
});

async function takeOverUnlessTraining(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  if (held.some((lock) => lock.name?.startsWith(TRAINING_LOCK))) return;
  await self.skipWaiting();
}

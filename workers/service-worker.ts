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

// The end of a run was told by a notification: a press on it brings the app back to sight.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(showApp());
});

async function showApp(): Promise<void> {
  const page = (await self.clients.matchAll({ type: 'window' })).at(0);
  if (page) await page.focus();
  else await self.clients.openWindow(self.registration.scope);
}

async function takeOverUnlessTraining(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  if (held.some((lock) => lock.name?.startsWith(TRAINING_LOCK))) return;
  await self.skipWaiting();
}

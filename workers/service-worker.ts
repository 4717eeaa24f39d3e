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
import { DROP_SHARED, SHARE_PATH, SHARED_MARK, TAKE_SHARED } from '../src/shared/sharing.ts';
import { SKIP_WAITING, TRAINING_LOCK } from '../src/shared/updates.ts';
import { ShareTarget } from '../src/workbench/share-target.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

addPlugins([{ handlerWillRespond: ({ response }) => Promise.resolve(withAppHeaders(response)) }]);
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// What another app shares is posted here, see docs/decisions/0008-ways-in.md. The page that is opened for it asks for it.
const scope = self.registration.scope;
const shares = new ShareTarget(caches, scope, () => `${Date.now()}-${crypto.randomUUID()}`);
registerRoute(
  ({ url }) => url.href.split(/[?#]/)[0] === new URL(SHARE_PATH, scope).href,
  async ({ request }) => {
    // A post that is no form brings nothing: the page finds that nothing waits, and says so.
    await shares.receive(request).catch(() => undefined);
    return Response.redirect(new URL(`./?${SHARED_MARK}#text`, scope).href, 303);
  },
  'POST',
);

registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));

// The first page opened becomes ours at once: what it loads later (a worker, the runtime) is then there offline too.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A new version takes over only when the user says so, and never while any tab trains: old files go with the old version.
self.addEventListener('message', (event) => {
  const type = (event.data as { type?: unknown } | null)?.type;
  if (type === SKIP_WAITING) event.waitUntil(takeOverUnlessTraining());
  else if (type === TAKE_SHARED) event.waitUntil(shares.waiting().then((items) => event.ports[0].postMessage(items)));
  else if (type === DROP_SHARED) event.waitUntil(shares.drop());
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

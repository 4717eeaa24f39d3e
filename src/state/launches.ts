/** How the app was opened: with files, by another app's share sheet, by a link with settings, or by a shortcut. */
import { watchLaunches } from '../client/launches.ts';
import { takeShared } from '../client/shared-in.ts';
import { SHARED_MARK } from '../shared/sharing.ts';
import type { App } from './app.svelte.ts';
import { viewAt } from './routes.ts';

/** Follows them from now on. */
export function followLaunches(page: Window, app: Pick<App, 'arrivals' | 'view'>): void {
  if (new URLSearchParams(page.location.search).has(SHARED_MARK)) {
    // Taken once: a reload asks for nothing.
    page.history.replaceState(null, '', page.location.pathname + page.location.hash);
    void takeShared(page.navigator.serviceWorker).then((shared) => app.arrivals.receive(shared));
  }
  const openLink = (hash: string): boolean => {
    if (!app.arrivals.linked.open(hash)) return false;
    app.view.go('train');
    // Opened once: a reload opens nothing.
    page.history.replaceState(null, '', `${page.location.pathname}#train`);
    return true;
  };
  openLink(page.location.hash);
  page.addEventListener('hashchange', () => openLink(page.location.hash));
  watchLaunches(page, ({ files, address }) => {
    if (files.length > 0) void app.arrivals.bring(files);
    else if (address !== null && openLink(address.hash)) return;
    // A shortcut was pressed while the app was open: the page stays, and shows that view.
    else if (address !== null && address.hash !== '') app.view.go(viewAt(address.hash));
  });
}

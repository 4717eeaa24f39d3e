/**
 * The service worker as the page sees it. "Ready to work offline" is said once, and an update waits until it is asked
 * for: only the tab that asked reloads, so a tab that trains is never taken away.
 */
import { SKIP_WAITING, TRAINING_LOCK } from '../shared/updates.ts';

export interface UpdateListener {
  /** Everything the app needs is stored: it works with the network off. Told at the first installation only. */
  readonly offlineReady: () => void;
  /** A new version is waiting. `apply` starts it and reloads this tab, or answers `training` and changes nothing. */
  readonly updateWaiting: (apply: () => Promise<'applied' | 'training'>) => void;
  /** Another tab started a new version; this one goes on with the old until it is reloaded. */
  readonly updatedElsewhere: () => void;
}

/** What an update touches outside of itself. */
export interface UpdateSurroundings {
  readonly reload: () => void;
  /** Does a run train, in this tab or another? */
  readonly trains: () => Promise<boolean>;
}

const SURROUNDINGS: UpdateSurroundings = { reload: () => window.location.reload(), trains: anyTabTrains };

/**
 * Registers the service worker at `address` when the page is `ready`, for storing a whole app takes a while of both
 * cores, and reports what becomes of it. Does nothing where there are none.
 */
export async function watchUpdates(
  container: ServiceWorkerContainer | undefined,
  address: string,
  listener: UpdateListener,
  ready: Promise<unknown>,
  { reload, trains }: UpdateSurroundings = SURROUNDINGS,
): Promise<void> {
  if (!container) return;
  let asked = false;
  let controlled = container.controller !== null;

  container.addEventListener('controllerchange', () => {
    if (asked) reload();
    else if (controlled) listener.updatedElsewhere();
    controlled = true;
  });

  await ready;
  const registration = await container.register(address, { updateViaCache: 'none' });
  const offer = (waiting: ServiceWorker): void =>
    listener.updateWaiting(async () => {
      if (await trains()) return 'training';
      asked = true;
      waiting.postMessage({ type: SKIP_WAITING });
      return 'applied';
    });

  if (registration.waiting && registration.active) offer(registration.waiting);
  const follow = (installing: ServiceWorker | null): void => {
    if (!installing) return;
    const first = registration.active === null;
    installing.addEventListener('statechange', () => {
      if (installing.state === 'installed' && !first) offer(installing);
      if (installing.state === 'activated' && first) listener.offlineReady();
    });
  };
  follow(registration.installing);
  registration.addEventListener('updatefound', () => follow(registration.installing));
}

/** Training holds a Web Lock, whichever tab it runs in. */
async function anyTabTrains(): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name?.startsWith(TRAINING_LOCK));
}

/** Whether the app is ready to work offline, and whether a new version waits to be let in. */
import { watchUpdates, type UpdateListener } from '../client/updates.ts';

/** How long news that asks nothing stays, in milliseconds. */
const NEWS_MS = 10_000;

export class Updates {
  #apply = $state.raw<(() => Promise<'applied' | 'training'>) | null>(null);
  #isReadyOffline = $state(false);
  #isOutdated = $state(false);
  #waitsForTraining = $state(false);

  /** True once, for a while after the first installation. */
  get isReadyOffline(): boolean {
    return this.#isReadyOffline;
  }

  /** A new version waits for the user's word. */
  get isWaiting(): boolean {
    return this.#apply !== null;
  }

  /** It was asked for, but a run trains in this tab or another: the word is needed again afterwards. */
  get waitsForTraining(): boolean {
    return this.#waitsForTraining;
  }

  /** Another tab runs a newer version than this one. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  /**
   * Follows the service worker at `address`, which is registered when the page is `ready`. Where none is allowed, all works
   * but the offline start: nothing is said.
   */
  async follow(container: ServiceWorkerContainer | undefined, address: string, ready: Promise<unknown>): Promise<void> {
    try {
      const listener: UpdateListener = {
        offlineReady: () => {
          this.#isReadyOffline = true;
          setTimeout(() => (this.#isReadyOffline = false), NEWS_MS);
        },
        updateWaiting: (apply) => (this.#apply = apply),
        updatedElsewhere: () => {
          // What waited is now in charge: there is nothing left to let in, only this tab to reload.
          this.#apply = null;
          this.#isOutdated = true;
        },
      };
      await watchUpdates(container, address, listener, ready);
    } catch {
      this.#apply = null;
    }
  }

  async update(): Promise<void> {
    this.#waitsForTraining = (await this.#apply?.()) === 'training';
  }

  dismiss(): void {
    this.#isReadyOffline = false;
    this.#isOutdated = false;
    this.#apply = null;
    this.#waitsForTraining = false;
  }
}

/** What surrounds the page: whether there is a network, and a screen that should stay on while a run trains. */
import { watchNetwork } from '../client/device.ts';
import { WakeLock } from '../client/wake-lock.ts';

export class Surroundings {
  readonly #wakeLock: WakeLock;
  #isOnline = $state(true);

  constructor({ document, navigator }: Window) {
    this.#wakeLock = new WakeLock(document, 'wakeLock' in navigator ? navigator.wakeLock : undefined);
    watchNetwork((online) => (this.#isOnline = online));
  }

  get isOnline(): boolean {
    return this.#isOnline;
  }

  keepAwake(awake: boolean): void {
    if (awake) this.#wakeLock.hold();
    else this.#wakeLock.release();
  }
}

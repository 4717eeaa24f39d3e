/** Whether the app can be installed here, and how. */
import { Installing, type Installable } from '../client/installing.ts';
import { ways } from '../messages/ways.ts';
import type { Notices } from './notices.svelte.ts';

export class Installation {
  #installable = $state<Installable>(null);
  #installing: Installing | null = null;
  #notices: Notices | null = null;

  /** Follows what the browser offers, from now on. */
  follow(page: Window, notices: Notices): void {
    this.#notices = notices;
    this.#installing = new Installing(page, {
      changed: (installable) => (this.#installable = installable),
      installed: () => notices.say(ways.install.installed),
    });
  }

  get isOffered(): boolean {
    return this.#installable !== null;
  }

  /** By the browser's dialog; where there is none, says how it is done by hand. */
  async install(): Promise<void> {
    if (this.#installable === 'by-hand') this.#notices?.say(ways.install.onApple);
    else await this.#installing?.ask();
  }
}

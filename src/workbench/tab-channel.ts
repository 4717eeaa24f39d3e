import { TABS, type TabMessage } from '../shared/tabs.ts';

/** How a tab speaks to all others. What it says itself it does not hear. */
export interface TabChannel {
  post(message: TabMessage): void;
  /** Returns how to stop. */
  listen(hear: (message: TabMessage) => void): () => void;
}

export class BroadcastTabChannel implements TabChannel {
  readonly #channel = new BroadcastChannel(TABS);

  post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }

  listen(hear: (message: TabMessage) => void): () => void {
    const listener = (event: MessageEvent<TabMessage>): void => hear(event.data);
    this.#channel.addEventListener('message', listener);
    return () => this.#channel.removeEventListener('message', listener);
  }
}

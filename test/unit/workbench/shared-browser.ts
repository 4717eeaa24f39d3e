/**
 * What the tabs of one browser share beside storage, with the semantics of Web Locks and BroadcastChannel. A `pause` tells
 * how many turns pass before a tab hears of something, so that a test may try many orders of events.
 */
import type { TabMessage } from '../../../src/shared/tabs.ts';
import { WebLocks, type Locking } from '../../../src/workbench/lock.ts';
import type { TabChannel } from '../../../src/workbench/tab-channel.ts';

interface Request {
  readonly tab: Tab;
  readonly name: string;
  readonly mode: LockMode;
  readonly grant: () => void;
  readonly refuse: (reason: unknown) => void;
}

type Granted = (lock: Lock | null) => unknown;

/** A tab as the browser knows it: what it holds, and what it hears. */
export class Tab implements TabChannel {
  readonly #browser: SharedBrowser;
  readonly #listeners = new Set<(message: TabMessage) => void>();
  /** Messages arrive in the order they were sent in. */
  #inbox: Promise<void> = Promise.resolve();
  isAlive = true;
  readonly locks: Locking;

  constructor(browser: SharedBrowser) {
    this.#browser = browser;
    this.locks = new WebLocks(browser.lockManager(this));
  }

  post(message: TabMessage): void {
    if (this.isAlive) this.#browser.deliver(this, structuredClone(message));
  }

  listen(hear: (message: TabMessage) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  receive(message: TabMessage, later: () => Promise<void>): void {
    this.#inbox = this.#inbox.then(later).then(() => {
      if (this.isAlive) for (const hear of [...this.#listeners]) hear(message);
    });
  }

  /** The browser takes back what a tab that is gone had, and it hears nothing more. */
  kill(): void {
    this.isAlive = false;
    this.#browser.takeBack(this);
  }
}

export class SharedBrowser {
  readonly #held: Request[] = [];
  readonly #waiting: Request[] = [];
  readonly #tabs: Tab[] = [];
  readonly #turns: () => number;
  /** All that was said, to see what is not. */
  readonly said: TabMessage[] = [];

  constructor(turns: () => number = () => 0) {
    this.#turns = turns;
  }

  open(): Tab {
    const tab = new Tab(this);
    this.#tabs.push(tab);
    return tab;
  }

  /** The names of all locks that are held and begin so. */
  held(prefix: string): string[] {
    return this.#held.map(({ name }) => name).filter((name) => name.startsWith(prefix));
  }

  deliver(from: Tab, message: TabMessage): void {
    this.said.push(message);
    for (const tab of this.#tabs) if (tab !== from && tab.isAlive) tab.receive(message, () => this.#later());
  }

  takeBack(tab: Tab): void {
    for (const list of [this.#held, this.#waiting]) {
      for (const request of list.filter((each) => each.tab === tab)) list.splice(list.indexOf(request), 1);
    }
    this.#grantWhatIsFree();
  }

  lockManager(tab: Tab): LockManager {
    const request = (name: string, options: LockOptions, granted: Granted): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const release = (): void => {
          this.#held.splice(0, this.#held.length, ...this.#held.filter((each) => each !== own));
          this.#grantWhatIsFree();
        };
        const run = async (): Promise<void> => {
          await this.#later();
          if (!tab.isAlive) return;
          try {
            resolve(await granted({ name, mode: own.mode }));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          } finally {
            release();
          }
        };
        const refuse = (reason: unknown): void => {
          void this.#later().then(() => {
            if (tab.isAlive) reject(reason instanceof Error ? reason : new Error(String(reason)));
          });
        };
        const own: Request = { tab, name, mode: options.mode ?? 'exclusive', grant: () => void run(), refuse };
        this.#ask(own, options);
      });
    const query = (): Promise<LockManagerSnapshot> =>
      Promise.resolve({ held: this.#held.map(({ name, mode }) => ({ name, mode })), pending: [] });
    return { request, query } as LockManager;
  }

  #ask(request: Request, { signal, steal = false }: LockOptions): void {
    if (signal?.aborted === true) {
      request.refuse(signal.reason);
      return;
    }
    if (steal) {
      const robbed = this.#held.filter(({ name }) => name === request.name);
      for (const each of robbed) {
        this.#held.splice(this.#held.indexOf(each), 1);
        each.refuse(new DOMException('Lock broken by another request with the steal option.', 'AbortError'));
      }
      this.#waiting.unshift(request);
    } else {
      this.#waiting.push(request);
      signal?.addEventListener('abort', () => {
        if (!this.#waiting.includes(request)) return;
        this.#waiting.splice(this.#waiting.indexOf(request), 1);
        request.refuse(signal.reason);
        this.#grantWhatIsFree();
      });
    }
    this.#grantWhatIsFree();
  }

  #grantWhatIsFree(): void {
    const closed = new Set<string>();
    for (const request of [...this.#waiting]) {
      const { name, mode } = request;
      const holders = this.#held.filter((each) => each.name === name);
      const fits = holders.length === 0 || (mode === 'shared' && holders.every((each) => each.mode === 'shared'));
      if (closed.has(name) || !fits) {
        closed.add(name);
        continue;
      }
      this.#waiting.splice(this.#waiting.indexOf(request), 1);
      this.#held.push(request);
      request.grant();
    }
  }

  async #later(): Promise<void> {
    for (let turns = this.#turns(); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
  }
}

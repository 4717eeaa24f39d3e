/** Keeps the screen on. Where the browser cannot, or the battery is low, nothing is said: training goes on all the same. */

/** What is used of `navigator.wakeLock`. */
export interface WakeLockSource {
  request(kind: 'screen'): Promise<{ readonly released: boolean; release(): Promise<void> }>;
}

export class WakeLock {
  readonly #page: Document;
  readonly #source: WakeLockSource | undefined;
  #sentinel: Awaited<ReturnType<WakeLockSource['request']>> | null = null;
  #isWanted = false;
  #isAsking = false;

  constructor(page: Document, source: WakeLockSource | undefined) {
    this.#page = page;
    this.#source = source;
    // The browser takes the lock away from a page that is hidden, and does not give it back by itself.
    page.addEventListener('visibilitychange', () => void this.#take());
  }

  hold(): void {
    this.#isWanted = true;
    void this.#take();
  }

  release(): void {
    this.#isWanted = false;
    const sentinel = this.#sentinel;
    this.#sentinel = null;
    sentinel?.release().catch(() => {});
  }

  async #take(): Promise<void> {
    const isHeld = this.#sentinel !== null && !this.#sentinel.released;
    if (!this.#source || !this.#isWanted || isHeld || this.#isAsking) return;
    if (this.#page.visibilityState !== 'visible') return;
    this.#isAsking = true;
    try {
      this.#sentinel = await this.#source.request('screen');
    } catch {
      this.#sentinel = null;
    } finally {
      this.#isAsking = false;
    }
    // It may have been let go of while the browser was thinking.
    if (this.#letGo()) this.release();
  }

  #letGo(): boolean {
    return !this.#isWanted;
  }
}

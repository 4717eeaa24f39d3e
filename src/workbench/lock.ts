/** Something held until it is released. */
export interface Lock {
  /** Resolves when everyone can see that it is free. */
  release(): Promise<void>;
  /** Resolves when another tab has taken it away; never otherwise. */
  readonly lost: Promise<void>;
}

/** What is used of the browser's locks. All tabs share their names. */
export interface Locking {
  /** Holds `name` for this tab alone, or gives null when it is still another's as `patience` ends. */
  hold(name: string, patience: AbortSignal): Promise<Lock | null>;
  /** Holds `name` at once, and takes it away from whoever has it. */
  steal(name: string): Promise<Lock>;
  /** Resolves when nobody holds `name`, or when `signal` says to wait no longer. */
  freed(name: string, signal?: AbortSignal): Promise<void>;
  /** All names that any tab holds. None where nobody can be asked. */
  held(): Promise<ReadonlySet<string>>;
}

/** Held without asking: nobody can take it away. */
const UNASKED: Lock = { release: () => Promise.resolve(), lost: new Promise(() => undefined) };

/**
 * The Web Locks of the browser. Where there are none, or the browser refuses them as it refuses storage, nobody else is
 * asked: without storage no other tab can have the run. A tab that holds one is not frozen while it computes in the
 * background.
 */
export class WebLocks implements Locking {
  readonly #locks: LockManager | undefined;

  constructor(locks: LockManager | undefined) {
    this.#locks = locks;
  }

  hold(name: string, patience: AbortSignal): Promise<Lock | null> {
    return this.#request(name, { signal: patience });
  }

  async steal(name: string): Promise<Lock> {
    return (await this.#request(name, { steal: true })) ?? UNASKED;
  }

  async freed(name: string, signal?: AbortSignal): Promise<void> {
    if (this.#locks === undefined || signal?.aborted === true) return;
    const options = signal === undefined ? {} : { signal };
    try {
      // Shared, so that those who wait do not wait for each other.
      await this.#locks.request(name, { mode: 'shared', ...options }, () => undefined);
    } catch (error) {
      if (!isGivenUp(error) && !isRefused(error)) throw error;
    }
  }

  async held(): Promise<ReadonlySet<string>> {
    if (this.#locks === undefined) return new Set();
    try {
      const { held = [] } = await this.#locks.query();
      return new Set(held.map(({ name }) => name).filter((name) => name !== undefined));
    } catch (error) {
      if (isRefused(error)) return new Set();
      throw error;
    }
  }

  #request(name: string, options: LockOptions): Promise<Lock | null> {
    const locks = this.#locks;
    if (locks === undefined) return Promise.resolve(UNASKED);
    return new Promise((resolve, reject) => {
      let isHeld = false;
      let lose = (): void => {};
      const lost = new Promise<void>((resolve) => (lose = resolve));
      const over = locks
        .request(name, options, () => {
          isHeld = true;
          return new Promise<void>((free) => {
            const release = async (): Promise<void> => {
              free();
              await over;
            };
            resolve({ release, lost });
          });
        })
        .catch((error: unknown) => {
          if (isHeld) lose();
          else if (isGivenUp(error)) resolve(null);
          else if (isRefused(error)) resolve(UNASKED);
          else reject(error instanceof Error ? error : new Error(String(error)));
        });
    });
  }
}

function isGivenUp(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'AbortError' || error.name === 'TimeoutError');
}

function isRefused(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'SecurityError';
}

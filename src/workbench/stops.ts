/** Work of one kind that can be stopped: all of it that is under way, at once. */
export class Stops {
  readonly #reason: () => Error;
  readonly #going = new Set<AbortController>();

  /** @param reason what work that is stopped rejects with. */
  constructor(reason: () => Error) {
    this.#reason = reason;
  }

  async during<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const going = new AbortController();
    this.#going.add(going);
    try {
      return await work(going.signal);
    } finally {
      this.#going.delete(going);
    }
  }

  /** Resolves when it is told; whoever waits for the work hears of its end. */
  stop(): Promise<void> {
    for (const going of this.#going) going.abort(this.#reason());
    return Promise.resolve();
  }
}

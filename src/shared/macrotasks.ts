/**
 * Lets other events of this thread happen between two pieces of work. A message does so at once, where a timer would be
 * held back to a second in a hidden tab.
 */
export class Macrotasks {
  readonly #channel = new MessageChannel();

  /** Resolves after the events that are waiting now. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#channel.port1.onmessage = () => resolve();
      this.#channel.port2.postMessage(null);
    });
  }

  close(): void {
    this.#channel.port1.close();
  }
}

/** The moments that count: older ones fade with this time constant. */
const MEMORY_SECONDS = 4;

/** Symbols a second over the last few seconds of training, as an exponentially fading mean. */
export class Pace {
  #symbols = 0;
  #seconds = 0;

  add(symbols: number, seconds: number): void {
    const faded = Math.exp(-seconds / MEMORY_SECONDS);
    this.#symbols = this.#symbols * faded + symbols;
    this.#seconds = this.#seconds * faded + seconds;
  }

  /** Null before anything was done. */
  get perSecond(): number | null {
    return this.#seconds > 0 ? this.#symbols / this.#seconds : null;
  }
}

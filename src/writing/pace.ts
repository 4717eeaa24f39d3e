/** When writing lets messages arrive, and when it hands on what it has. */
import { Macrotasks } from '../shared/macrotasks.ts';
import type { Passage } from '../shared/writing-worker.ts';

/** How long it works before it lets a message such as stop arrive, in milliseconds. */
const SLICE_MS = 16;
/** The least time between two pieces of text, in milliseconds: about thirty a second. */
const CHUNK_MS = 33;

export class Pace {
  readonly #hear: (piece: Passage) => void;
  readonly #shouldStop: () => boolean;
  readonly #macrotasks = new Macrotasks();
  #sliceBegan = performance.now();
  #lastChunk = -Infinity;
  #pending = '';
  #probabilities: number[] = [];

  constructor(hear: (piece: Passage) => void, shouldStop: () => boolean) {
    this.#hear = hear;
    this.#shouldStop = shouldStop;
  }

  /** At the end of a slice: lets waiting messages arrive, and asks whether to stop. */
  async stops(): Promise<boolean> {
    if (performance.now() - this.#sliceBegan < SLICE_MS) return false;
    await this.#macrotasks.next();
    this.#sliceBegan = performance.now();
    return this.#shouldStop();
  }

  say(symbol: string, probability: number): void {
    this.#pending += symbol;
    this.#probabilities.push(probability);
    const now = performance.now();
    if (now - this.#lastChunk < CHUNK_MS) return;
    this.#lastChunk = now;
    this.#flush();
  }

  /** Hands on what is left, also after a failure: what was written stays. */
  close(): void {
    this.#flush();
    this.#macrotasks.close();
  }

  #flush(): void {
    if (this.#pending === '') return;
    this.#hear({ text: this.#pending, probabilities: Float32Array.from(this.#probabilities) });
    this.#pending = '';
    this.#probabilities = [];
  }
}

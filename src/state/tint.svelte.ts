/** Whether the page shows how likely each of its characters is; what is not known of it is then read. */
import type { Writing } from './writing.svelte.ts';

/** A person who types is left alone for so long, in milliseconds. */
const QUIET_MS = 400;

export class Tint {
  readonly #writing: Writing;
  #isOn = $state(false);
  /** The text whose probabilities are known, and what holds them. */
  #known: { readonly text: string; readonly reader: string } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  toggle(): void {
    this.#isOn = !this.#isOn;
    if (this.#isOn) this.look(0);
  }

  /** The page, or who reads it, may be another: reads it again when nothing has happened for a while. */
  look(quiet: number = QUIET_MS): void {
    clearTimeout(this.#timer);
    if (this.#isOn) this.#timer = setTimeout(() => void this.#read(), quiet);
  }

  async #read(): Promise<void> {
    const writing = this.#writing;
    const { text } = writing.page;
    const reader = `${writing.runId} ${writing.step}`;
    const isKnown = this.#known?.text === text && this.#known.reader === reader;
    if (isKnown || text === '' || !writing.canWrite) return;
    try {
      const read = await writing.pen.read({ text, leadIn: writing.leadInFor(text.length) });
      // It gave way to something else, after which this is asked again; or what is folded lies elsewhere.
      if (read === null || read.text !== text) return;
      writing.page.learn(text, read.probabilities);
      this.#known = { text, reader };
    } catch {
      // Who writes with this network is told why; what is not known is not tinted.
    }
  }
}

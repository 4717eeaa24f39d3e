/** What of the written text is copied from the text it was learned from: looked up once it is written. */
import type { CopiedClient } from '../client/copied.ts';
import type { CopiedReport } from '../shared/copied.ts';
import { messageOf } from '../shared/errors.ts';
import type { TextReference } from '../shared/run.ts';
import type { Writing } from './writing.svelte.ts';

/** `unkept`: the text it was learned from is not on this device. */
export type CopiedPhase = 'resting' | 'indexing' | 'comparing' | 'known' | 'unkept' | 'failed';

export class Copied {
  readonly #client: Pick<CopiedClient, 'index' | 'compare' | 'end'>;
  readonly #contentOf: (hash: string) => Promise<Blob | null>;
  #phase = $state<CopiedPhase>('resting');
  #text = $state.raw<TextReference | null>(null);
  #written = $state('');
  #report = $state.raw<CopiedReport | null>(null);
  #problem = $state<string | null>(null);
  /** Which comparison is the last: what an earlier one finds is of no interest. */
  #turn = 0;

  /** `contentOf` gives a text by its hash, or null where it is not kept. */
  constructor(
    client: Pick<CopiedClient, 'index' | 'compare' | 'end'>,
    contentOf: (hash: string) => Promise<Blob | null>,
  ) {
    this.#client = client;
    this.#contentOf = contentOf;
  }

  get phase(): CopiedPhase {
    return this.#phase;
  }

  get isBusy(): boolean {
    return this.#phase === 'indexing' || this.#phase === 'comparing';
  }

  /** The text that is compared with. */
  get text(): TextReference | null {
    return this.#text;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** What was found in `written`; null when that is not what was looked at. */
  reportOf(written: string): CopiedReport | null {
    return written === this.#written ? this.#report : null;
  }

  /** Looks at each text once it is written. `textOf` gives the text that a run learned from. */
  follow(writing: Pick<Writing, 'onBegin' | 'onWritten'>, textOf: (runId: string) => TextReference | null): void {
    writing.onBegin = () => this.forget();
    writing.onWritten = (runId, written) => {
      const text = textOf(runId);
      if (text !== null) void this.compare(text, written);
    };
  }

  /** Looks for what `written` has in common with a text. */
  async compare(text: TextReference, written: string): Promise<void> {
    const turn = this.#begin('indexing');
    this.#text = text;
    this.#written = written;
    try {
      const content = await this.#contentOf(text.hash);
      if (turn !== this.#turn) return;
      if (content === null) {
        this.#phase = 'unkept';
        return;
      }
      await this.#client.index(text.hash, content);
      if (turn !== this.#turn) return;
      this.#phase = 'comparing';
      const report = await this.#client.compare(written);
      if (turn !== this.#turn) return;
      this.#report = report;
      this.#phase = 'known';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#problem = messageOf(error);
      this.#phase = 'failed';
    }
  }

  /** Stops looking, at once. */
  skip(): void {
    if (this.isBusy) this.#client.end();
    this.#begin('resting');
  }

  /** What was found no longer matters: something else is being written. A text being sorted will be of use then too. */
  forget(): void {
    this.#begin('resting');
  }

  #begin(phase: CopiedPhase): number {
    this.#phase = phase;
    this.#report = null;
    this.#problem = null;
    this.#turn += 1;
    return this.#turn;
  }
}

/** What of the written text is copied from the text it was learned from: looked up once it is written. */
import type { CopiedClient } from '../client/copied.ts';
import type { CopiedPassage, CopiedReport } from '../shared/copied.ts';
import { messageOf } from '../shared/errors.ts';
import type { TextReference } from '../shared/run.ts';
import { TimeLeft } from './time-left.ts';
import { copiedByNetwork } from './copied-by-network.ts';

/** `unkept`: the text it was learned from is not on this device. */
export type CopiedPhase = 'resting' | 'indexing' | 'comparing' | 'known' | 'unkept' | 'failed';

export interface IndexingProgress {
  /** Share done, 0 to 1. */
  readonly share: number;
  readonly secondsLeft: number;
}

export class Copied {
  readonly #client: Pick<CopiedClient, 'index' | 'compare' | 'end'>;
  readonly #contentOf: (hash: string) => Promise<Blob | null>;
  readonly #now: () => number;
  #phase = $state<CopiedPhase>('resting');
  #text = $state.raw<TextReference | null>(null);
  #written = $state('');
  #report = $state.raw<CopiedReport | null>(null);
  #problem = $state<string | null>(null);
  #progress = $state.raw<IndexingProgress | null>(null);
  /** Which comparison is the last: what an earlier one finds is of no interest. */
  #turn = 0;

  /** `contentOf` gives a text by its hash, or null where it is not kept. */
  constructor(
    client: Pick<CopiedClient, 'index' | 'compare' | 'end'>,
    contentOf: (hash: string) => Promise<Blob | null>,
    now: () => number = () => performance.now(),
  ) {
    this.#client = client;
    this.#contentOf = contentOf;
    this.#now = now;
  }

  get phase(): CopiedPhase {
    return this.#phase;
  }

  /** How far the text is sorted; null until it can be told when it will be. */
  get progress(): IndexingProgress | null {
    return this.#phase === 'indexing' ? this.#progress : null;
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

  /** The passages found that stand in `text` too, as far as it begins like what was looked at. */
  passagesIn(text: string): readonly CopiedPassage[] {
    if (this.#report === null) return [];
    const { passages } = this.#report;
    if (text.startsWith(this.#written)) return passages;
    return passages.filter(({ end }) => text.startsWith(this.#written.slice(0, end)));
  }

  /**
   * Looks for what `written` has in common with a text.
   * @param own for each code unit, 1 where a person wrote it: what they copied is theirs to know.
   */
  async compare(text: TextReference, written: string, own: Uint8Array | null = null): Promise<void> {
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
      const time = new TimeLeft(this.#now);
      await this.#client.index(text.hash, content, (share) => {
        const secondsLeft = time.at(share);
        if (turn === this.#turn && secondsLeft !== null) this.#progress = { share, secondsLeft };
      });
      if (turn !== this.#turn) return;
      this.#phase = 'comparing';
      const report = await this.#client.compare(written);
      if (turn !== this.#turn) return;
      this.#report = own === null ? report : copiedByNetwork(report, written, own);
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
    this.#progress = null;
    this.#turn += 1;
    return this.#turn;
  }
}

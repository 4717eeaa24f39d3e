/** The page of Write as it is kept over a visit, one for each run, and gone with it. */
import type { LeadIn } from './writing-worker.ts';

export interface KeptPage {
  readonly runId: string;
  /** Epoch milliseconds. */
  readonly savedAt: number;
  readonly text: string;
  /** How many code units in a row are by one hand: a person's, the network's, a person's, and so on; the first may be 0. */
  readonly hands: readonly number[];
  /** Where the network goes on, in code units; null is the end. */
  readonly place: number | null;
  /** As in the form, by their names; '' for one that is left empty. */
  readonly settings: Readonly<Record<string, number | ''>>;
  readonly leadIn: LeadIn | null;
  /** What it was last written with; null where no network has written yet. */
  readonly writer: { readonly name: string; readonly step: number } | null;
}

/** The longest page that is kept, in UTF-16 code units. */
export const LONGEST_PAGE = 500_000;

export interface PageKeeping {
  /** The page of a run; null where none is kept. Throws StorageError when it cannot be read. */
  page(runId: string): Promise<KeptPage | null>;
  /**
   * Keeps the page of a run, unless the run is not stored, or a later page of it is. No other tab is told. Throws
   * InputError when it is longer than any is kept, StorageError when the browser refuses.
   */
  keepPage(page: KeptPage): Promise<void>;
}

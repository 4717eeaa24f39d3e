/** What of a written text stands word for word in the text a network learned from. */

export interface CopiedPassage {
  /** Where it begins and ends in what was written, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Characters of the text before the first place where it stands. */
  readonly place: number;
  /** The line of that place, the first is 1. */
  readonly line: number;
  /** How many places of the text have all of it. */
  readonly times: number;
  /** The text around that place. */
  readonly before: string;
  readonly after: string;
}

export interface CopiedReport {
  /** Characters that were written, and how many of them are copied. */
  readonly characters: number;
  readonly copied: number;
  /** The fewest characters side by side that count as copied. */
  readonly leastLength: number;
  /** In the order they were written, none overlapping another. */
  readonly passages: readonly CopiedPassage[];
}

/** The worker that looks passages up, as the page sees it. */
export interface CopiedWorker {
  /**
   * Sorts a text (UTF-8) unless it is the one sorted last.
   * @param hash tells texts apart.
   * @param report hears the share done, 0 to 1.
   */
  index(hash: string, text: Blob, report: (share: number) => void): Promise<void>;
  /** What of `written` stands in that text. */
  compare(written: string): Promise<CopiedReport>;
}

/** A passage of a page that a person keeps, with how it came about. */
export interface KeptPassage {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly keptAt: number;
  readonly text: string;
  /** What it was written with; null where no network has written yet. */
  readonly writer: {
    readonly runId: string;
    /** What the run was called then: it may be gone. */
    readonly name: string;
    readonly step: number;
  } | null;
  readonly settings: {
    readonly temperature: number;
    readonly topK: number;
    readonly topP: number;
    readonly seed: number;
  };
}

/** The longest that is kept, in UTF-16 code units: they are all read whenever they are listed. */
export const LONGEST_PASSAGE = 500_000;

/** Who keeps them. */
export interface PassageKeeping {
  /** All of them, the newest first. Throws StorageError when they cannot be read. */
  passages(): Promise<readonly KeptPassage[]>;
  /**
   * Keeps one; again, under the same id, in its place. Throws InputError when it is longer than any is kept, StorageError
   * when the browser refuses.
   */
  keepPassage(passage: KeptPassage): Promise<void>;
  removePassage(id: string): Promise<void>;
}

/** Where those of a backup come from, and go to. */
export interface PassageShelf extends Pick<PassageKeeping, 'passages'> {
  /** Puts passages beside those that are there, all or none; one whose id is there already is passed over. */
  bring(passages: readonly KeptPassage[]): Promise<void>;
}

/**
 * What the tabs of one browser say to each other, from training worker to training worker. Who may write a run is decided
 * by Web Locks alone; messages only tell, ask and refuse, so one that is lost harms nothing.
 */
import type { ProgressReport, RunSummary } from './run.ts';

/** The BroadcastChannel all tabs share. */
export const TABS = 'unroll-tabs';

/** The lock `HOLD:<run>:<writer>` is held as long as that writer has the run: whoever waits for it learns of the end. */
export const HOLD = 'unroll-hold';

/** The lock `WATCH:<watcher>` is held as long as that watcher watches. */
export const WATCH = 'unroll-watch';

export type TabMessage =
  /** What is stored has changed: the write is committed. */
  | { readonly kind: 'changed' }
  /** A run trains here from now on. */
  | { readonly kind: 'began'; readonly runId: string }
  /** I watch this run: tell me what was so far, and then all that comes. */
  | { readonly kind: 'watch'; readonly runId: string; readonly watcher: string }
  /** The run as it stands, for one watcher. */
  | { readonly kind: 'soFar'; readonly watcher: string; readonly run: RunSummary }
  | { readonly kind: 'progress'; readonly report: ProgressReport }
  /** I want to go on with this run: save it and let go. The answer is its lock, or a refusal. */
  | { readonly kind: 'letGo'; readonly runId: string; readonly asker: string }
  | { readonly kind: 'kept'; readonly asker: string; readonly reason: string };

/** What a tab's page hears of other tabs. */
export type TabNews =
  /** Read the library anew. */
  | { readonly kind: 'changed' }
  /** A run that was this tab's is another's now: it was asked for and let go of, or taken while this tab did not answer. */
  | { readonly kind: 'taken'; readonly name: string; readonly wasAsked: boolean };

/** What is heard of a run that is watched: first how it stands, then each report. */
export type WatchNews =
  { readonly kind: 'soFar'; readonly run: RunSummary } | { readonly kind: 'progress'; readonly report: ProgressReport };

/** What is done with the run a tab looks at. */
import type { ProgressReport, RunSummary } from '../shared/run.ts';

export type Verb = 'starting' | 'resuming' | 'taking' | 'pausing' | 'stopping';

/** What begins a run, given what hears of it. */
export type Start = (report: (progress: ProgressReport) => void) => Promise<RunSummary>;

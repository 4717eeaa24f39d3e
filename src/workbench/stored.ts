import { StateError } from '../shared/errors.ts';
import type { RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';
import type { Keeping } from '../storage/memory-store.ts';
import { withoutTab } from './run-summary.ts';

/** @throws StateError when there is no such run. */
export async function storedRun(store: Keeping, runId: string): Promise<RunSummary> {
  const run = await store.run(runId);
  if (run === null) throw new StateError('This run is no longer in the Library. Reload the page to see what is.');
  return withoutTab(run);
}

/** @throws StateError when there is no such text. */
export async function storedText(store: Keeping, textId: string): Promise<{ summary: TextSummary; content: Blob }> {
  const found = await store.text(textId);
  if (found === null) throw new StateError('This text is no longer kept here. Choose it again in Text.');
  return found;
}

import { keeping } from '../messages/keeping.ts';
import { training } from '../messages/training.ts';
import { StateError } from '../shared/errors.ts';
import type { RunSummary, TextReference } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';
import { notInLibrary } from '../storage/failures.ts';
import type { Keeping } from '../storage/memory-store.ts';
import { withoutTab } from './run-summary.ts';

/** @throws StateError when there is no such run. */
export async function storedRun(store: Keeping, runId: string): Promise<RunSummary> {
  const run = await store.run(runId);
  if (run === null) throw notInLibrary();
  return withoutTab(run);
}

/** @throws StateError when there is no such text. */
export async function storedText(store: Keeping, textId: string): Promise<{ summary: TextSummary; content: Blob }> {
  const found = await store.text(textId);
  if (found === null) throw new StateError(keeping.textGone);
  return found;
}

/** @throws StateError when a run's text is not on this device. */
export async function textOfRun(
  store: Keeping,
  { name, hash, characters }: TextReference,
): Promise<{ summary: TextSummary; content: Blob }> {
  const found = await store.textByHash(hash);
  if (found !== null) return found;
  throw new StateError(training.textMissing(name, characters));
}

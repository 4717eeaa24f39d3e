/** Says in plain words what the browser's storage refused, and what can be done. */
import { isExpectedFailure, StateError, StorageError } from '../shared/errors.ts';
import type { RunSummary } from '../shared/run.ts';

const NOTHING_KEPT =
  'This browser does not let Unroll keep anything here (a private window, or storage for this site is blocked). ' +
  'Allow it in the browser’s site settings, or use a normal window; until then, export what you want to keep.';

/**
 * The failure to show for an error of IndexedDB. One of ours passes as it is.
 * @param doing what was tried, to follow “could not”: “save the run”.
 */
export function storageFailure(error: unknown, doing: string): Error {
  if (isExpectedFailure(error)) return error;
  const name = isRefusal(error) ? 'SecurityError' : error instanceof Error ? error.name : 'Error';
  return new StorageError(explanation(name, error, doing), { cause: error });
}

/** Chromium's way of saying that storage is blocked for this site: an UnknownError, told apart by its words alone. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'UnknownError' && /denied permission/i.test(error.message);
}

function explanation(name: string, error: unknown, doing: string): string {
  switch (name) {
    case 'QuotaExceededError':
      return (
        `Unroll could not ${doing}: the browser has no room left for it. What was saved before is kept. ` +
        'Free space on the device or remove runs in the Library; an export keeps this one as a file.'
      );
    case 'VersionError':
      return (
        'What is stored here was written by a newer version of Unroll than this one, and was left untouched. ' +
        'Close all tabs of Unroll and open it again to get the newer version.'
      );
    case 'SecurityError':
    case 'InvalidStateError':
      return `Unroll could not ${doing}. ${NOTHING_KEPT}`;
    case 'AbortError':
      return (
        `Unroll could not ${doing}: the browser broke it off. What was saved before is kept. ` +
        'Try again; if it happens once more, free space on the device or export the run as a file.'
      );
    default: {
      const detail = error instanceof Error ? `${name}: ${error.message}` : String(error);
      return (
        `Unroll could not ${doing} (${detail}). What was saved before is kept. ` +
        'Try again; if it happens once more, export the run as a file and reload the page.'
      );
    }
  }
}

/** For a browser without IndexedDB at all. */
export function noStorage(): StorageError {
  return new StorageError(NOTHING_KEPT);
}

/** For a database that another tab with an older version of the app keeps open. */
export function heldByAnotherTab(): StorageError {
  return new StorageError(
    'Another tab of Unroll is open in an older version and holds the stored runs. Close it, then reload this page.',
  );
}

/** For a checkpoint that was pruned since it was listed. */
export function noLongerKept(step: number): StateError {
  return new StateError(`The checkpoint of step ${step} is no longer kept. Choose another one.`);
}

/** For a run without checkpoints. */
export function nothingSaved(): StorageError {
  return new StorageError('Nothing was saved of this run yet. Train it again, or import an exported file of it.');
}

/** For a run that came in by another tab in the same moment. */
export function alreadyHere(run: RunSummary): StateError {
  return new StateError(`“${run.name}” came in by another tab meanwhile. Look at it in the Library, then try again.`);
}

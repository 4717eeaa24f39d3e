/** Says in plain words what the browser's storage refused, and what can be done. */
import { isExpectedFailure, StateError, StorageError } from '../shared/errors.ts';
import type { RunSummary } from '../shared/run.ts';
import type { StorageFault } from '../shared/storage-state.ts';

const NOTHING_KEPT =
  'This browser does not let Unroll keep anything here (a private window, or storage for this site is blocked). ' +
  'Allow it in the browser’s site settings, or use a normal window; until then, export what you want to keep.';

/** What was being done when the browser failed: opening and reading fail otherwise than writing where what is stored is damaged. */
export type Act = 'open' | 'read' | 'write';

/**
 * The failure to show for an error of IndexedDB. One of ours passes as it is.
 * @param doing what was tried, to follow “could not”: “save the run”.
 */
export function storageFailure(error: unknown, act: Act, doing: string): Error {
  if (isExpectedFailure(error)) return error;
  const fault = faultOf(error, act);
  return new StorageError(explanation(fault, error, doing), { cause: error, fault });
}

/** Chromium's way of saying that storage is blocked for this site: an UnknownError, told apart by its words alone. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'UnknownError' && /denied permission/i.test(error.message);
}

function faultOf(error: unknown, act: Act): StorageFault {
  const name = isRefusal(error) ? 'SecurityError' : error instanceof Error ? error.name : 'Error';
  switch (name) {
    case 'QuotaExceededError':
      return 'full';
    case 'VersionError':
      return 'newer';
    case 'SecurityError':
      return 'refused';
    case 'InvalidStateError':
      // Some browsers' way of refusing a private window; of an open database it says that it has just been closed.
      return act === 'open' ? 'refused' : 'failed';
    case 'AbortError':
      return 'failed';
    default:
      return act === 'write' ? 'failed' : 'damaged';
  }
}

function explanation(fault: StorageFault, error: unknown, doing: string): string {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  switch (fault) {
    case 'full':
      return (
        `Unroll could not ${doing}: the browser has no room left for it. What was saved before is kept. ` +
        'Free space on the device or remove runs in the Library; an export keeps this one as a file.'
      );
    case 'newer':
      return (
        'What is stored here belongs to a newer version of Unroll than this tab runs, and is left untouched. ' +
        'Reload the page to get the newer version; export first what is only in this tab.'
      );
    case 'refused':
      return `Unroll could not ${doing}. ${NOTHING_KEPT}`;
    case 'waiting':
      return (
        'Another tab of Unroll, perhaps of an older version, holds what is stored here, or the browser does not answer. ' +
        'Close the other tabs of Unroll: this one goes on by itself.'
      );
    case 'damaged':
      return (
        `Unroll could not ${doing} (${detail}): what the browser keeps here seems to be damaged. ` +
        'Try again, or restart the browser; if that does not help, delete what is stored and begin anew.'
      );
    case 'failed':
      return (
        `Unroll could not ${doing} (${detail}). What was saved before is kept. ` +
        'Try again; if it happens once more, export the run as a file and reload the page.'
      );
  }
}

/** For a browser without IndexedDB at all. */
export function noStorage(): StorageError {
  return new StorageError(NOTHING_KEPT, { fault: 'refused' });
}

/** For a database that another tab keeps from being opened, or that the browser does not open. */
export function notYetOpen(): StorageError {
  return new StorageError(explanation('waiting', null, ''), { fault: 'waiting' });
}

/** For a database that a newer version of the app wants to change. */
export function outdated(): StorageError {
  return new StorageError(explanation('newer', null, ''), { fault: 'newer' });
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

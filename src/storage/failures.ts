/** Says in plain words what the browser's storage refused, and what can be done. */
import { keeping } from '../messages/keeping.ts';
import { isExpectedFailure, StateError, StorageError } from '../shared/errors.ts';
import type { RunSummary } from '../shared/run.ts';
import type { StorageFault } from '../shared/storage-state.ts';

/** What was being done when the browser failed: opening and reading fail otherwise than writing where what is stored is damaged. */
export type Act = 'open' | 'read' | 'write';

/**
 * The failure to show for an error of IndexedDB. One of ours passes as it is.
 * @param doing what was tried, in the language spoken: one of `keeping.doing`.
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
      return keeping.full(doing);
    case 'newer':
      return keeping.newer;
    case 'refused':
      return keeping.refused(doing);
    case 'waiting':
      return keeping.waiting;
    case 'damaged':
      return keeping.damaged(doing, detail);
    case 'failed':
      return keeping.failed(doing, detail);
  }
}

/** For a browser without IndexedDB at all. */
export function noStorage(): StorageError {
  return new StorageError(keeping.nothingKept, { fault: 'refused' });
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
  return new StateError(keeping.noLongerKept(step));
}

/** For a run that was removed, maybe by another tab and just now. */
export function notInLibrary(): StateError {
  return new StateError(keeping.runGone);
}

/** For a run that is listed and has no checkpoints. */
export function nothingSaved(): StorageError {
  return new StorageError(keeping.nothingSaved);
}

/** For a run that came in by another tab in the same moment. */
export function alreadyHere(run: RunSummary): StateError {
  return new StateError(keeping.alreadyHere(run.name));
}

/** For a save of a run that another tab has claimed since. */
export function takenOver(name: string): StateError {
  return new StateError(keeping.takenOver(name));
}

/** For a save of a run that another tab removed. */
export function removedElsewhere(name: string): StateError {
  return new StateError(keeping.removedElsewhere(name));
}

/** For a checkpoint that was asked for and is not what was stored. @param damage what was found. */
export function damagedCheckpoint(step: number, damage: string): StorageError {
  return new StorageError(keeping.checkpointDamaged(step, damage));
}

/** For a run of whose checkpoints none can be read. @param damages what was found of each. */
export function noneWhole(damages: readonly string[]): StorageError {
  return new StorageError(keeping.noneWhole(damages.join('; ')));
}

/** For a text that cannot be removed yet. */
export function textInUse(name: string, runName: string): StateError {
  return new StateError(keeping.textInUse(name, runName));
}

/** A backup of the whole library in one file, as page, worker and file format speak of it. */

/** The first entry of every backup. A person finds it on opening the file, and by its name a backup is recognised. */
export const BACKUP_MARK = 'About this Unroll backup.txt';

/** So many bytes of a file tell whether it is a backup. */
const BACKUP_HEAD_BYTES = 30 + BACKUP_MARK.length;

/** Is a file that begins with `head` a backup? */
export function beginsBackup(head: Uint8Array): boolean {
  if (head.length < BACKUP_HEAD_BYTES) return false;
  const text = String.fromCharCode(...head.subarray(0, BACKUP_HEAD_BYTES));
  return text.startsWith('PK\u0003\u0004') && text.endsWith(BACKUP_MARK);
}

/** Is this file a backup, whatever its name? Only its beginning is read. */
export async function isBackup(file: Blob): Promise<boolean> {
  return beginsBackup(new Uint8Array(await file.slice(0, BACKUP_HEAD_BYTES).arrayBuffer()));
}

/** What a backup holds once it is written. */
export interface BackupReport {
  readonly texts: number;
  readonly passages: number;
  /** The ids of the runs in it. */
  readonly runs: readonly string[];
  /** What could not be read and is not in it, a sentence each. */
  readonly leftOut: readonly string[];
  /** The backup, unless it was written to a file the user chose. */
  readonly file: Blob | null;
}

/** What of a backup came in. */
export interface RestoreReport {
  readonly texts: Arrivals;
  readonly passages: Arrivals;
  readonly runs: Arrivals;
  /** Of the runs that came in: those of which another state is here too, one of the two as a copy. */
  readonly copies: number;
  /** What was damaged and did not come in, a sentence each. */
  readonly leftOut: readonly string[];
  /** Why the rest did not come in, or null. */
  readonly problem: string | null;
  /** Was it ended by `stopCopying`? */
  readonly stopped: boolean;
}

export interface Arrivals {
  readonly came: number;
  /** Were here already. */
  readonly here: number;
}

import { files } from '../messages/files.ts';
import type { BackupCheckpoint, BackupRun, BackupText } from '../formats/backup/manifest.ts';
import type { BackupFile } from '../formats/backup/read.ts';
import type { RestoreReport } from '../shared/backup.ts';
import { checksum } from '../shared/checksum.ts';
import { isExpectedFailure, StorageError } from '../shared/errors.ts';
import type { PassageShelf } from '../shared/kept-passage.ts';
import type { RunSummary } from '../shared/run.ts';
import type { Keeping } from '../storage/memory-store.ts';
import type { BroughtCheckpoint } from '../storage/bringing.ts';
import { copyId } from './copy-id.ts';
import { PassageRestoration } from './restore-passages.ts';
import { restoredRun } from './run-summary.ts';

/** Where a backup comes in. */
export interface Receiving {
  /** What is here, also in memory alone. */
  readonly known: Keeping;
  /** Where it is put. */
  readonly store: Keeping;
  /** Where passages are kept. */
  readonly shelf: PassageShelf;
  /** Bytes the browser has room for; null where it does not say. */
  readonly spaceLeft: () => Promise<number | null>;
  /** Does something with a run while nothing else may; false when something else does. */
  readonly whileFree: (runId: string, act: () => Promise<void>) => Promise<boolean>;
}

/** How a run that comes stands to the one with its id. */
type Standing = 'new' | 'same' | 'ahead' | 'behind';

interface Whole extends BroughtCheckpoint {
  /** The run as it stood then. */
  readonly run: RunSummary;
}

/**
 * Merges a backup into the library: passages, text by text, run by run, each whole or not at all. Nothing that is there is
 * overwritten, and what is there already is passed over.
 * @param report hears the share done, 0 to 1.
 * @throws StorageError before anything is changed when there is no room for it.
 */
export class Restoration {
  readonly #backup: BackupFile;
  readonly #into: Receiving;
  readonly #leftOut: string[] = [];
  readonly #texts = { came: 0, here: 0 };
  readonly #runs = { came: 0, here: 0 };
  readonly #passages: PassageRestoration;
  #copies = 0;

  constructor(backup: BackupFile, into: Receiving) {
    this.#backup = backup;
    this.#into = into;
    this.#passages = new PassageRestoration(backup, into.shelf, (what, read) => this.#readOrLeave(what, read));
  }

  async carryOut(signal: AbortSignal, report: (share: number) => void): Promise<RestoreReport> {
    const passages = await this.#passages.missing();
    const texts = await this.#missingTexts();
    const runs = await this.#missingRuns();
    const total = bytesOf(passages) + bytesOf(texts) + bytesOf(runs.flatMap(({ checkpoints }) => checkpoints));
    await this.#checkSpace(total);
    let done = 0;
    const advance = ({ byteLength }: { byteLength: number }): void => report((done += byteLength) / Math.max(1, total));
    let problem: string | null = null;
    try {
      // First: they are small, and nobody can train them again.
      await this.#passages.bring(passages, signal, advance);
      for (const text of texts) {
        if (signal.aborted) break;
        await this.#bringText(text);
        advance(text);
      }
      for (const run of runs) {
        if (signal.aborted) break;
        await this.#bringRun(run, signal, advance);
      }
    } catch (error) {
      // The disk is full, storage is gone, or another tab came first: what came in stays whole.
      if (!isExpectedFailure(error)) throw error;
      problem = error.message;
    }
    return {
      texts: this.#texts,
      passages: { came: this.#passages.came, here: this.#passages.here },
      runs: this.#runs,
      copies: this.#copies,
      leftOut: this.#leftOut,
      problem,
      stopped: signal.aborted,
    };
  }

  async #missingTexts(): Promise<BackupText[]> {
    const missing: BackupText[] = [];
    for (const text of this.#backup.manifest.texts) {
      if ((await this.#into.known.textByHash(text.checksum)) === null) missing.push(text);
      else this.#texts.here += 1;
    }
    return missing;
  }

  async #missingRuns(): Promise<BackupRun[]> {
    const missing: BackupRun[] = [];
    for (const run of this.#backup.manifest.runs) {
      const newest = newestOf(run.checkpoints, run.step);
      if ((await this.#standing(run.id, newest)) === 'same' || (await this.#hasCopy(run.id, newest)))
        this.#runs.here += 1;
      else missing.push(run);
    }
    return missing;
  }

  async #checkSpace(needed: number): Promise<void> {
    const left = await this.#into.spaceLeft();
    if (left === null || needed <= left) return;
    const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
    throw new StorageError(files.backup.noRoom(megabytes(needed), megabytes(left)));
  }

  async #bringText(text: BackupText): Promise<void> {
    const content = await this.#readOrLeave(files.backup.theText(text.details.name), () => this.#backup.text(text));
    if (content === null) return;
    await this.#into.store.putText({ ...text.details, id: crypto.randomUUID(), hash: text.checksum }, content);
    this.#texts.came += 1;
  }

  async #bringRun(run: BackupRun, signal: AbortSignal, advance: (read: BackupCheckpoint) => void): Promise<void> {
    const whole: Whole[] = [];
    for (const checkpoint of run.checkpoints) {
      if (signal.aborted) return;
      const found = await this.#readOrLeave(`“${run.name}”`, () => this.#backup.checkpoint(checkpoint));
      if (found !== null) {
        whole.push({ ...checkpoint, bytes: found.bytes, run: restoredRun(run, found.decoded) });
      }
      advance(checkpoint);
    }
    if (whole.length > 0) await this.#place(newestOf(whole, run.step), whole);
    else this.#leftOut.push(files.backup.noneWhole(run.name));
  }

  async #place(newest: Whole, checkpoints: readonly Whole[]): Promise<void> {
    const { store } = this.#into;
    const { run } = newest;
    const standing = await this.#standing(run.id, newest);
    if (standing === 'same' || (await this.#hasCopy(run.id, newest))) {
      this.#runs.here += 1;
      return;
    }
    if (standing === 'new') {
      await store.bring(run, checkpoints, null);
    } else {
      const displace = async (): Promise<void> =>
        store.bring(run, checkpoints, { id: await this.#displacedId(run.id), addition: AS_HERE });
      const isFirst = standing === 'ahead' && (await this.#into.whileFree(run.id, displace));
      if (!isFirst) {
        const id = await copyId(run.id, newest.checksum);
        await store.bring({ ...run, id, name: run.name + FROM_BACKUP }, checkpoints, null);
      }
      this.#copies += 1;
    }
    this.#runs.came += 1;
  }

  async #standing(runId: string, coming: { readonly step: number; readonly checksum: string }): Promise<Standing> {
    const here = await this.#into.known.run(runId);
    if (here === null) return 'new';
    if (here.step !== coming.step) return coming.step > here.step ? 'ahead' : 'behind';
    // One that cannot be read is another state.
    const bytes = await this.#into.known.newestCheckpoint(runId).catch(() => null);
    return bytes !== null && (await checksum(bytes)) === coming.checksum ? 'same' : 'behind';
  }

  /** The id under which the state that is here goes on, so that a backup of that state finds it. */
  async #displacedId(runId: string): Promise<string> {
    const bytes = await this.#into.known.newestCheckpoint(runId).catch(() => null);
    const id = bytes === null ? null : await copyId(runId, await checksum(bytes));
    return id === null || (await this.#into.known.run(id)) !== null ? crypto.randomUUID() : id;
  }

  async #hasCopy(runId: string, { checksum: sum }: { readonly checksum: string }): Promise<boolean> {
    return (await this.#into.known.run(await copyId(runId, sum))) !== null;
  }

  /** Null when it is damaged, which is noted. */
  async #readOrLeave<Result>(what: string, read: () => Promise<Result>): Promise<Result | null> {
    try {
      return await read();
    } catch (error) {
      if (!isExpectedFailure(error) || error.name !== 'FormatError') throw error;
      this.#leftOut.push(`${what}: ${error.message}`);
      return null;
    }
  }
}

const AS_HERE = ' (as it was here)';
const FROM_BACKUP = ' (from a backup)';

function bytesOf(stored: readonly { readonly byteLength: number }[]): number {
  return stored.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** The one a run stands at; later ones are pinned ones of a course it has left. */
function newestOf<Each extends { readonly step: number }>(checkpoints: readonly Each[], step: number): Each {
  return checkpoints.findLast((each) => each.step <= step) ?? checkpoints[checkpoints.length - 1];
}

import { files } from '../messages/files.ts';
import { BackupFile } from '../formats/backup/read.ts';
import type { BackupReport, RestoreReport } from '../shared/backup.ts';
import { StateError } from '../shared/errors.ts';
import type { CopyingWorker } from '../shared/training-worker.ts';
import { backUp } from './backup.ts';
import { Restoration, type Receiving } from './restore.ts';

/** The library on its way into a file or out of one: one of them at a time, and either can be stopped. */
export class Copying implements CopyingWorker {
  readonly #library: Receiving;
  #going: AbortController | null = null;

  constructor(library: Receiving) {
    this.#library = library;
  }

  backUp(target: FileSystemFileHandle | null, report: (share: number) => void): Promise<BackupReport | null> {
    return this.#alone((signal) => backUp(this.#library.known, this.#library.shelf, target, signal, report));
  }

  restore(file: Blob, report: (share: number) => void): Promise<RestoreReport> {
    return this.#alone(async (signal) => {
      const backup = await BackupFile.open(file);
      return new Restoration(backup, this.#library).carryOut(signal, report);
    });
  }

  /** Resolves when it is told; whoever began it hears of the end. */
  stopCopying(): Promise<void> {
    this.#going?.abort();
    return Promise.resolve();
  }

  async #alone<Result>(copy: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    if (this.#going !== null) {
      throw new StateError(files.backup.busy);
    }
    this.#going = new AbortController();
    try {
      return await copy(this.#going.signal);
    } finally {
      this.#going = null;
    }
  }
}

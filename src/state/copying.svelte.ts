/** The whole library on its way into one file, or back out of one. */
import { chooseTarget, download } from '../client/files.ts';
import type { BackupReport, RestoreReport } from '../shared/backup.ts';
import { messageOf } from '../shared/errors.ts';
import { datedFileName } from '../shared/file-name.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';
import { TimeLeft } from './time-left.ts';

export interface CopyingTask {
  readonly kind: 'backup' | 'restore';
  /** Share done, 0 to 1. */
  readonly share: number;
  /** Null as long as nobody can know. */
  readonly secondsLeft: number | null;
}

/** How the last one ended. */
export type CopyingResult =
  | { readonly kind: 'backup'; readonly report: BackupReport }
  | { readonly kind: 'restore'; readonly report: RestoreReport };

/** What is used of the browser. */
export interface CopyingBrowser {
  chooseTarget(fileName: string): Promise<FileSystemFileHandle | 'download' | 'cancelled'>;
  download(blob: Blob, fileName: string): void;
}

export class Copying {
  readonly #client: TrainingWorker;
  readonly #browser: CopyingBrowser;
  #task = $state.raw<CopyingTask | null>(null);
  #result = $state.raw<CopyingResult | null>(null);
  #problem = $state<string | null>(null);

  constructor(client: TrainingWorker, browser: CopyingBrowser = { chooseTarget, download }) {
    this.#client = client;
    this.#browser = browser;
  }

  get task(): CopyingTask | null {
    return this.#task;
  }

  get result(): CopyingResult | null {
    return this.#result;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** Asks where to, and writes it. Null when nothing was written. */
  async backUp(now: number = Date.now()): Promise<BackupReport | null> {
    return this.#do('backup', async (report) => {
      const fileName = datedFileName('unroll-backup', now, 'zip');
      const target = await this.#browser.chooseTarget(fileName);
      if (target === 'cancelled') return null;
      const written = await this.#client.backUp(target === 'download' ? null : target, report);
      if (written?.file) this.#browser.download(written.file, fileName);
      if (written !== null) this.#result = { kind: 'backup', report: { ...written, file: null } };
      return written;
    });
  }

  async restore(file: Blob): Promise<RestoreReport | null> {
    return this.#do('restore', async (report) => {
      const restored = await this.#client.restore(file, report);
      this.#result = { kind: 'restore', report: restored };
      return restored;
    });
  }

  stop(): void {
    // If the thread is gone, whoever waits for the copy hears of it.
    this.#client.stopCopying().catch(() => undefined);
  }

  async #do<Report>(
    kind: CopyingTask['kind'],
    act: (report: (share: number) => void) => Promise<Report | null>,
  ): Promise<Report | null> {
    if (this.#task !== null) return null;
    this.#task = { kind, share: 0, secondsLeft: null };
    const time = new TimeLeft();
    this.#result = null;
    this.#problem = null;
    try {
      return await act((share) => {
        if (this.#task !== null) this.#task = { kind, share, secondsLeft: time.at(share) };
      });
    } catch (error) {
      this.#problem = messageOf(error);
      return null;
    } finally {
      this.#task = null;
    }
  }
}

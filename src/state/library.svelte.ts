/** All runs kept on this device. */
import { download } from '../client/files.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import { safeFileName } from '../shared/file-name.ts';
import type { RunSummary } from '../shared/run.ts';
import { TimeLeft } from './time-left.ts';

/** Files of the network for other programs. */
export const MODEL_FORMATS = ['onnx', 'safetensors'] as const;

/** `page` is a web page that writes by itself. */
export type ExportKind = (typeof MODEL_FORMATS)[number] | 'page';

const EXTENSIONS: Readonly<Record<ExportKind, string>> = { onnx: 'onnx', safetensors: 'safetensors', page: 'html' };

/** What is being done with a run right now, so that its row can say so. */
export interface LibraryTask {
  readonly runId: string | null;
  readonly kind: ExportKind | 'import' | 'rename' | 'copy';
  /** Share done, 0 to 1; null as long as nobody need be told. */
  readonly share: number | null;
  /** Null as long as nobody can know. */
  readonly secondsLeft: number | null;
}

export interface LibraryProblem {
  /** The run it concerns; null for the library itself. */
  readonly runId: string | null;
  readonly text: string;
}

/** What takes no longer than so many milliseconds needs no telling how far it is. */
const SOON_MS = 300;

/** How long a deleted run can be brought back, in milliseconds. */
export const UNDO_MS = 10_000;

/** A run that is no longer shown, and not yet gone. */
export interface Deletion {
  /** Brings it back. Does nothing once it is gone. */
  readonly undo: () => void;
  /** Is the run gone for good? Answered when it can no longer be brought back. */
  readonly done: Promise<boolean>;
}

export class Library {
  readonly #client: TrainingWorker;
  readonly #save: (blob: Blob, fileName: string) => void;
  #runs = $state.raw<readonly RunSummary[]>([]);
  #discarded = $state.raw<readonly string[]>([]);
  #isLoaded = $state(false);
  #task = $state.raw<LibraryTask | null>(null);
  #problem = $state.raw<LibraryProblem | null>(null);
  #onLoad: (runs: readonly RunSummary[]) => void = () => {};

  #reading: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  /** Counts what is done, so that the last one is the one that is told of. */
  #asked = 0;
  /** What was stopped: all up to this one. */
  #stopped = 0;

  constructor(client: TrainingWorker, save: (blob: Blob, fileName: string) => void = download) {
    this.#client = client;
    this.#save = save;
  }

  /** Told of all runs whenever they were read. */
  set onLoad(listener: (runs: readonly RunSummary[]) => void) {
    this.#onLoad = listener;
  }

  /** Runs, the newest first, without the discarded ones. */
  get runs(): readonly RunSummary[] {
    return this.#runs.filter((run) => !this.#discarded.includes(run.id));
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  get task(): LibraryTask | null {
    return this.#task;
  }

  get problem(): LibraryProblem | null {
    return this.#problem;
  }

  /** The run that waits to be gone on with: paused, or cut off when its tab went away. */
  get unfinished(): RunSummary | null {
    const waits = (run: RunSummary): boolean => run.state === 'interrupted' || run.state === 'paused';
    return this.runs.find((run) => waits(run) && !run.elsewhere) ?? null;
  }

  find(runId: string | null): RunSummary | null {
    return this.runs.find((run) => run.id === runId) ?? null;
  }

  /** Reads the runs anew. Asked for while it is reading, it reads once more, and no oftener. */
  refresh(): Promise<void> {
    this.#next ??= this.#reading.then(() => {
      this.#next = null;
      return this.#read();
    });
    this.#reading = this.#next;
    return this.#next;
  }

  async #read(): Promise<void> {
    try {
      const runs = await this.#client.runs();
      this.#runs = runs.toSorted((a, b) => b.updatedAt - a.updatedAt);
      this.#onLoad(this.#runs);
    } catch (error) {
      this.#problem = { runId: null, text: messageOf(error) };
    } finally {
      this.#isLoaded = true;
    }
  }

  async rename(runId: string, name: string): Promise<RunSummary | null> {
    const wanted = name.trim();
    const run = this.find(runId);
    if (!run || wanted === '' || wanted === run.name) return run;
    return this.#do(runId, 'rename', async () => {
      const renamed = await this.#client.rename(runId, wanted);
      this.#runs = this.#runs.map((other) => (other.id === runId ? { ...other, name: renamed.name } : other));
      return renamed;
    });
  }

  /**
   * Shows a run no more, and removes it for good after a while. Until then the store keeps it, so whoever closes the tab
   * in between finds it again.
   */
  discard(runId: string, patience: number = UNDO_MS): Deletion {
    this.#discarded = [...this.#discarded, runId];
    let undo = (): void => {};
    const done = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => {
        undo = () => {};
        void this.#remove(runId).then(resolve);
      }, patience);
      undo = () => {
        clearTimeout(timer);
        this.#restore(runId);
        resolve(false);
      };
    });
    return { undo: () => undo(), done };
  }

  #restore(runId: string): void {
    this.#discarded = this.#discarded.filter((id) => id !== runId);
  }

  async #remove(runId: string): Promise<boolean> {
    try {
      await this.#client.remove(runId);
      this.#runs = this.#runs.filter((run) => run.id !== runId);
      return true;
    } catch (error) {
      this.#problem = { runId, text: messageOf(error) };
      return false;
    } finally {
      this.#restore(runId);
    }
  }

  /**
   * Hands a run to the browser as a download, and returns the file; null when it could not. Without a step, the state that
   * suits the kind: see TrainingWorker.
   */
  async export(run: RunSummary, kind: ExportKind, step: number | null = null): Promise<File | null> {
    return this.#do(run.id, kind, async (report) => {
      const blob = await this.#bytesOf(run.id, kind, step, report);
      const name = safeFileName(step === null ? run.name : `${run.name} step ${step}`, EXTENSIONS[kind]);
      this.#save(blob, name);
      return new File([blob], name, { type: blob.type });
    });
  }

  #bytesOf(runId: string, kind: ExportKind, step: number | null, report: (share: number) => void): Promise<Blob> {
    switch (kind) {
      case 'onnx':
        return this.#client.exportOnnx(runId, step, report);
      case 'safetensors':
        return this.#client.exportSafetensors(runId, step, report);
      case 'page':
        return this.#client.exportBooklet(runId, step, report);
    }
  }

  /** Makes a new run that stands at a checkpoint of another. */
  async copy(run: RunSummary, step: number): Promise<RunSummary | null> {
    return this.#do(run.id, 'copy', async () => {
      const copy = await this.#client.copy(run.id, step);
      await this.refresh();
      return copy;
    });
  }

  async import(file: Blob): Promise<RunSummary | null> {
    return this.#do(null, 'import', async (report) => {
      const run = await this.#client.importSafetensors(file, report);
      await this.refresh();
      return run;
    });
  }

  /** Ends what is exported or imported; nothing is changed by it then. */
  stop(): void {
    this.#stopped = this.#asked;
    // If the thread is gone, whoever waits for the file hears of it.
    this.#client.stopCarrying().catch(() => undefined);
  }

  dismissProblem(): void {
    this.#problem = null;
  }

  async #do<Result>(
    runId: string | null,
    kind: LibraryTask['kind'],
    act: (report: (share: number) => void) => Promise<Result>,
  ): Promise<Result | null> {
    const asked = ++this.#asked;
    const time = new TimeLeft();
    this.#task = { runId, kind, share: null, secondsLeft: null };
    this.#problem = null;
    let done: number | null = null;
    let isSoon = true;
    const tell = (): void => {
      if (isSoon || done === null || asked !== this.#asked || this.#task === null) return;
      this.#task = { runId, kind, share: done, secondsLeft: time.at(done) };
    };
    const timer = setTimeout(() => {
      isSoon = false;
      tell();
    }, SOON_MS);
    try {
      return await act((share) => {
        done = share;
        tell();
      });
    } catch (error) {
      if (asked > this.#stopped) this.#problem = { runId, text: messageOf(error) };
      return null;
    } finally {
      clearTimeout(timer);
      if (asked === this.#asked) this.#task = null;
    }
  }
}

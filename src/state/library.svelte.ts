/** All runs kept on this device. */
import { download, safeFileName } from '../client/files.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import type { RunSummary } from '../shared/run.ts';

export type ExportKind = 'onnx' | 'safetensors';

/** What is being done with a run right now, so that its row can say so. */
export interface LibraryTask {
  readonly runId: string | null;
  readonly kind: ExportKind | 'import' | 'rename' | 'remove';
}

export interface LibraryProblem {
  /** The run it concerns; null for the library itself. */
  readonly runId: string | null;
  readonly text: string;
}

export class Library {
  readonly #client: TrainingWorker;
  readonly #save: (blob: Blob, fileName: string) => void;
  #runs = $state.raw<readonly RunSummary[]>([]);
  #isLoaded = $state(false);
  #task = $state.raw<LibraryTask | null>(null);
  #problem = $state.raw<LibraryProblem | null>(null);

  constructor(client: TrainingWorker, save: (blob: Blob, fileName: string) => void = download) {
    this.#client = client;
    this.#save = save;
  }

  /** Runs, the newest first. */
  get runs(): readonly RunSummary[] {
    return this.#runs;
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
    return this.#runs.find((run) => run.state === 'interrupted' || run.state === 'paused') ?? null;
  }

  find(runId: string | null): RunSummary | null {
    return this.#runs.find((run) => run.id === runId) ?? null;
  }

  async refresh(): Promise<void> {
    try {
      const runs = await this.#client.runs();
      this.#runs = runs.toSorted((a, b) => b.updatedAt - a.updatedAt);
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
    return this.#do({ runId, kind: 'rename' }, async () => {
      const renamed = await this.#client.rename(runId, wanted);
      this.#runs = this.#runs.map((other) => (other.id === runId ? { ...other, name: renamed.name } : other));
      return renamed;
    });
  }

  async remove(runId: string): Promise<boolean> {
    const removed = await this.#do({ runId, kind: 'remove' }, async () => {
      await this.#client.remove(runId);
      this.#runs = this.#runs.filter((run) => run.id !== runId);
      return true;
    });
    return removed ?? false;
  }

  async export(run: RunSummary, kind: ExportKind): Promise<void> {
    await this.#do({ runId: run.id, kind }, async () => {
      const blob =
        kind === 'onnx' ? await this.#client.exportOnnx(run.id) : await this.#client.exportSafetensors(run.id);
      this.#save(blob, safeFileName(run.name, kind));
    });
  }

  async import(file: Blob): Promise<RunSummary | null> {
    return this.#do({ runId: null, kind: 'import' }, async () => {
      const run = await this.#client.importSafetensors(file);
      await this.refresh();
      return run;
    });
  }

  dismissProblem(): void {
    this.#problem = null;
  }

  async #do<Result>(task: LibraryTask, act: () => Promise<Result>): Promise<Result | null> {
    this.#task = task;
    this.#problem = null;
    try {
      return await act();
    } catch (error) {
      this.#problem = { runId: task.runId, text: messageOf(error) };
      return null;
    } finally {
      this.#task = null;
    }
  }
}

/** The page's face of the training worker: the same interface, with callbacks proxied and a dead worker noticed. */
import { common } from '../messages/common.ts';
import type { Language } from '../messages/language.ts';
import type { BackupReport, RestoreReport } from '../shared/backup.ts';
import type { Baseline, Judgement } from '../shared/judgement.ts';
import type { LabelsReport } from '../shared/labelled.ts';
import type { Living } from '../shared/living.ts';
import type { Task } from '../shared/network.ts';
import type { KeptPage } from '../shared/kept-page.ts';
import type { KeptPassage } from '../shared/kept-passage.ts';
import type { CheckpointSummary, ProgressReport, Estimate, RunSummary } from '../shared/run.ts';
import type { FittedPresets } from '../shared/presets.ts';
import type { Settings } from '../shared/settings.ts';
import type { StorageState } from '../shared/storage-state.ts';
import type { TabNews, WatchNews } from '../shared/tabs.ts';
import type { TextInput, TextSummary } from '../shared/text.ts';
import type { DeviceReport, TrainingWorker } from '../shared/training-worker.ts';
import { greet } from './life.ts';
import { keepCallback, releaseCallback, WorkerLine } from './worker-line.ts';

function spawn(): Worker {
  return new Worker(new URL('../../workers/training.ts', import.meta.url), { type: 'module', name: 'training' });
}

const unheard: (share: number) => void = () => undefined;

export class TrainingClient implements TrainingWorker {
  readonly #line: WorkerLine<TrainingWorker & Living>;
  readonly #storageCallback = keepCallback((state: StorageState) => this.#hearStorage(state));
  #storage: StorageState = { kind: 'opening' };
  #reportStorage: (state: StorageState) => void = () => {};
  #progress: unknown = null;
  #isGentle = false;

  constructor(start: () => Worker = spawn) {
    this.#line = new WorkerLine<TrainingWorker & Living>({
      spawn: start,
      lostMessage: () => common.lost.training,
      greet: async (worker) => {
        // A worker that takes the place of a dead one reports to the same page.
        void worker.watchStorage(this.#storageCallback).catch(() => undefined);
        if (this.#isGentle) void worker.beGentle(true).catch(() => undefined);
        return greet(worker);
      },
    });
  }

  set onLost(listener: (error: Error) => void) {
    this.#line.onLost = listener;
  }

  /** From now on the worker speaks this language. */
  speak(language: Language): void {
    this.#line.tell((worker) => worker.speak(language));
  }

  watchStorage(report: (state: StorageState) => void): Promise<void> {
    this.#reportStorage = report;
    report(this.#storage);
    return Promise.resolve();
  }

  startAnew(): Promise<void> {
    return this.#line.call((worker) => worker.startAnew());
  }

  passages(): Promise<readonly KeptPassage[]> {
    return this.#line.call((worker) => worker.passages());
  }

  keepPassage(passage: KeptPassage): Promise<void> {
    return this.#line.call((worker) => worker.keepPassage(passage));
  }

  removePassage(id: string): Promise<void> {
    return this.#line.call((worker) => worker.removePassage(id));
  }

  page(runId: string): Promise<KeptPage | null> {
    return this.#line.call((worker) => worker.page(runId));
  }

  keepPage(page: KeptPage): Promise<void> {
    return this.#line.call((worker) => worker.keepPage(page));
  }

  device(): Promise<DeviceReport> {
    return this.#line.call((worker) => worker.device());
  }

  useThreads(threads: number | null): Promise<DeviceReport> {
    return this.#line.call((worker) => worker.useThreads(threads));
  }

  /** A worker that is not there yet hears it as it is greeted. */
  beGentle(gentle: boolean): Promise<void> {
    this.#isGentle = gentle;
    this.#line.tell((worker) => worker.beGentle(gentle));
    return Promise.resolve();
  }

  readText(input: TextInput, report: (share: number) => void): Promise<TextSummary> {
    return this.#reporting(report, (callback) => this.#line.call((worker) => worker.readText(input, callback)));
  }

  stopReading(): Promise<void> {
    return this.#line.call((worker) => worker.stopReading());
  }

  texts(): Promise<TextSummary[]> {
    return this.#line.call((worker) => worker.texts());
  }

  fit(textId: string, from: string | null = null, task: Task['kind'] = 'continue'): Promise<FittedPresets> {
    return this.#line.call((worker) => worker.fit(textId, from, task));
  }

  labels(textId: string): Promise<LabelsReport> {
    return this.#line.call(async (worker) => worker.labels(textId));
  }

  textContent(hash: string): Promise<Blob | null> {
    return this.#line.call((worker) => worker.textContent(hash));
  }

  estimate(textId: string, settings: Settings, from: string | null = null): Promise<Estimate> {
    return this.#line.call((worker) => worker.estimate(textId, settings, from));
  }

  start(
    textId: string,
    settings: Settings,
    report: (progress: ProgressReport) => void,
    from: string | null = null,
  ): Promise<RunSummary> {
    const callback = this.#keepProgress(report);
    return this.#line.call((worker) => worker.start(textId, settings, callback, from));
  }

  startTwin(runId: string, report: (progress: ProgressReport) => void): Promise<RunSummary> {
    const callback = this.#keepProgress(report);
    return this.#line.call((worker) => worker.startTwin(runId, callback));
  }

  resume(runId: string, report: (progress: ProgressReport) => void): Promise<RunSummary> {
    const callback = this.#keepProgress(report);
    return this.#line.call((worker) => worker.resume(runId, callback));
  }

  takeOver(runId: string, report: (progress: ProgressReport) => void, steal: boolean): Promise<RunSummary | null> {
    const callback = this.#keepProgress(report);
    return this.#line.call((worker) => worker.takeOver(runId, callback, steal));
  }

  async watch(runId: string, hear: (news: WatchNews) => void): Promise<void> {
    const callback = keepCallback(hear);
    try {
      await this.#line.call((worker) => worker.watch(runId, callback));
    } finally {
      releaseCallback(callback);
    }
  }

  unwatch(): Promise<void> {
    return this.#line.call((worker) => worker.unwatch());
  }

  listen(hear: (news: TabNews) => void): Promise<void> {
    const callback = keepCallback(hear);
    return this.#line.call((worker) => worker.listen(callback));
  }

  pause(): Promise<RunSummary> {
    return this.#line.call((worker) => worker.pause());
  }

  stop(): Promise<RunSummary> {
    return this.#line.call((worker) => worker.stop());
  }

  checkpoint(): Promise<void> {
    return this.#line.call((worker) => worker.checkpoint());
  }

  change(changes: { readonly learningRate?: number; readonly sampleTemperature?: number }): Promise<void> {
    return this.#line.call((worker) => worker.change(changes));
  }

  ngramNats(runId: string): Promise<readonly number[] | null> {
    return this.#line.call((worker) => worker.ngramNats(runId));
  }

  baseline(runId: string): Promise<Baseline | null> {
    return this.#line.call(async (worker) => worker.baseline(runId));
  }

  judge(runId: string): Promise<Judgement | null> {
    return this.#line.call(async (worker) => worker.judge(runId));
  }

  runs(): Promise<RunSummary[]> {
    return this.#line.call((worker) => worker.runs());
  }

  rename(runId: string, name: string): Promise<RunSummary> {
    return this.#line.call((worker) => worker.rename(runId, name));
  }

  remove(runId: string): Promise<void> {
    return this.#line.call((worker) => worker.remove(runId));
  }

  checkpoints(runId: string): Promise<readonly CheckpointSummary[]> {
    return this.#line.call((worker) => worker.checkpoints(runId));
  }

  pin(runId: string, step: number, pinned: boolean): Promise<void> {
    return this.#line.call((worker) => worker.pin(runId, step, pinned));
  }

  keep(): Promise<number> {
    return this.#line.call((worker) => worker.keep());
  }

  copy(runId: string, step: number): Promise<RunSummary> {
    return this.#line.call((worker) => worker.copy(runId, step));
  }

  exportSafetensors(runId: string, step: number | null = null, report = unheard): Promise<Blob> {
    return this.#reporting(report, (callback) =>
      this.#line.call((worker) => worker.exportSafetensors(runId, step, callback)),
    );
  }

  exportOnnx(runId: string, step: number | null = null, report = unheard): Promise<Blob> {
    return this.#reporting(report, (callback) => this.#line.call((worker) => worker.exportOnnx(runId, step, callback)));
  }

  exportBooklet(runId: string, step: number | null = null, report = unheard): Promise<Blob> {
    return this.#reporting(report, (callback) =>
      this.#line.call((worker) => worker.exportBooklet(runId, step, callback)),
    );
  }

  importSafetensors(file: Blob, report = unheard): Promise<RunSummary> {
    return this.#reporting(report, (callback) => this.#line.call((worker) => worker.importSafetensors(file, callback)));
  }

  stopCarrying(): Promise<void> {
    return this.#line.call((worker) => worker.stopCarrying());
  }

  backUp(target: FileSystemFileHandle | null, report: (share: number) => void): Promise<BackupReport | null> {
    return this.#reporting(report, (callback) => this.#line.call((worker) => worker.backUp(target, callback)));
  }

  restore(file: Blob, report: (share: number) => void): Promise<RestoreReport> {
    return this.#reporting(report, (callback) => this.#line.call((worker) => worker.restore(file, callback)));
  }

  stopCopying(): Promise<void> {
    return this.#line.call((worker) => worker.stopCopying());
  }

  /** Calls the worker with a callback that it may call until it answers. */
  async #reporting<Result>(
    report: (share: number) => void,
    call: (callback: (share: number) => void) => Promise<Result>,
  ): Promise<Result> {
    const callback = keepCallback(report);
    try {
      return await call(callback);
    } finally {
      releaseCallback(callback);
    }
  }

  #hearStorage(state: StorageState): void {
    this.#storage = state;
    this.#reportStorage(state);
  }

  /** One run trains at a time, so one progress callback is kept: the newest. */
  #keepProgress(report: (progress: ProgressReport) => void): (progress: ProgressReport) => void {
    releaseCallback(this.#progress);
    const callback = keepCallback(report);
    this.#progress = callback;
    return callback;
  }
}

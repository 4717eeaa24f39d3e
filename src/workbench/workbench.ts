import { training } from '../messages/training.ts';
import { decodeCheckpoint } from '../formats/checkpoint.ts';
import { InputError, StateError } from '../shared/errors.ts';
import type { CheckpointSummary, Estimate, ProgressReport, RunSummary } from '../shared/run.ts';
import type { FittedPresets } from '../shared/presets.ts';
import type { Baseline, Judgement } from '../shared/judgement.ts';
import type { LabelsReport } from '../shared/labelled.ts';
import type { Task } from '../shared/network.ts';
import { checkSettings, type Settings } from '../shared/settings.ts';
import type { PageKeeping } from '../shared/kept-page.ts';
import type { PassageKeeping } from '../shared/kept-passage.ts';
import type { TabNews, WatchNews } from '../shared/tabs.ts';
import type { TextInput, TextSummary } from '../shared/text.ts';
import type {
  CarryingWorker,
  CopyingWorker,
  DeviceReport,
  StorageWorker,
  TrainingWorker,
} from '../shared/training-worker.ts';
import { FallbackStore } from '../storage/fallback-store.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { forwardOnly } from '../training/twin.ts';
import type { ActiveRun } from './active-run.ts';
import { Carrying } from './carrying.ts';
import { Checkpoints } from './checkpoints.ts';
import { Copying } from './copying.ts';
import { checkChanges, type LiveChanges } from './live-changes.ts';
import type { WorkbenchEnvironment } from './environment.ts';
import { judge } from './judging.ts';
import { Prospects } from './prospects.ts';
import { newRun, withoutTab } from './run-summary.ts';
import type { Machine } from './machine.ts';
import { Runner } from './runner.ts';
import { storedRun, storedText, textOfRun } from './stored.ts';
import { TextReading } from './text-reading.ts';

/** Everything the training worker does for the page: texts are read, runs trained, kept, exported and brought back. */
export class Workbench implements Omit<
  TrainingWorker,
  keyof CopyingWorker | keyof CarryingWorker | keyof StorageWorker | keyof PassageKeeping | keyof PageKeeping
> {
  readonly copying: CopyingWorker;
  readonly carrying: CarryingWorker;
  readonly #environment: WorkbenchEnvironment;
  readonly #store: FallbackStore;
  readonly #checkpoints: Checkpoints;
  readonly #runner: Runner;
  readonly #prospects: Prospects;
  readonly #reading: TextReading;
  #machine: Machine;

  constructor(environment: WorkbenchEnvironment) {
    this.#environment = environment;
    this.#store = new FallbackStore(environment.store);
    this.#prospects = new Prospects(this.#store);
    this.#runner = new Runner({ ...environment, store: this.#store });
    const training = (id: string): ActiveRun | null => (this.#active?.summary.id === id ? this.#active : null);
    this.#checkpoints = new Checkpoints(this.#store, environment.store, training);
    this.carrying = new Carrying(this.#checkpoints, (runId) => this.#store.removeRun(runId));
    this.copying = new Copying({
      known: this.#store,
      store: environment.store,
      shelf: environment.shelf,
      spaceLeft: () => environment.spaceLeft(),
      whileFree: (runId, act) => this.#runner.whileFree(runId, act),
    });
    this.#reading = new TextReading(this.#store, environment);
    this.#machine = environment.machine(null);
    // Back, or made anew: what is in memory goes there at once.
    environment.storage.onOpen(() => void this.checkpoint());
  }

  device(): Promise<DeviceReport> {
    const { maximumThreads, isolated } = this.#environment;
    const { kernels, threads } = this.#machine;
    return Promise.resolve({ kernels: kernels.name, threads, maximumThreads, crossOriginIsolated: isolated });
  }

  beGentle(gentle: boolean): Promise<void> {
    this.#runner.beGentle(gentle);
    return Promise.resolve();
  }

  async useThreads(threads: number | null): Promise<DeviceReport> {
    const { maximumThreads } = this.#environment;
    if (threads !== null && !(Number.isInteger(threads) && threads >= 1 && threads <= maximumThreads)) {
      throw new InputError(training.threads(threads, maximumThreads));
    }
    this.#machine = this.#environment.machine(threads);
    this.#runner.speed.forget();
    return this.device();
  }

  readText(input: TextInput, report: (share: number) => void): Promise<TextSummary> {
    return this.#reading.read(input, report);
  }

  stopReading(): Promise<void> {
    return this.#reading.stop();
  }

  texts(): Promise<TextSummary[]> {
    return this.#store.texts();
  }

  async textContent(hash: string): Promise<Blob | null> {
    return (await this.#store.textByHash(hash))?.content ?? null;
  }

  estimate(textId: string, settings: Settings, from: string | null = null): Promise<Estimate> {
    // A gentle run learns as much, but in more time.
    const speed = async (): Promise<number | null> => {
      const full = await this.#speed();
      return full === null ? null : full * this.#runner.share;
    };
    return this.#prospects.estimate(textId, settings, from, this.#machine, speed);
  }

  fit(textId: string, from: string | null = null, task: Task['kind'] = 'continue'): Promise<FittedPresets> {
    const { speed, isIdle } = this.#runner;
    return this.#prospects.fit(textId, from, task, () => speed.settled(this.#machine, isIdle));
  }

  labels(textId: string): Promise<LabelsReport> {
    return this.#prospects.labels(textId);
  }

  start(
    textId: string,
    settings: Settings,
    report: (progress: ProgressReport) => void,
    from: string | null = null,
  ): Promise<RunSummary> {
    return this.#runner.begin(this.#machine, report, async (hold) => {
      const checked = checkSettings({ ...settings });
      const stored = await storedText(this.#store, textId);
      const text = await stored.content.text();
      this.#environment.storage.holdText(stored.summary, text);
      const beginning = await this.#prospects.begin(from, stored, checked);
      const run = newRun(stored.summary, beginning, Date.now());
      const writer = await hold(run);
      return { run: { ...run, writer }, material: { ...beginning, text, checkpoint: null } };
    });
  }

  async startTwin(runId: string, report: (progress: ProgressReport) => void): Promise<RunSummary> {
    const { text, settings, network } = await storedRun(this.#store, runId);
    const { summary } = await textOfRun(this.#store, text);
    return this.start(summary.id, forwardOnly(settings, network.vocabulary), report);
  }

  resume(runId: string, report: (progress: ProgressReport) => void): Promise<RunSummary> {
    return this.#runner.begin(this.#machine, report, async (hold) => {
      const writer = await hold(await storedRun(this.#store, runId));
      await this.#store.retry(runId);
      // Claimed before it is read, so that it is the last that any other tab can have stored.
      const claimed = this.#store.updateRun(runId, (stored) => ({ ...stored, writer }));
      // Where nothing can be written now, the old writer's name has to serve.
      const run = withoutTab(await claimed.catch(() => storedRun(this.#store, runId)));
      const checkpoint = decodeCheckpoint(await this.#store.newestCheckpoint(runId));
      if (checkpoint.progress.step >= checkpoint.progress.totalSteps) {
        throw new StateError(training.finished(run.name, checkpoint.progress.totalSteps));
      }
      const found = await textOfRun(this.#store, checkpoint.text);
      const { settings, network } = checkpoint;
      const vocabulary = Vocabulary.from(checkpoint.vocabulary);
      const text = await found.content.text();
      this.#environment.storage.holdText(found.summary, text);
      const lines = await this.#prospects.linesFor(settings, found);
      return { run, material: { settings, network, vocabulary, text, lines, checkpoint, taught: null } };
    });
  }

  async takeOver(
    runId: string,
    report: (progress: ProgressReport) => void,
    steal: boolean,
  ): Promise<RunSummary | null> {
    if (!(await this.#runner.claim(runId, steal))) return null;
    try {
      return await this.resume(runId, report);
    } catch (error) {
      await this.#runner.letGo(runId);
      throw error;
    }
  }

  listen(hear: (news: TabNews) => void): Promise<void> {
    this.#runner.onNews = hear;
    return Promise.resolve();
  }

  watch(runId: string, hear: (news: WatchNews) => void): Promise<void> {
    return this.#runner.watcher.watch(runId, hear);
  }

  unwatch(): Promise<void> {
    this.#runner.watcher.unwatch();
    return Promise.resolve();
  }

  pause(): Promise<RunSummary> {
    return this.#runner.end('paused');
  }

  stop(): Promise<RunSummary> {
    return this.#runner.end('stopped');
  }

  async checkpoint(): Promise<void> {
    await this.#environment.storage.reopen();
    await this.#runner.checkpoint();
  }

  change(changes: LiveChanges): Promise<void> {
    return Promise.resolve(changes)
      .then(checkChanges)
      .then(() => this.#runner.requireActive().session.change(changes));
  }

  async ngramNats(runId: string): Promise<readonly number[] | null> {
    if (this.#active?.summary.id === runId) return this.#active.ngramNats;
    return (await this.#store.run(runId))?.ngramNats ?? null;
  }

  async baseline(runId: string): Promise<Baseline | null> {
    if (this.#active?.summary.id === runId) return this.#active.baseline;
    return (await this.#store.run(runId))?.baseline ?? null;
  }

  async judge(runId: string): Promise<Judgement | null> {
    this.#runner.requireIdle();
    const checkpoint = decodeCheckpoint(await this.#store.bestCheckpoint(runId));
    const { content } = await textOfRun(this.#store, checkpoint.text);
    return judge(checkpoint, await content.text(), this.#machine, await this.baseline(runId));
  }

  async runs(): Promise<RunSummary[]> {
    const active = this.#active?.summary ?? null;
    const elsewhere = await this.#runner.elsewhere();
    const stored = (await this.#store.runs()).map((run) => {
      if (run.id === active?.id) return active;
      return elsewhere.has(run.id) ? { ...run, elsewhere: true } : withoutTab(run);
    });
    return active === null || stored.some(({ id }) => id === active.id) ? stored : [active, ...stored];
  }

  async rename(runId: string, name: string): Promise<RunSummary> {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed.length > 200) {
      throw new InputError(training.nameLength(trimmed.length));
    }
    if (this.#active?.summary.id === runId) {
      const { summary } = this.#active.rename(trimmed);
      if ((await this.#store.run(runId)) === null) return summary;
    }
    return this.#runner.holding(runId, () => this.#store.updateRun(runId, (run) => ({ ...run, name: trimmed })));
  }

  async remove(runId: string): Promise<void> {
    if (this.#active?.summary.id === runId) {
      throw new StateError(training.stopFirst);
    }
    await this.#runner.holding(runId, () => this.#store.removeRun(runId));
  }

  checkpoints(runId: string): Promise<readonly CheckpointSummary[]> {
    return this.#store.checkpoints(runId);
  }

  pin(runId: string, step: number, pinned: boolean): Promise<void> {
    return this.#store.pin(runId, step, pinned);
  }

  async keep(): Promise<number> {
    const { session, summary } = this.#runner.requireActive();
    await session.checkpoint();
    return this.#checkpoints.pinNewest(summary.id);
  }

  copy(runId: string, step: number): Promise<RunSummary> {
    return this.#checkpoints.copy(runId, step);
  }

  #speed(): Promise<number | null> {
    const { speed, isIdle } = this.#runner;
    return speed.of(this.#machine, isIdle);
  }

  get #active(): ActiveRun | null {
    return this.#runner.active;
  }
}

/** The app: its parts, and what concerns more than one of them. */
import type { CopiedClient } from '../client/copied.ts';
import { hasSimd } from '../client/device.ts';
import { watchLeaving } from '../client/leaving.ts';
import { notebook } from '../client/notebook.ts';
import { notifications } from '../client/notifications.ts';
import { storageBrowser } from '../client/storage-space.ts';
import type { TrainingClient } from '../client/training.ts';
import type { WritingClient } from '../client/writing.ts';
import { messageOf } from '../shared/errors.ts';
import type { RunSummary, TextReference } from '../shared/run.ts';
import type { TabNews } from '../shared/tabs.ts';
import type { DeviceReport } from '../shared/training-worker.ts';
import { AppView } from './app-view.svelte.ts';
import { Arrivals } from './arrivals.ts';
import { Classifying } from './classifying.svelte.ts';
import { Checkpoints } from './checkpoints.svelte.ts';
import { Copied } from './copied.svelte.ts';
import { Copying } from './copying.svelte.ts';
import { CurrentRun } from './current-run.svelte.ts';
import { Desk } from './desk.ts';
import { EndNotice } from './end-notice.svelte.ts';
import { Filling } from './filling.svelte.ts';
import { Results } from './results.svelte.ts';
import { Gentleness } from './gentleness.svelte.ts';
import { Keyboard } from './keyboard.svelte.ts';
import { Labels } from './labels.svelte.ts';
import { Installation } from './installation.svelte.ts';
import { Library, type Deletion, type ExportKind } from './library.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { PageLanguage } from './page-language.svelte.ts';
import { RunSettings } from './run-settings.svelte.ts';
import { Safekeeping } from './safekeeping.svelte.ts';
import { Space } from './space.svelte.ts';
import { Surroundings } from './surroundings.svelte.ts';
import { TextChoice } from './text-choice.svelte.ts';
import { Updates } from './updates.svelte.ts';
import { Writing } from './writing.svelte.ts';

export class App {
  readonly language: PageLanguage;
  readonly view: AppView;
  readonly texts: TextChoice;
  readonly settings: RunSettings;
  readonly labels: Labels;
  readonly results: Results;
  readonly run: CurrentRun;
  readonly checkpoints: Checkpoints;
  readonly writing: Writing;
  readonly filling: Filling;
  readonly classifying: Classifying;
  readonly copied: Copied;
  readonly desk: Desk;
  readonly library: Library;
  readonly copying: Copying;
  readonly arrivals: Arrivals;
  readonly notices = new Notices();
  readonly installation = new Installation();
  readonly updates = new Updates();
  readonly endNotice = new EndNotice(notifications);
  readonly gentleness: Gentleness;
  readonly keyboard: Keyboard;
  readonly space: Space;
  readonly safekeeping: Safekeeping;
  readonly surroundings: Surroundings;
  readonly #training: TrainingClient;
  #device = $state.raw<DeviceReport | null>(null);
  #threads = $state<number | null>(null);
  #taken = $state.raw<Extract<TabNews, { kind: 'taken' }> | null>(null);
  /** Can WebAssembly compute on vectors here? */
  readonly hasSimd = hasSimd();

  constructor(page: Window, training: TrainingClient, writing: WritingClient, copied: CopiedClient) {
    this.#training = training;
    const notes = notebook(() => page.localStorage);
    this.language = new PageLanguage(page.navigator.languages, notes);
    this.language.onSwitch = (language) => {
      for (const client of [training, writing, copied]) client.speak(language);
    };
    this.view = new AppView(page);
    this.texts = new TextChoice(training);
    this.settings = new RunSettings(training);
    this.labels = new Labels(training);
    this.results = new Results(training, this);
    this.run = new CurrentRun(training);
    this.checkpoints = new Checkpoints(training);
    const modelOf = (runId: string, step: number | null): Promise<Blob | null> => this.checkpoints.modelOf(runId, step);
    const textContent = (hash: string): Promise<Blob | null> => training.textContent(hash);
    this.writing = new Writing(writing, modelOf);
    this.filling = new Filling(writing, { modelOf, textContent, uniform: () => Math.random() });
    this.classifying = new Classifying(writing, modelOf);
    this.copied = new Copied(copied, textContent);
    const textOf = (runId: string): TextReference | null => this.library.find(runId)?.text ?? null;
    this.desk = new Desk(this.writing, this.copied, training, notes, textOf);
    this.library = new Library(training);
    this.copying = new Copying(training);
    this.gentleness = new Gentleness(training, notes);
    this.keyboard = new Keyboard(this, notes);
    this.space = new Space(storageBrowser, notes);
    this.safekeeping = new Safekeeping(training, notes);
    this.library.onLoad = (runs) => this.safekeeping.look(runs);
    this.arrivals = new Arrivals(this);
    this.surroundings = new Surroundings(page);
    this.run.onTurn = this.safekeeping.onTurn = () => this.#turn();
    this.run.onSave = () => this.#saved();
    watchLeaving(page, () => {
      void this.run.checkpoint();
      this.desk.pages.leave();
    });
    training.onLost = (error) => this.#lose(error);
  }

  /** What this device offers, once the training thread has said so. */
  get device(): DeviceReport | null {
    return this.#device;
  }

  /** How many threads were asked for, or null when the device decides. */
  get threads(): number | null {
    return this.#threads;
  }

  /** A run of this tab that another tab has taken over: a new object each time. */
  get taken(): Extract<TabNews, { kind: 'taken' }> | null {
    return this.#taken;
  }

  /** A run found cut off or paused, unless this tab is already looking at it. */
  get unfinished(): RunSummary | null {
    return this.run.isBusy ? null : this.library.unfinished;
  }

  /** A run that trains in another tab, while none trains here. */
  get elsewhere(): RunSummary | null {
    if (this.run.isBusy) return null;
    return this.library.runs.find((run) => run.elsewhere && run.state === 'training') ?? null;
  }

  /** The run to write with when none was chosen: the current one, the one last written with, or the newest that has learned something. */
  get writable(): RunSummary | null {
    const runs = this.library.runs.filter((run) => run.checkpointBytes > 0);
    const chosen = this.library.find(this.writing.runId);
    const known = (id: string | null | undefined): RunSummary | undefined => runs.find((run) => run.id === id);
    return chosen ?? known(this.run.summary?.id) ?? known(this.desk.pages.last) ?? runs.at(0) ?? null;
  }

  /** What of the runs is only in the memory of this tab, while nothing is saved. */
  get inMemory(): readonly RunSummary[] {
    if (this.safekeeping.fault === null) return [];
    const training = this.run.isTraining ? this.run.summary?.id : null;
    return this.library.runs.filter((run) => run.unsavedReason !== null || run.id === training);
  }

  /** Reads what earlier visits left, and hears from now on what other tabs do. */
  async open(): Promise<void> {
    const problems: unknown[] = [];
    const keep = (error: unknown): void => void problems.push(error);
    await Promise.all([
      this.#training.device().then((device) => (this.#device = device), keep),
      this.safekeeping.open(),
      this.desk.pages.open(),
      this.arrivals.restoreText().catch(keep),
      this.#listen().catch(keep),
      this.#refresh(),
      this.space.refresh(),
    ]);
    if (problems.length > 0) this.notices.warn(messageOf(problems[0]));
  }

  /** Trains the chosen text, or the first sample when nothing was chosen. */
  async train(): Promise<void> {
    if (this.settings.settings === null || this.run.isBusy) return;
    this.view.go('train');
    const text = this.texts.ensure(this.settings.task).then(async (found) => {
      if (found !== null) await this.settings.fitTo(found.id);
      return found?.id ?? null;
    });
    await this.run.train(text, () => this.settings.settings, this.settings.origin?.id ?? null);
    if (this.run.isTraining) this.settings.goOnWith(null);
  }

  /** Opens Train for a run that goes on with the network of another and with the chosen text. */
  goOnWithText(run: RunSummary): void {
    this.settings.goOnWith(run);
    this.view.go('train');
  }

  async resume(run: RunSummary): Promise<void> {
    if (this.run.isBusy) return;
    this.view.go('train');
    await this.run.resume(run);
  }

  /** Looks on while a run trains in another tab. */
  watch(run: RunSummary): void {
    if (this.run.isBusy) return;
    this.view.go('train');
    this.run.watch(run);
  }

  /** From the next run on, computes with so many threads; null leaves it to the device. */
  async useThreads(threads: number | null): Promise<void> {
    try {
      this.#device = await this.#training.useThreads(threads);
      this.#threads = threads;
    } catch (error) {
      this.notices.warn(messageOf(error));
    }
  }

  /** Deletes a run, once there has been time to think better of it. Returns how to bring it back. */
  discard(run: RunSummary): Deletion {
    const isCurrent: boolean = this.run.summary?.id === run.id;
    const isWriting: boolean = this.writing.runId === run.id;
    this.safekeeping.forget(run.id);
    if (this.settings.origin?.id === run.id) this.settings.goOnWith(null);
    const deletion = this.library.discard(run.id);
    if (isCurrent) this.run.forget(run.id);
    if (isWriting) this.writing.chooseRun(null);
    void deletion.done.then((isGone) => {
      void this.space.refresh();
      if (isGone) {
        // Other tabs may have noted it meanwhile.
        this.safekeeping.forget(run.id);
        this.desk.pages.forget(run.id);
        return;
      }
      if (isCurrent && this.run.summary === null) this.run.show(run);
      if (isWriting && this.writing.runId === null) this.writing.chooseRun(run.id);
    });
    return deletion;
  }

  /** Hands a run out as a file. What was exported as safetensors can be brought back, so nobody need worry about it. */
  async export(run: RunSummary, kind: ExportKind, step: number | null = null): Promise<void> {
    const exported = await this.library.export(run, kind, step);
    if (exported && kind === 'safetensors') this.space.settle([run.id]);
  }

  /** Trains on from a checkpoint as a run of its own; while another trains, that run only waits in the Library. */
  async goOnFrom(run: RunSummary, step: number): Promise<void> {
    const copy = await this.library.copy(run, step);
    if (copy === null) return;
    if (this.run.isBusy) this.arrivals.sayIsIn(copy);
    else await this.resume(copy);
  }

  /** Opens Write with a run, at the checkpoint of a step or at its best. */
  writeWith(run: RunSummary, step: number | null = null): void {
    this.desk.turnTo(run.id, step);
    this.view.go('write');
  }

  /** Hands everything out as one file, which can be brought back. */
  async backUp(): Promise<void> {
    const report = await this.copying.backUp();
    if (report !== null) this.space.settle(report.runs);
  }

  #listen(): Promise<void> {
    return this.#training.listen((news) => {
      if (news.kind === 'changed') void this.#refresh();
      else this.#taken = news;
    });
  }

  /** Reads the library anew, and lets the run that is looked at follow. */
  async #refresh(): Promise<void> {
    const shown = (): string | null => this.run.summary?.id ?? null;
    const before = this.library.find(shown());
    void Promise.all([this.checkpoints.refresh(), this.desk.kept.refresh()]);
    await this.library.refresh();
    const run = this.library.find(shown());
    if (run !== null) this.run.align(run);
    else if (before !== null && before.id === shown() && !this.run.isBusy) this.run.forget(before.id);
  }

  #saved(): void {
    if (this.run.summary !== null) this.safekeeping.remember(this.run.summary);
    void this.space.keep();
    void this.checkpoints.refresh();
  }

  #turn(): void {
    void this.#refresh();
    void this.space.refresh();
  }

  #lose(error: Error): void {
    const wasTraining = this.run.isBusy;
    this.run.lose(error);
    // Only a run leaves something to look at; asking again otherwise would start one dying thread after another.
    if (wasTraining) void this.#listen().then(() => this.#refresh());
    else this.notices.warn(error.message);
  }
}

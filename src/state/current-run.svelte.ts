/** The run this tab is looking at: its progress as it trains, and the verbs that steer it. */
import type { WatchNews } from '../shared/tabs.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';
import { messageOf } from '../shared/errors.ts';
import type { ProgressReport, RunState, RunSummary } from '../shared/run.ts';
import type { Settings } from '../shared/settings.ts';
import type { RunEnding } from './end-notice.svelte.ts';
import type { Start, Verb } from './run-verbs.ts';
import { RunTrace } from './run-trace.svelte.ts';
import { Watching } from './watching.svelte.ts';

export class CurrentRun {
  readonly #client: TrainingWorker;
  #summary = $state.raw<RunSummary | null>(null);
  #trace = $state.raw(new RunTrace());
  #state = $state<RunState | null>(null);
  #verb = $state<Verb | null>(null);
  #problem = $state<string | null>(null);
  #savedAt = $state<number | null>(null);
  #ending = $state.raw<RunEnding | null>(null);
  readonly #watching: Watching;
  #isUnanswered = $state(false);
  /** Told whenever a run begins, rests or ends, so that lists of runs can be read anew. */
  onTurn: () => void = () => {};
  /** Told whenever a checkpoint was written. */
  onSave: () => void = () => {};

  constructor(client: TrainingWorker) {
    this.#client = client;
    this.#watching = new Watching(client);
  }

  get summary(): RunSummary | null {
    return this.#summary;
  }

  /** All that was seen of it: reports, curves, samples. */
  get seen(): RunTrace {
    return this.#trace;
  }

  get state(): RunState | null {
    return this.#state;
  }

  /** The verb under way, until the worker has answered. */
  get verb(): Verb | null {
    return this.#verb;
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** A new object each time a run ends by itself. */
  get ending(): RunEnding | null {
    return this.#ending;
  }

  get savedAt(): number | null {
    return this.#savedAt;
  }

  get step(): number {
    return this.seen.report?.step ?? this.#summary?.step ?? 0;
  }

  get totalSteps(): number {
    return this.seen.report?.totalSteps ?? this.#summary?.totalSteps ?? 0;
  }

  /** Does it train in this tab? */
  get isTraining(): boolean {
    return this.isAlive && !this.isWatched;
  }

  /** Does it train, in whichever tab? */
  get isAlive(): boolean {
    return this.#state === 'training';
  }

  /** Is it another tab's, and only looked at here? */
  get isWatched(): boolean {
    return this.#watching.isOn;
  }

  /** The tab that has it was asked for it, and has not let go. */
  get isUnanswered(): boolean {
    return this.#isUnanswered;
  }

  /** Is the training thread taken, so that no other run can begin and the page should not be reloaded? */
  get isBusy(): boolean {
    return this.isTraining || this.#verb !== null;
  }

  get canResume(): boolean {
    const rests = this.#state !== null && this.#state !== 'training' && this.#state !== 'finished';
    return rests && this.#verb === null && !this.isWatched;
  }

  /**
   * Begins a new run. `text` is awaited here, so that reading it counts as starting; its settings may depend on it.
   * `from`: with what this run of the library has learned.
   */
  async train(text: Promise<string | null>, chosen: () => Settings | null, from: string | null = null): Promise<void> {
    await this.begin(async () => {
      const [textId, settings] = [await text, chosen()];
      if (textId === null || settings === null) return null;
      return (report) => this.#client.start(textId, settings, report, from);
    });
  }

  /** Begins the run that `ready` says how to begin, or none. It takes the place of the one that is shown, unless it fails. */
  async begin(ready: () => Promise<Start | null>): Promise<void> {
    await this.#take('starting', async () => {
      const start = await ready();
      if (start === null) return null;
      const restore = this.#keep();
      this.#clear();
      try {
        return await start((report) => this.#hear(report));
      } catch (error) {
        restore();
        throw error;
      }
    });
  }

  async resume(run: RunSummary): Promise<void> {
    await this.#take('resuming', () => {
      if (run.id !== this.#summary?.id) this.show(run);
      return this.#client.resume(run.id, (report) => this.#hear(report));
    });
  }

  /** Goes on here with the run that is watched. `steal`: without asking the other tab, which did not answer. */
  async takeOver(steal: boolean): Promise<void> {
    const run = this.#summary;
    if (run === null) return;
    this.#isUnanswered = false;
    await this.#take('taking', async () => {
      const summary = await this.#client.takeOver(run.id, (report) => this.#hear(report), steal);
      if (summary === null) this.#isUnanswered = true;
      else this.#unwatch();
      return summary;
    });
  }

  async pause(): Promise<void> {
    await this.#take('pausing', () => this.#client.pause());
  }

  async stop(): Promise<void> {
    await this.#take('stopping', () => this.#client.stop());
  }

  async change(changes: { readonly learningRate?: number; readonly sampleTemperature?: number }): Promise<void> {
    const summary = this.#summary;
    if (!summary) return;
    try {
      await this.#client.change(changes);
      this.#problem = null;
      this.#summary = { ...summary, settings: { ...summary.settings, ...changes } };
    } catch (error) {
      this.#problem = messageOf(error);
    }
  }

  /** Saves what trains, as the page may soon be frozen or gone. How it went is in the next report. */
  async checkpoint(): Promise<void> {
    if (this.#summary === null && this.#verb === null) return;
    // A dead worker is heard of elsewhere; here nobody is looking any more.
    await this.#client.checkpoint().catch(() => {});
  }

  /** Looks at a run of the library that does not train here. */
  show(run: RunSummary): void {
    this.#clear();
    this.#look(run);
  }

  /** Looks at a run that another tab has, and hears all that becomes of it. */
  watch(run: RunSummary): void {
    if (run.id !== this.#summary?.id) this.show(run);
    this.#problem = null;
    const hear = (news: WatchNews): void => {
      if (news.kind === 'progress') this.#apply(news.report);
      else this.#look(news.run);
    };
    // How it stands when nobody has it any more, the library knows.
    this.#watching.begin(run, hear, () => this.onTurn());
  }

  /** Does what follows from what the library knows of the run that is looked at: it may be another tab's, or free again. */
  align(run: RunSummary): void {
    if (this.isBusy || run.id !== this.#summary?.id) return;
    if (run.elsewhere) {
      if (!this.isWatched) this.watch(run);
    } else if (this.isWatched || run.writer !== this.#summary.writer) {
      this.#unwatch();
      this.#look(run);
    } else this.renew(run);
  }

  #unwatch(): void {
    this.#watching.end();
    this.#isUnanswered = false;
  }

  /** Shows a run as it stands; samples seen of it before stay. */
  #look(run: RunSummary): void {
    this.#summary = run;
    this.#state = run.state;
    this.#savedAt = run.updatedAt;
    this.#trace.seed(run);
  }

  /** Takes over a new name. */
  renew(run: RunSummary): void {
    if (run.id === this.#summary?.id) this.#summary = { ...this.#summary, name: run.name };
  }

  /** Forgets a run that is no more. */
  forget(runId: string): void {
    if (runId === this.#summary?.id) this.#clear();
  }

  /** The training thread is gone, and the run with it, up to its last checkpoint. */
  lose(error: Error): void {
    if (this.isWatched) this.#clear();
    if (this.#state === 'training') this.#state = 'interrupted';
    this.#verb = null;
    this.#problem = messageOf(error);
  }

  async #take(verb: Verb, act: () => Promise<RunSummary | null>): Promise<void> {
    if (this.#verb !== null) return;
    this.#verb = verb;
    this.#problem = null;
    try {
      const summary = await act();
      if (summary) this.#settle(summary, verb);
    } catch (error) {
      this.#problem = messageOf(error);
    } finally {
      this.#verb = null;
      this.onTurn();
    }
  }

  #settle(summary: RunSummary, verb: Verb): void {
    this.#summary = summary;
    // A very short run can have ended before the answer to `start` arrived: its reports know better.
    const ended = this.#state === 'finished' || this.#state === 'failed';
    if (verb === 'pausing' || verb === 'stopping' || !ended) this.#state = summary.state;
    if (this.#trace.isEmpty) this.#trace.seed(summary);
    void this.#trace.compare(summary, this.#client);
  }

  #hear(report: ProgressReport): void {
    if (this.#summary && this.#summary.id !== report.runId) return;
    const before = this.#state;
    // Whatever was watched before the first step here is past.
    if (this.#verb === 'taking') this.#unwatch();
    // A report sent before a pause may arrive after its answer; it must not set the run going again.
    const isLate = report.state === 'training' && before !== 'training' && !this.#begins;
    this.#apply(isLate && before !== null ? { ...report, state: before } : report);
    const { state, problem } = report;
    if (before !== state && (state === 'finished' || state === 'failed')) this.#ending = { state, problem };
    if (before === 'training' && this.#state !== 'training' && this.#verb === null) this.onTurn();
  }

  /** Is a run about to go on here? */
  get #begins(): boolean {
    return this.#verb === 'resuming' || this.#verb === 'taking';
  }

  #apply(report: ProgressReport): void {
    this.#trace.append(report);
    this.#state = report.state;
    if (report.problem) this.#problem = report.problem;
    if (report.savedAt === null || report.savedAt === this.#savedAt) return;
    this.#savedAt = report.savedAt;
    this.onSave();
  }

  /** Remembers what is shown, and returns how to bring it back. */
  #keep(): () => void {
    const kept = [this.#summary, this.#state, this.#savedAt, this.#trace] as const;
    return () => ([this.#summary, this.#state, this.#savedAt, this.#trace] = kept);
  }

  #clear(): void {
    this.#unwatch();
    this.#trace = new RunTrace();
    [this.#summary, this.#state, this.#problem, this.#savedAt] = [null, null, null, null];
  }
}

import { training } from '../messages/training.ts';
import { StateError } from '../shared/errors.ts';
import type { ProgressReport, RunState, RunSummary } from '../shared/run.ts';
import type { TabNews } from '../shared/tabs.ts';
import type { FallbackStore } from '../storage/fallback-store.ts';
import type { StorageCare } from '../storage/steady-store.ts';
import { GENTLE_SHARE } from '../training/duty.ts';
import { ActiveRun } from './active-run.ts';
import type { BaselineCounting } from './baseline.ts';
import { Speed } from './calibration.ts';
import { Holds } from './holds.ts';
import type { Locking } from './lock.ts';
import type { Machine } from './machine.ts';
import type { NgramCounting } from './ngram-baseline.ts';
import type { RunMaterial } from './run-material.ts';
import type { TabChannel } from './tab-channel.ts';
import { WatcherTab } from './watcher-tab.ts';
import { WriterTab } from './writer-tab.ts';

/** What the runner must be given. */
export interface RunnerEnvironment {
  readonly store: FallbackStore;
  readonly storage: Pick<StorageCare, 'forgetRun'>;
  readonly locks: Locking;
  readonly channel: TabChannel;
  /** How long another tab may take to save a run and let go of it, in milliseconds. */
  readonly patienceMs: number;
  readonly now: () => number;
  readonly countNgrams: NgramCounting;
  readonly countBaseline: BaselineCounting;
  /** What a machine trains in a second, in units of `costPerSymbol`. */
  readonly measureSpeed: (machine: Machine) => Promise<number>;
}

/** Makes a run ready. `hold` makes it this tab's, and gives the writer's name under which it may be stored. */
export type Prepare = (
  hold: (run: RunSummary) => Promise<string>,
) => Promise<{ readonly run: RunSummary; readonly material: RunMaterial }>;

/** The one place of a tab where a run trains, and what the tab holds of the runs that all tabs share. */
export class Runner {
  readonly #environment: RunnerEnvironment;
  readonly #store: FallbackStore;
  readonly #holds: Holds;
  readonly #writer: WriterTab;
  readonly watcher: WatcherTab;
  #active: ActiveRun | null = null;
  /** Resolves when the active run has ended and its place is free. */
  #following: Promise<void> = Promise.resolve();
  /** From the press on Train until the first step. */
  #beginning: Promise<unknown> | null = null;
  /** One after the other, so that none lets go of a run while another still needs it. */
  #acts: Promise<unknown> = Promise.resolve();
  readonly speed: Speed;
  #share = 1;
  /** Hears what other tabs do. */
  onNews: (news: TabNews) => void = () => {};

  constructor(environment: RunnerEnvironment) {
    const { store, locks, channel } = environment;
    this.#environment = environment;
    this.speed = new Speed(environment.measureSpeed);
    this.#store = store;
    const changed = (): void => this.onNews({ kind: 'changed' });
    this.#holds = new Holds(locks, changed, (runId) => void this.#lose(runId));
    this.watcher = new WatcherTab(channel, locks, this.#holds);
    this.#writer = new WriterTab(channel, locks, {
      has: (runId) => this.#holds.has(runId),
      soFar: (runId) => this.#trains(runId)?.soFar ?? this.#store.unsavedRun(runId),
      giveUp: (runId) => this.#giveUp(runId),
    });
    channel.listen((message) => {
      // What this tab remembers of it is older than what that tab will save.
      if (message.kind === 'began') environment.storage.forgetRun(message.runId);
      if (message.kind === 'changed' || message.kind === 'began') changed();
    });
  }

  /** Of the time, how much a run trains. */
  get share(): number {
    return this.#share;
  }

  /** Trains half of the time from now on, or all of it. */
  beGentle(gentle: boolean): void {
    this.#share = gentle ? GENTLE_SHARE : 1;
    if (this.#active !== null) this.#active.session.share = this.#share;
  }

  /** The run that trains now. */
  get active(): ActiveRun | null {
    return this.#active;
  }

  get isIdle(): boolean {
    return this.#active === null && this.#beginning === null;
  }

  /** The runs other tabs have. */
  elsewhere(): Promise<ReadonlySet<string>> {
    return this.#holds.elsewhere();
  }

  /**
   * Trains what `prepare` makes ready on `machine`; it must take hold of the run before it reads what is stored of it.
   * @throws StateError while another run trains here, or when another tab has this one.
   */
  async begin(machine: Machine, report: (progress: ProgressReport) => void, prepare: Prepare): Promise<RunSummary> {
    this.requireIdle();
    const beginning = this.#begin(machine, report, prepare);
    this.#beginning = beginning;
    try {
      return await beginning;
    } finally {
      this.#beginning = null;
    }
  }

  async #begin(machine: Machine, report: (progress: ProgressReport) => void, prepare: Prepare): Promise<RunSummary> {
    const held: string[] = [];
    try {
      const { run, material } = await prepare(async ({ id, name }) => {
        const writer = await this.#holds.take(id, `“${name}”`);
        held.push(id);
        return writer;
      });
      const { now, countNgrams, countBaseline } = this.#environment;
      const environment = { machine, store: this.#store, now, countNgrams, countBaseline };
      const active = await ActiveRun.prepare(run, material, environment, (progress) => {
        report(progress);
        this.#writer.tell(progress);
      });
      // Until its next checkpoint the store knows it as it rested.
      if (material.checkpoint !== null) await this.#note(active.summary, 'training');
      // Taken away while it was made ready.
      if (!this.#holds.has(run.id)) throw new StateError(training.takenOver(run.name));
      active.session.share = this.#share;
      this.#active = active;
      this.#following = this.#follow(active);
      this.#writer.began(run.id);
      return active.summary;
    } catch (error) {
      for (const id of held) await this.letGo(id);
      throw error;
    }
  }

  /**
   * Makes this tab the one that has a run, so that it can go on here.
   * @param steal without asking: what the other tab has not saved is lost.
   * @returns false when the tab that has it has not let go in time.
   * @throws StateError while a run trains here, or when the other tab says that it cannot let go.
   */
  async claim(runId: string, steal: boolean): Promise<boolean> {
    this.requireIdle();
    if (!steal) return this.watcher.ask(runId, this.#environment.patienceMs);
    await this.#holds.steal(runId);
    return true;
  }

  async end(wish: 'paused' | 'stopped'): Promise<RunSummary> {
    const active = this.requireActive();
    const state = await active.session.end(wish);
    await this.#following;
    return { ...active.summary, state };
  }

  /** Saves now what trains, and tries again what could not be stored. */
  async checkpoint(): Promise<void> {
    await this.#active?.session.checkpoint();
    for (const runId of this.#store.unsaved) await this.#retry(runId);
  }

  /** Does something with a run that no other tab may do at the same time. */
  holding<Result>(runId: string, act: () => Promise<Result>): Promise<Result> {
    const acting = this.#acts.then(async () => {
      await this.#holds.take(runId, 'This run');
      try {
        return await act();
      } finally {
        await this.letGo(runId);
      }
    });
    this.#acts = acting.catch(() => undefined);
    return acting;
  }

  /** The same with a run that nobody has: false, and nothing done, when this tab or another has it. */
  async whileFree(runId: string, act: () => Promise<void>): Promise<boolean> {
    if (this.#holds.has(runId) || (await this.elsewhere()).has(runId)) return false;
    await this.holding(runId, act);
    return true;
  }

  requireIdle(): void {
    if (this.isIdle) return;
    const name = this.#active?.summary.name ?? 'A run';
    throw new StateError(training.isTraining(name));
  }

  requireActive(): ActiveRun {
    if (this.#active === null) throw new StateError(training.noRun);
    return this.#active;
  }

  #trains(runId: string): ActiveRun | null {
    return this.#active?.summary.id === runId ? this.#active : null;
  }

  /** A run that is only in this tab's memory stays this tab's: another would go on from an older state. */
  async letGo(runId: string): Promise<void> {
    if (this.#trains(runId) === null && !this.#store.isUnsaved(runId)) await this.#holds.release(runId);
  }

  async #retry(runId: string): Promise<void> {
    // What trains is saved by its session.
    if (this.#trains(runId) !== null) return;
    await this.#store.retry(runId);
    await this.letGo(runId);
  }

  /** Trains to the end, whatever it is, and clears the place. */
  async #follow(active: ActiveRun): Promise<void> {
    try {
      const state = await active.session.run();
      if (active.speed !== null) this.speed.learn(active.speed);
      if (state === 'failed' || state === 'interrupted') await this.#note(active.summary, state);
    } finally {
      this.#active = null;
      active.close();
      await this.letGo(active.summary.id);
    }
  }

  /** Stores the state of a run without a checkpoint, unless it has another writer by now. */
  async #note({ id, writer }: RunSummary, state: RunState): Promise<void> {
    const changed = this.#store.updateRun(id, (run) => (run.writer === writer ? { ...run, state } : run));
    await changed.catch(() => undefined);
  }

  async #giveUp(runId: string): Promise<string | null> {
    await this.#beginning?.catch(() => undefined);
    const active = this.#trains(runId);
    const { name } = active?.summary ?? this.#store.unsavedRun(runId) ?? {};
    // Nothing but a name is being written: it is let go of in a moment.
    if (name === undefined) return null;
    // A run that cannot be stored goes on where it is.
    if (active !== null) await active.session.checkpoint();
    if (active !== null && !this.#store.isUnsaved(runId) && this.#active === active) await this.end('paused');
    if (active === null) await this.#retry(runId);
    const reason = this.#store.unsavedRun(runId)?.unsavedReason ?? null;
    if (reason === null) this.onNews({ kind: 'taken', name, wasAsked: true });
    return reason;
  }

  /** Another tab has taken a run away. */
  async #lose(runId: string): Promise<void> {
    const active = this.#trains(runId);
    const name = active?.summary.name ?? this.#store.unsavedRun(runId)?.name;
    await active?.session.abandon();
    this.#store.forget(runId);
    this.#environment.storage.forgetRun(runId);
    if (name !== undefined) this.onNews({ kind: 'taken', name, wasAsked: false });
  }
}

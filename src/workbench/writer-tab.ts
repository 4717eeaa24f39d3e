import type { ProgressReport, RunSummary } from '../shared/run.ts';
import { WATCH, type TabMessage } from '../shared/tabs.ts';
import type { Locking } from './lock.ts';
import type { TabChannel } from './tab-channel.ts';

/** What the tab that has a run can say of it and do with it. */
export interface WriterHost {
  has(runId: string): boolean;
  /** A run this tab has, as it stands at this moment; null as long as it is getting ready. */
  soFar(runId: string): RunSummary | null;
  /** Saves a run this tab has and lets go of it. Returns why it keeps it, or null. */
  giveUp(runId: string): Promise<string | null>;
}

/** The half of the tab that has a run: tells those who watch it, and lets go of it when it is asked to. */
export class WriterTab {
  readonly #channel: TabChannel;
  readonly #locks: Pick<Locking, 'freed'>;
  readonly #host: WriterHost;
  /** By run; nothing is told of a run that nobody watches. */
  readonly #watchers = new Map<string, Set<string>>();

  constructor(channel: TabChannel, locks: Pick<Locking, 'freed'>, host: WriterHost) {
    this.#channel = channel;
    this.#locks = locks;
    this.#host = host;
    channel.listen((message) => void this.#hear(message));
  }

  /** A run trains here from now on: whoever watched it elsewhere turns to this tab. */
  began(runId: string): void {
    this.#channel.post({ kind: 'began', runId });
  }

  tell(report: ProgressReport): void {
    if (this.#watchers.has(report.runId)) this.#channel.post({ kind: 'progress', report });
  }

  async #hear(message: TabMessage): Promise<void> {
    if (message.kind === 'watch') await this.#welcome(message.runId, message.watcher);
    if (message.kind === 'letGo' && this.#host.has(message.runId)) {
      const reason = await this.#host.giveUp(message.runId);
      if (reason !== null) this.#channel.post({ kind: 'kept', asker: message.asker, reason });
    }
  }

  async #welcome(runId: string, watcher: string): Promise<void> {
    // Told at once, so that no report falls between it and the first that is broadcast.
    const run = this.#host.soFar(runId);
    if (run === null) return;
    const watchers = this.#watchers.get(runId) ?? new Set();
    this.#watchers.set(runId, watchers.add(watcher));
    this.#channel.post({ kind: 'soFar', watcher, run });
    await this.#locks.freed(`${WATCH}:${watcher}`);
    watchers.delete(watcher);
    if (watchers.size === 0 && this.#watchers.get(runId) === watchers) this.#watchers.delete(runId);
  }
}

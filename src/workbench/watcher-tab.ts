import { training } from '../messages/training.ts';
import { StateError } from '../shared/errors.ts';
import type { ProgressReport, RunSummary } from '../shared/run.ts';
import { WATCH, type WatchNews } from '../shared/tabs.ts';
import type { Holds } from './holds.ts';
import type { Locking } from './lock.ts';
import type { TabChannel } from './tab-channel.ts';

/** The half of a tab that looks at a run another tab has: watches it, and asks for it. */
export class WatcherTab {
  readonly #channel: TabChannel;
  readonly #locks: Locking;
  readonly #holds: Holds;
  #watching: AbortController | null = null;

  constructor(channel: TabChannel, locks: Locking, holds: Holds) {
    this.#channel = channel;
    this.#locks = locks;
    this.#holds = holds;
  }

  /** Hears all of a run that another tab has. Resolves when that tab lets go of it or is gone, or after `unwatch`. */
  async watch(runId: string, hear: (news: WatchNews) => void): Promise<void> {
    this.unwatch();
    const end = new AbortController();
    this.#watching = end;
    const watcher = crypto.randomUUID();
    const sign = await this.#locks.steal(`${WATCH}:${watcher}`);
    const begin = (): void => this.#channel.post({ kind: 'watch', runId, watcher });
    let soFar: RunSummary | null = null;
    const stop = this.#channel.listen((message) => {
      if (message.kind === 'began' && message.runId === runId) begin();
      if (message.kind === 'soFar' && message.watcher === watcher) {
        soFar = message.run;
        hear({ kind: 'soFar', run: message.run });
      }
      if (message.kind === 'progress' && message.report.runId === runId && soFar !== null) {
        hear({ kind: 'progress', report: since(soFar, message.report) });
      }
    });
    try {
      begin();
      await this.#holds.freed(runId, end.signal);
    } finally {
      stop();
      await sign.release();
    }
  }

  unwatch(): void {
    this.#watching?.abort();
    this.#watching = null;
  }

  /**
   * Asks the tab that has a run to save it and let go, and holds it then.
   * @returns false when it has not let go within `patienceMs`.
   * @throws StateError when it cannot, with its reason.
   */
  async ask(runId: string, patienceMs: number): Promise<boolean> {
    const asker = crypto.randomUUID();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), patienceMs);
    const refusals: string[] = [];
    const stop = this.#channel.listen((message) => {
      if (message.kind !== 'kept' || message.asker !== asker) return;
      refusals.push(message.reason);
      patience.abort();
    });
    try {
      this.#channel.post({ kind: 'letGo', runId, asker });
      if ((await this.#holds.await(runId, patience.signal)) !== null) return true;
    } finally {
      clearTimeout(timer);
      stop();
    }
    if (refusals.length === 0) return false;
    throw new StateError(training.cannotLetGo(refusals[0]));
  }
}

/** A report without what a watcher was told at the beginning. */
function since(run: RunSummary, report: ProgressReport): ProgressReport {
  const isNew = ({ step }: { readonly step: number }): boolean => step > run.step;
  const { newTraining, newValidation, newSample } = report;
  return {
    ...report,
    newTraining: newTraining.filter(isNew),
    newValidation: newValidation.filter(isNew),
    newSample: newSample !== null && newSample.step !== run.sample?.step ? newSample : null,
  };
}

/** Looking on while another tab has a run. */
import type { RunSummary } from '../shared/run.ts';
import type { WatchNews } from '../shared/tabs.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';

export class Watching {
  readonly #client: TrainingWorker;
  #runId = $state<string | null>(null);

  constructor(client: TrainingWorker) {
    this.#client = client;
  }

  get isOn(): boolean {
    return this.#runId !== null;
  }

  /** `hear` is told all of the run until `end`; `freed` when the other tab has let go of it or is gone. */
  begin({ id }: RunSummary, hear: (news: WatchNews) => void, freed: () => void): void {
    this.#runId = id;
    const watching = this.#client.watch(id, (news) => {
      if (this.#runId === id) hear(news);
    });
    // A dead thread is heard of elsewhere.
    void watching.then(freed, () => undefined);
  }

  end(): void {
    if (!this.isOn) return;
    this.#runId = null;
    void this.#client.unwatch().catch(() => undefined);
  }
}

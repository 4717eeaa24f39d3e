/** The checkpoints that are kept of the runs somebody looks at. */
import { SvelteMap } from 'svelte/reactivity';
import { messageOf } from '../shared/errors.ts';
import type { CheckpointSummary } from '../shared/run.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';

/** Which is written with unless another is chosen: the best, or the newest where none was measured. */
export function writerAmong(kept: readonly CheckpointSummary[]): CheckpointSummary | null {
  return kept.find(({ best }) => best) ?? kept.at(0) ?? null;
}

export class Checkpoints {
  readonly #client: TrainingWorker;
  readonly #lists = new SvelteMap<string, readonly CheckpointSummary[]>();
  readonly #problems = new SvelteMap<string, string>();

  constructor(client: TrainingWorker) {
    this.#client = client;
  }

  /** The newest first; null before they were read. */
  of(runId: string): readonly CheckpointSummary[] | null {
    return this.#lists.get(runId) ?? null;
  }

  problemOf(runId: string): string | null {
    return this.#problems.get(runId) ?? null;
  }

  load(runId: string): Promise<void> {
    return this.#do(runId, () => Promise.resolve());
  }

  /** Reads anew those that were read before. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#lists.keys()].map((runId) => this.load(runId)));
  }

  pin(runId: string, step: number, pinned: boolean): Promise<void> {
    return this.#do(runId, () => this.#client.pin(runId, step, pinned));
  }

  /**
   * Pins what trains as it stands, and returns its step.
   * @throws StateError when nothing trains.
   */
  async keep(): Promise<number> {
    const step = await this.#client.keep();
    await this.refresh();
    return step;
  }

  /** The network as ONNX where its state is only in memory; null where it is stored. A step of null stands for the best. */
  async modelOf(runId: string, step: number | null): Promise<Blob | null> {
    const kept = await this.#client.checkpoints(runId);
    const wanted = step === null ? writerAmong(kept) : kept.find((each) => each.step === step);
    return wanted?.inMemory === false ? null : this.#client.exportOnnx(runId, step);
  }

  /** Does something with a run's checkpoints and reads them anew, whatever came of it. */
  async #do(runId: string, act: () => Promise<void>): Promise<void> {
    const problem = await act().then(() => null, messageOf);
    const kept = await this.#client.checkpoints(runId).catch((error: unknown) => messageOf(error));
    if (typeof kept !== 'string') this.#lists.set(runId, kept);
    const said = problem ?? (typeof kept === 'string' ? kept : null);
    if (said === null) this.#problems.delete(runId);
    else this.#problems.set(runId, said);
  }
}

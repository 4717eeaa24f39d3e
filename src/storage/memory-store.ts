/**
 * The store's verbs without a database, for a browser that refuses to keep anything: training, writing samples and
 * exporting go on, and all of it ends with the tab. Whoever uses it must say so.
 */
import { StateError, StorageError } from '../shared/errors.ts';
import type { RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';
import type { Store } from './store.ts';

/** What both kinds of store do. */
export type Keeping = Pick<
  Store,
  'putText' | 'texts' | 'text' | 'textByHash' | 'save' | 'runs' | 'run' | 'updateRun' | 'removeRun' | 'newestCheckpoint'
>;

export class MemoryStore implements Keeping {
  readonly #texts = new Map<string, { summary: TextSummary; content: Blob }>();
  readonly #runs = new Map<string, { run: RunSummary; checkpoint: Uint8Array<ArrayBuffer> }>();

  async putText(summary: TextSummary, content: Blob): Promise<TextSummary> {
    const known = await this.textByHash(summary.hash);
    const stored = known === null ? summary : { ...summary, id: known.summary.id };
    this.#texts.set(stored.id, { summary: stored, content });
    return stored;
  }

  texts(): Promise<TextSummary[]> {
    return Promise.resolve([...this.#texts.values()].map(({ summary }) => summary).reverse());
  }

  text(id: string): Promise<{ summary: TextSummary; content: Blob } | null> {
    return Promise.resolve(this.#texts.get(id) ?? null);
  }

  textByHash(hash: string): Promise<{ summary: TextSummary; content: Blob } | null> {
    return Promise.resolve([...this.#texts.values()].find(({ summary }) => summary.hash === hash) ?? null);
  }

  save(run: RunSummary, checkpoint: Uint8Array): Promise<void> {
    const copy = checkpoint.slice();
    this.#runs.set(run.id, { run: { ...run, checkpointBytes: copy.byteLength }, checkpoint: copy });
    return Promise.resolve();
  }

  runs(): Promise<RunSummary[]> {
    const runs = [...this.#runs.values()].map(({ run }) => run);
    return Promise.resolve(runs.sort((one, other) => other.updatedAt - one.updatedAt));
  }

  run(id: string): Promise<RunSummary | null> {
    return Promise.resolve(this.#runs.get(id)?.run ?? null);
  }

  updateRun(id: string, change: (run: RunSummary) => RunSummary): Promise<RunSummary> {
    const known = this.#runs.get(id);
    if (known === undefined) {
      return Promise.reject(new StateError('This run is no longer in the Library. Reload the page to see what is.'));
    }
    const run = change(known.run);
    this.#runs.set(id, { ...known, run });
    return Promise.resolve(run);
  }

  removeRun(id: string): Promise<void> {
    this.#runs.delete(id);
    return Promise.resolve();
  }

  newestCheckpoint(id: string): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.#runs.get(id);
    return known === undefined
      ? Promise.reject(
          new StorageError('Nothing was saved of this run yet. Train it again, or import an exported file of it.'),
        )
      : Promise.resolve(known.checkpoint);
  }
}

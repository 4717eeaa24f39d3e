import { messageOf, StateError } from '../shared/errors.ts';
import type { RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';
import type { Keeping } from './memory-store.ts';

interface Refused {
  readonly run: RunSummary;
  readonly checkpoint: Uint8Array<ArrayBuffer>;
}

/**
 * The store's verbs over another store. A checkpoint which that store refuses, because the disk is full, stays here in
 * memory until it is stored, removed or replaced by a later one, and every verb finds it as if it were stored.
 */
export class FallbackStore implements Keeping {
  readonly #store: Keeping;
  readonly #refused = new Map<string, Refused>();

  constructor(store: Keeping) {
    this.#store = store;
  }

  putText(summary: TextSummary, content: Blob): Promise<TextSummary> {
    return this.#store.putText(summary, content);
  }

  texts(): Promise<TextSummary[]> {
    return this.#store.texts();
  }

  text(id: string): Promise<{ summary: TextSummary; content: Blob } | null> {
    return this.#store.text(id);
  }

  textByHash(hash: string): Promise<{ summary: TextSummary; content: Blob } | null> {
    return this.#store.textByHash(hash);
  }

  /**
   * @param checkpoint bytes that nobody changes: they are not copied.
   * @throws what the store beneath throws; the checkpoint is then kept here.
   */
  async save(run: RunSummary, checkpoint: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#store.save(run, checkpoint);
      this.#refused.delete(run.id);
    } catch (error) {
      // No fault of the store: the run is another tab's now.
      if (error instanceof StateError) this.#refused.delete(run.id);
      else this.#refuse(run, checkpoint, error);
      throw error;
    }
  }

  #refuse(run: RunSummary, checkpoint: Uint8Array<ArrayBuffer>, reason: unknown): void {
    const unsaved = { ...run, checkpointBytes: checkpoint.byteLength, unsavedReason: messageOf(reason) };
    this.#refused.set(run.id, { run: unsaved, checkpoint });
  }

  /** Is the newest state of this run only here? */
  isUnsaved(id: string): boolean {
    return this.#refused.has(id);
  }

  /** A run whose newest state is only here; null for every other. */
  unsavedRun(id: string): RunSummary | null {
    return this.#refused.get(id)?.run ?? null;
  }

  /** Keeps the newest state of this run no longer: another tab went on without it. */
  forget(id: string): void {
    this.#refused.delete(id);
  }

  get unsaved(): readonly string[] {
    return [...this.#refused.keys()];
  }

  /** Offers what was refused once more. Whether it was taken this time, `isUnsaved` and `unsavedReason` tell. */
  async retry(id: string): Promise<void> {
    const refused = this.#refused.get(id);
    if (refused === undefined) return;
    const { run, checkpoint } = refused;
    const current = (): Refused | null => {
      const now = this.#refused.get(id);
      return now?.checkpoint === checkpoint ? now : null;
    };
    try {
      await this.#store.save({ ...run, unsavedReason: null }, checkpoint);
    } catch (error) {
      const now = current();
      if (error instanceof StateError) this.#refused.delete(id);
      else if (now !== null) this.#refuse(now.run, checkpoint, error);
      return;
    }
    const now = current();
    if (now === null) return;
    this.#refused.delete(id);
    // Renamed while it was written: the old name came after the new one.
    const { name } = now.run;
    if (name !== run.name) await this.#store.updateRun(id, (each) => ({ ...each, name }));
  }

  async runs(): Promise<RunSummary[]> {
    const stored = await this.#store.runs();
    const unsaved = [...this.#refused.values()].map(({ run }) => run);
    const others = stored.filter(({ id }) => !this.#refused.has(id));
    return [...unsaved, ...others].sort((one, other) => other.updatedAt - one.updatedAt);
  }

  async run(id: string): Promise<RunSummary | null> {
    return this.#refused.get(id)?.run ?? (await this.#store.run(id));
  }

  async updateRun(id: string, change: (run: RunSummary) => RunSummary): Promise<RunSummary> {
    const refused = this.#refused.get(id);
    if (refused === undefined) return this.#store.updateRun(id, change);
    const run = change(refused.run);
    this.#refused.set(id, { ...refused, run });
    // What is stored of it is an older state, or nothing; it follows where it can.
    await this.#store.updateRun(id, change).catch(() => undefined);
    return run;
  }

  async removeRun(id: string): Promise<void> {
    await this.#store.removeRun(id);
    this.#refused.delete(id);
  }

  async newestCheckpoint(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#refused.get(id)?.checkpoint ?? (await this.#store.newestCheckpoint(id));
  }
}

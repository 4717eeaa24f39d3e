import { messageOf, StateError } from '../shared/errors.ts';
import type { CheckpointSummary, RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';
import type { BroughtCheckpoint, Displaced } from './bringing.ts';
import { Course } from './course.ts';
import type { Keeping } from './memory-store.ts';
import { summaries } from './retention.ts';

/** What of a run was refused, and its way to the store while it is tried. */
interface Refused {
  readonly course: Course;
  storing: Promise<void> | null;
}

/**
 * The store's verbs over another store. A checkpoint which that store refuses, because the disk is full, stays here in
 * memory until it is stored, removed or replaced by a later one, and every verb finds it as if it were stored. The best
 * and the pinned ones stay beside the newest.
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
    const refused = this.#refused.get(run.id);
    if (refused !== undefined) {
      // In the order they were made: a store takes an earlier one for the course that goes on.
      refused.course.add(run, checkpoint);
      await this.#storeRefused(run.id, refused);
      return;
    }
    try {
      await this.#store.save(run, checkpoint);
    } catch (error) {
      // No fault of the store: the run is another tab's now.
      if (error instanceof StateError) throw error;
      const course = new Course(run, checkpoint);
      course.update((each) => ({ ...each, unsavedReason: messageOf(error) }));
      this.#refused.set(run.id, { course, storing: null });
      throw error;
    }
  }

  /** Is the newest state of this run only here? */
  isUnsaved(id: string): boolean {
    return this.#refused.has(id);
  }

  /** A run whose newest state is only here; null for every other. */
  unsavedRun(id: string): RunSummary | null {
    return this.#course(id)?.run ?? null;
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
    if (refused !== undefined) await this.#storeRefused(id, refused).catch(() => undefined);
  }

  #storeRefused(id: string, refused: Refused): Promise<void> {
    refused.storing ??= this.#storeCourse(id, refused).finally(() => {
      refused.storing = null;
    });
    return refused.storing;
  }

  /** Stores one checkpoint after the other, and lets go of each; also those that come in meanwhile. */
  async #storeCourse(id: string, { course }: Refused): Promise<void> {
    const isHere = (): boolean => this.#refused.get(id)?.course === course;
    try {
      for (let next = course.inOrder.at(0); next !== undefined && isHere(); next = course.inOrder.at(0)) {
        const { step, bytes, run } = next;
        // The name and the writer a run has now are its earlier states' too.
        const summary = step === course.run.step ? course.run : { ...run, ...ownershipOf(course.run) };
        await this.#store.save({ ...summary, unsavedReason: null }, bytes);
        for (let isPinned = false; isHere() && course.at(step)?.pinned === !isPinned; isPinned = !isPinned) {
          await this.#store.pin(id, step, !isPinned);
        }
        if (!isHere()) return;
        // Renamed while it was written: the old name came after the new one.
        const { name } = course.run;
        if (name !== summary.name) await this.#store.updateRun(id, (each) => ({ ...each, name }));
        if (course.at(step)?.bytes === bytes) course.drop(step);
      }
      if (isHere()) this.#refused.delete(id);
    } catch (error) {
      if (error instanceof StateError && isHere()) this.#refused.delete(id);
      course.update((run) => ({ ...run, unsavedReason: messageOf(error) }));
      throw error;
    }
  }

  async runs(): Promise<RunSummary[]> {
    const stored = await this.#store.runs();
    const unsaved = [...this.#refused.values()].map(({ course }) => course.run);
    const others = stored.filter(({ id }) => !this.#refused.has(id));
    return [...unsaved, ...others].sort((one, other) => other.updatedAt - one.updatedAt);
  }

  async run(id: string): Promise<RunSummary | null> {
    return this.#course(id)?.run ?? (await this.#store.run(id));
  }

  async updateRun(id: string, change: (run: RunSummary) => RunSummary): Promise<RunSummary> {
    const course = this.#course(id);
    if (course === null) return this.#store.updateRun(id, change);
    const run = course.update(change);
    // What is stored of it is an older state, or nothing; it follows where it can.
    await this.#store.updateRun(id, change).catch(() => undefined);
    return run;
  }

  async removeRun(id: string): Promise<void> {
    const refused = this.#refused.get(id);
    // First, so that what is on its way to the store does not go on.
    this.#refused.delete(id);
    try {
      await this.#store.removeRun(id);
    } catch (error) {
      if (refused !== undefined) this.#refused.set(id, refused);
      throw error;
    }
  }

  async checkpoints(id: string): Promise<readonly CheckpointSummary[]> {
    // Before the store is asked: what is stored meanwhile is then in both, not in neither.
    const course = this.#course(id);
    const own = course?.checkpoints ?? [];
    const stored = await this.#store.checkpoints(id);
    if (course === null) return stored;
    const others = stored.filter(({ step }) => own.every((each) => each.step !== step));
    const all = [...own, ...others].sort((one, other) => one.step - other.step);
    return summaries(all, course.run.step);
  }

  async pin(id: string, step: number, pinned: boolean): Promise<void> {
    const isHere = this.#course(id)?.pin(step, pinned) ?? false;
    if (!isHere) await this.#store.pin(id, step, pinned);
  }

  async checkpoint(id: string, step: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#course(id)?.at(step)?.bytes ?? (await this.#store.checkpoint(id, step));
  }

  async bestCheckpoint(id: string): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#course(id) === null) return this.#store.bestCheckpoint(id);
    const best = (await this.checkpoints(id)).find((each) => each.best);
    const newest = (): Promise<Uint8Array<ArrayBuffer>> => this.newestCheckpoint(id);
    return best === undefined ? newest() : this.checkpoint(id, best.step).catch(newest);
  }

  bring(run: RunSummary, checkpoints: readonly BroughtCheckpoint[], displaced: Displaced | null): Promise<void> {
    return this.#store.bring(run, checkpoints, displaced);
  }

  async newestCheckpoint(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#course(id)?.newest.bytes ?? (await this.#store.newestCheckpoint(id));
  }

  #course(id: string): Course | null {
    return this.#refused.get(id)?.course ?? null;
  }
}

function ownershipOf({ name, writer }: RunSummary): Pick<RunSummary, 'name' | 'writer'> {
  return writer === undefined ? { name } : { name, writer };
}

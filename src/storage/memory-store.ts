/**
 * The store's verbs without a database, for a browser that refuses to keep anything: training, writing samples and
 * exporting go on, and all of it ends with the tab. Whoever uses it must say so.
 */
import type { CheckpointSummary, RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';
import type { BroughtCheckpoint, Displaced } from './bringing.ts';
import { Course } from './course.ts';
import { alreadyHere, noLongerKept, notInLibrary } from './failures.ts';
import type { StorageCare } from './steady-store.ts';
import type { Store } from './store.ts';

/** What every kind of store does. */
export type Keeping = Pick<
  Store,
  | 'putText'
  | 'texts'
  | 'text'
  | 'textByHash'
  | 'save'
  | 'bring'
  | 'runs'
  | 'run'
  | 'updateRun'
  | 'removeRun'
  | 'checkpoints'
  | 'pin'
  | 'checkpoint'
  | 'bestCheckpoint'
  | 'newestCheckpoint'
>;

/** The care of a store that neither fails nor comes back. */
export const CAREFREE: StorageCare = {
  onOpen: () => undefined,
  reopen: () => Promise.resolve(),
  holdText: () => undefined,
  forgetRun: () => undefined,
};

export class MemoryStore implements Keeping {
  readonly #texts = new Map<string, { summary: TextSummary; content: Blob }>();
  readonly #courses = new Map<string, Course>();

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
    const course = this.#courses.get(run.id);
    if (course === undefined) this.#courses.set(run.id, new Course(run, copy));
    else course.add(run, copy);
    return Promise.resolve();
  }

  /** Of a run that comes in, the checkpoint it stands at is enough: memory is not damaged. */
  async bring(run: RunSummary, checkpoints: readonly BroughtCheckpoint[], displaced: Displaced | null): Promise<void> {
    const newest = checkpoints.find(({ step }) => step === run.step);
    const bytes = new Uint8Array(await (newest?.bytes ?? new Blob()).arrayBuffer());
    const here = this.#courses.get(run.id);
    if (here !== undefined) {
      if (displaced === null) throw alreadyHere(run);
      const { id, addition } = displaced;
      here.update((each) => ({ ...each, id, name: each.name + addition }));
      this.#courses.set(id, here);
    }
    this.#courses.set(run.id, new Course(run, bytes));
  }

  runs(): Promise<RunSummary[]> {
    const runs = [...this.#courses.values()].map(({ run }) => run);
    return Promise.resolve(runs.sort((one, other) => other.updatedAt - one.updatedAt));
  }

  run(id: string): Promise<RunSummary | null> {
    return Promise.resolve(this.#courses.get(id)?.run ?? null);
  }

  updateRun(id: string, change: (run: RunSummary) => RunSummary): Promise<RunSummary> {
    const course = this.#courses.get(id);
    return course === undefined ? Promise.reject(notInLibrary()) : Promise.resolve(course.update(change));
  }

  removeRun(id: string): Promise<void> {
    this.#courses.delete(id);
    return Promise.resolve();
  }

  checkpoints(id: string): Promise<readonly CheckpointSummary[]> {
    return Promise.resolve(this.#courses.get(id)?.checkpoints ?? []);
  }

  pin(id: string, step: number, pinned: boolean): Promise<void> {
    const isPinned = this.#courses.get(id)?.pin(step, pinned) ?? false;
    return isPinned ? Promise.resolve() : Promise.reject(noLongerKept(step));
  }

  checkpoint(id: string, step: number): Promise<Uint8Array<ArrayBuffer>> {
    const held = this.#courses.get(id)?.at(step) ?? null;
    return held === null ? Promise.reject(noLongerKept(step)) : Promise.resolve(held.bytes);
  }

  bestCheckpoint(id: string): Promise<Uint8Array<ArrayBuffer>> {
    const course = this.#courses.get(id);
    return course === undefined ? Promise.reject(notInLibrary()) : Promise.resolve(course.best.bytes);
  }

  newestCheckpoint(id: string): Promise<Uint8Array<ArrayBuffer>> {
    const course = this.#courses.get(id);
    return course === undefined ? Promise.reject(notInLibrary()) : Promise.resolve(course.newest.bytes);
  }
}

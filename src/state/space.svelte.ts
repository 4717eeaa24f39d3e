/** The space this device gives to runs, whether it has promised to keep them, and which run had better be exported. */
import type { Notebook } from '../client/notebook.ts';
import type { StorageBrowser, StorageSpace } from '../client/storage-space.ts';
import type { RunSummary } from '../shared/run.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A run this large took long enough to be missed. */
const LARGE_BYTES = 5_000_000;

/** Where is noted for which runs nothing more is to be said. */
const SETTLED = 'unroll.export-settled';
const MOST_SETTLED = 500;

export class Space {
  readonly #browser: StorageBrowser;
  readonly #notes: Notebook;
  #space = $state.raw<StorageSpace | null>(null);
  #settled = $state.raw<readonly string[]>([]);
  #hasAsked = false;

  constructor(browser: StorageBrowser, notes: Notebook) {
    this.#browser = browser;
    this.#notes = notes;
    this.#settled = notes.read(SETTLED);
  }

  /** Null until it is known, and where the browser does not say. */
  get space(): StorageSpace | null {
    return this.#space;
  }

  async refresh(): Promise<void> {
    this.#space = await this.#browser.space().catch(() => null);
  }

  /** Something was saved: asks, once a visit, that it be kept when space runs short. */
  async keep(): Promise<void> {
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    await this.refresh();
    if (this.#space?.isPersistent !== false) return;
    await this.#browser.persist().catch(() => false);
    await this.refresh();
  }

  /** The oldest run that the browser may clear, that would be missed, and of which nobody said to leave it there. */
  atRisk(runs: readonly RunSummary[], now: number): RunSummary | null {
    if (this.#space?.isPersistent !== false) return null;
    const missed = runs.filter(
      (run) =>
        run.checkpointBytes > 0 &&
        (now - run.createdAt > DAY_MS || run.checkpointBytes > LARGE_BYTES) &&
        !this.#settled.includes(run.id),
    );
    return missed.toSorted((one, other) => one.createdAt - other.createdAt).at(0) ?? null;
  }

  /** Says no more of these runs: they were exported, or may go. */
  settle(runIds: readonly string[]): void {
    const others = this.#settled.filter((id) => !runIds.includes(id));
    this.#settled = [...others, ...runIds].slice(-MOST_SETTLED);
    this.#notes.write(SETTLED, this.#settled);
  }
}

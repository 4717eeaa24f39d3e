/** Whether what is trained here is kept, what became of what was, and what the person said to it. */
import type { Notebook } from '../client/notebook.ts';
import { messageOf } from '../shared/errors.ts';
import type { RunSummary } from '../shared/run.ts';
import type { StorageFault, StorageState } from '../shared/storage-state.ts';
import type { TrainingWorker } from '../shared/training-worker.ts';

/** Where the stored runs are noted, `id name` each: outside the database, so that it is known when they are gone. */
const NOTED = 'unroll.stored-runs';

interface NotedRun {
  readonly id: string;
  readonly name: string;
}

export interface Fault {
  readonly kind: StorageFault;
  readonly message: string;
}

export class Safekeeping {
  readonly #client: Pick<TrainingWorker, 'watchStorage' | 'checkpoint' | 'startAnew'>;
  readonly #notes: Notebook;
  #state = $state.raw<StorageState>({ kind: 'opening' });
  /** Runs that were stored and are not there any more; null while nothing is amiss. */
  #missing = $state.raw<readonly NotedRun[] | null>(null);
  #isFolded = $state(false);
  #isTrying = $state(false);
  #problem = $state<string | null>(null);
  /** The emptying that was looked into last; undefined before the first look. */
  #lookedInto: number | null | undefined = undefined;
  #onTurn: () => void = () => {};

  constructor(client: Pick<TrainingWorker, 'watchStorage' | 'checkpoint' | 'startAnew'>, notes: Notebook) {
    this.#client = client;
    this.#notes = notes;
  }

  /** Told when what is stored may have become another, so that lists of it are read anew. */
  set onTurn(listener: () => void) {
    this.#onTurn = listener;
  }

  /** Why nothing is saved now, or null. */
  get fault(): Fault | null {
    const state = this.#state;
    return state.kind === 'open' || state.kind === 'opening' ? null : state;
  }

  /** The names of the runs that were stored and are gone; null while nothing is amiss. */
  get gone(): readonly string[] | null {
    return this.#missing?.map(({ name }) => name) ?? null;
  }

  /** Did the person say to go on without saving? */
  get isFolded(): boolean {
    return this.#isFolded;
  }

  /** Is something being tried? */
  get isTrying(): boolean {
    return this.#isTrying;
  }

  /** Why what was tried did not help. */
  get problem(): string | null {
    return this.#problem;
  }

  open(): Promise<void> {
    return this.#client.watchStorage((state) => this.#hear(state));
  }

  /** Holds the runs that are there against those that should be. */
  look(runs: readonly RunSummary[]): void {
    const state = this.#state;
    // What cannot be read is not gone.
    if (state.kind !== 'open') return;
    const isHere = ({ id }: NotedRun): boolean => runs.some((run) => run.id === id);
    const isFirst = this.#lookedInto === undefined;
    const isEmptied = state.emptyAt !== null && state.emptyAt !== this.#lookedInto;
    if (isFirst || isEmptied) {
      this.#lookedInto = state.emptyAt;
      const noted = this.#noted;
      const missing = noted.filter((run) => !isHere(run));
      if (missing.length > 0 || (!isFirst && noted.length > 0)) this.#missing = missing;
    }
    // Some come back from memory.
    if (this.#missing !== null) this.#missing = this.#missing.filter((run) => !isHere(run));
    this.#note(runs.filter((run) => run.checkpointBytes > 0 && run.unsavedReason === null));
  }

  /** This run is stored from now on. */
  remember({ id, name }: NotedRun): void {
    const noted = this.#noted;
    if (!noted.some((run) => run.id === id)) this.#note([...noted, { id, name }]);
  }

  /** A person deletes this run: it will not be missed. */
  forget(runId: string): void {
    this.#note(this.#noted.filter(({ id }) => id !== runId));
  }

  goOn(): void {
    this.#isFolded = true;
  }

  showAgain(): void {
    this.#isFolded = false;
  }

  /** The person knows that runs are gone. */
  settle(): void {
    this.#missing = null;
  }

  retry(): Promise<void> {
    return this.#try(() => this.#client.checkpoint());
  }

  /** Deletes all that is stored. What is in memory is stored anew. */
  startAnew(): Promise<void> {
    this.#note([]);
    return this.#try(() => this.#client.startAnew());
  }

  async #try(act: () => Promise<void>): Promise<void> {
    if (this.#isTrying) return;
    this.#isTrying = true;
    this.#problem = null;
    try {
      await act();
    } catch (error) {
      this.#problem = messageOf(error);
    } finally {
      this.#isTrying = false;
    }
  }

  #hear(state: StorageState): void {
    const before = this.#state;
    this.#state = state;
    if (before.kind !== state.kind) {
      this.#isFolded = false;
      this.#problem = null;
    }
    // What is in memory goes back first: then it is not missed.
    if (state.kind === 'open') void this.#client.checkpoint().finally(this.#onTurn);
    else if (state.kind !== 'opening') this.#onTurn();
  }

  #note(runs: readonly NotedRun[]): void {
    this.#notes.write(
      NOTED,
      runs.map(({ id, name }) => `${id} ${name}`),
    );
  }

  get #noted(): readonly NotedRun[] {
    return this.#notes.read(NOTED).map((entry) => {
      const gap = entry.indexOf(' ');
      return { id: entry.slice(0, gap), name: entry.slice(gap + 1) };
    });
  }
}

import { StorageError } from '../shared/errors.ts';
import type { CheckpointSummary, RunSummary } from '../shared/run.ts';
import type { StorageState } from '../shared/storage-state.ts';
import type { TextSummary } from '../shared/text.ts';
import type { Connection } from './connection.ts';
import { Store } from './store.ts';

/** What of a store may fail, and may come back. */
export interface StorageCare {
  /** Calls `act` whenever the database is open again: what is only in memory can be stored now. */
  onOpen(act: () => void): void;
  /** Opens it where it is closed, and stores again what it has lost. Never throws: how that went, its state tells. */
  reopen(): Promise<void>;
  /** Keeps in memory the text a run learns from: without it the run could not go on from what is stored again. */
  holdText(summary: TextSummary, text: string): void;
  /** Keeps nothing of a run in memory any more, nor why it could not be stored: it is gone, or another tab's. */
  forgetRun(id: string): void;
}

interface Saved {
  readonly run: RunSummary;
  readonly checkpoint: Uint8Array;
}

interface HeldText {
  readonly summary: TextSummary;
  readonly content: Blob;
  readonly isStored: boolean;
}

/**
 * The store of a tab that must go on whatever becomes of its database. Texts that cannot be stored are kept in memory
 * and found as if they were; what cannot be read is taken for not there; and the last text and the last checkpoint this
 * tab stored stay in memory, so that they can be stored again should the database be deleted. How it stands, `watch` tells.
 */
export class SteadyStore extends Store implements StorageCare {
  readonly #connection: Connection;
  /** By hash. */
  readonly #texts = new Map<string, HeldText>();
  /** Why something that is still wanted could not be stored, by what it is. */
  readonly #refusals = new Map<string, StorageError>();
  /** The hash of the text last brought, and of that last trained on. */
  #brought = '';
  #trained = '';
  /** The last checkpoint that was stored. */
  #last: Saved | null = null;
  /** The same, when the database that had it was deleted. */
  #lost: Saved | null = null;
  #emptyAt: number | null = null;
  #storing: Promise<void> | null = null;
  readonly #openings: (() => void)[] = [];
  readonly #listeners: ((state: StorageState) => void)[] = [];
  #told: StorageState | null = null;

  constructor(connection: Connection) {
    super(connection);
    this.#connection = connection;
    connection.watch((state) => this.#turn(state));
  }

  /** The connection's, or else why something that is in memory could not be stored. */
  get state(): StorageState {
    const { state } = this.#connection;
    const refusal = [...this.#refusals.values()].at(-1);
    if (state.kind !== 'open' || refusal === undefined) return state;
    return { kind: refusal.fault, message: refusal.message };
  }

  onOpen(act: () => void): void {
    this.#openings.push(act);
  }

  /** `hear` is told how it stands, now and whenever that changes. */
  watch(hear: (state: StorageState) => void): void {
    this.#listeners.push(hear);
    hear(this.state);
  }

  async reopen(): Promise<void> {
    try {
      await this.#connection.open();
    } catch {
      return;
    }
    this.#storing ??= this.#storeAgain().finally(() => {
      this.#storing = null;
    });
    await this.#storing;
  }

  /**
   * Deletes all that is stored, and begins anew.
   * @throws StorageError when the browser refuses.
   */
  startAnew(): Promise<void> {
    return this.#connection.startAnew();
  }

  override async putText(summary: TextSummary, content: Blob): Promise<TextSummary> {
    this.#brought = summary.hash;
    return this.#putText(summary, content);
  }

  override texts(): Promise<TextSummary[]> {
    const held = [...this.#texts.values()].filter(({ isStored }) => !isStored).map(({ summary }) => summary);
    return orElse(
      super.texts().then((stored) => {
        const others = held.filter(({ hash }) => !stored.some((text) => text.hash === hash));
        return [...others, ...stored].sort((one, other) => other.createdAt - one.createdAt);
      }),
      held,
    );
  }

  override async text(id: string): Promise<{ summary: TextSummary; content: Blob } | null> {
    const held = [...this.#texts.values()].find(({ summary }) => summary.id === id) ?? null;
    return (await orElse(super.text(id), held)) ?? held;
  }

  override async textByHash(hash: string): Promise<{ summary: TextSummary; content: Blob } | null> {
    const held = this.#texts.get(hash) ?? null;
    return (await orElse(super.textByHash(hash), held)) ?? held;
  }

  holdText(summary: TextSummary, text: string): void {
    this.#trained = summary.hash;
    if (!this.#texts.has(summary.hash)) this.#hold({ summary, content: new Blob([text]), isStored: true });
  }

  override async save(run: RunSummary, checkpoint: Uint8Array): Promise<void> {
    await this.#noting(run.id, () => super.save(run, checkpoint));
    this.#last = { run, checkpoint };
    if (this.#lost?.run.id === run.id) this.#lost = null;
  }

  override runs(): Promise<RunSummary[]> {
    return orElse(super.runs(), []);
  }

  override checkpoints(runId: string): Promise<readonly CheckpointSummary[]> {
    return orElse(super.checkpoints(runId), []);
  }

  override async removeRun(id: string): Promise<void> {
    // Where the browser keeps nothing there is nothing to remove.
    if (this.#connection.state.kind !== 'refused') await super.removeRun(id);
    this.forgetRun(id);
  }

  forgetRun(id: string): void {
    if (this.#last?.run.id === id) this.#last = this.#lost = null;
    this.#refusals.delete(id);
    this.#tell();
  }

  async #putText(summary: TextSummary, content: Blob): Promise<TextSummary> {
    try {
      const stored = await this.#noting(summary.hash, () => super.putText(summary, content));
      this.#hold({ summary: stored, content, isStored: true });
      return stored;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#hold({ summary, content, isStored: false });
      return summary;
    }
  }

  /** Forgets those that are stored and have had their day. */
  #hold(text: HeldText): void {
    this.#texts.set(text.summary.hash, text);
    for (const [hash, { isStored }] of this.#texts) {
      if (isStored && hash !== this.#brought && hash !== this.#trained) this.#texts.delete(hash);
    }
  }

  #turn(state: StorageState): void {
    if (state.kind === 'open' && state.emptyAt !== this.#emptyAt) {
      this.#emptyAt = state.emptyAt;
      this.#lost = this.#last;
      for (const [hash, text] of this.#texts) this.#texts.set(hash, { ...text, isStored: false });
    }
    this.#tell();
    if (state.kind === 'open') for (const act of this.#openings) act();
  }

  /** Stores what is in memory and not in the database. A failure is noted, and tried again by the next `reopen`. */
  async #storeAgain(): Promise<void> {
    for (const { summary, content, isStored } of [...this.#texts.values()]) {
      if (!isStored) await this.#putText(summary, content);
    }
    const lost = this.#lost;
    if (lost === null) return;
    const { run, checkpoint } = lost;
    try {
      // Another tab may have stored a later state of it by now.
      if ((await super.run(run.id)) === null && this.#lost === lost) await this.save(run, checkpoint);
      this.#lost = null;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
    }
  }

  async #noting<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
    try {
      const result = await act();
      this.#refusals.delete(what);
      return result;
    } catch (error) {
      // Another tab's failure to give way is none of the storage.
      if (error instanceof StorageError) this.#refusals.set(what, error);
      else this.#refusals.delete(what);
      throw error;
    } finally {
      this.#tell();
    }
  }

  #tell(): void {
    const { state } = this;
    if (this.#told !== null && isSame(state, this.#told)) return;
    this.#told = state;
    for (const hear of this.#listeners) hear(state);
  }
}

function isSame(one: StorageState, other: StorageState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What was read, or else what is in memory where the database cannot be read. */
async function orElse<Result>(read: Promise<Result>, held: Result): Promise<Result> {
  try {
    return await read;
  } catch (error) {
    if (held === null || !(error instanceof StorageError)) throw error;
    return held;
  }
}

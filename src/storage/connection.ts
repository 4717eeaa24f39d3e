/** One open database, reopened when the browser dropped it, whose every failure speaks plainly. */
import { keeping } from '../messages/keeping.ts';
import { deleteDB, openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { StorageError } from '../shared/errors.ts';
import type { StorageState } from '../shared/storage-state.ts';
import { noStorage, notYetOpen, outdated, storageFailure } from './failures.ts';
import { SCHEMA_VERSION, upgrade, type Schema, type Upgrading } from './schema.ts';

type Name = StoreNames<Schema>;
type Database = IDBPDatabase<Schema>;
export type Reading = IDBPTransaction<Schema, Name[]>;
export type Writing = IDBPTransaction<Schema, Name[], 'readwrite'>;

/** An opening that takes longer is waited for, but no longer by those who want something of it. In milliseconds. */
const PATIENCE_MS = 4000;

export class Connection {
  readonly #name: string;
  readonly #written: () => void;
  #database: Database | null = null;
  /** The opening under way: one, however many wait for it. It fails when it takes too long, and may come true later. */
  #opening: Promise<Database> | null = null;
  #state: StorageState = { kind: 'opening' };
  /** Deleted under our hands: whoever makes it anew, it is empty. */
  #wasDeleted = false;
  #emptyAt: number | null = null;
  /** Closed by its owner; an opening under way then comes too late. */
  #isClosed = false;
  #hear: (state: StorageState) => void = () => {};

  /** `written` hears of every write once it is on disk. */
  constructor(name: string, written: () => void = () => {}) {
    this.#name = name;
    this.#written = written;
  }

  get state(): StorageState {
    return this.#state;
  }

  /** `hear` is told of every change of the state. */
  watch(hear: (state: StorageState) => void): void {
    this.#hear = hear;
  }

  /** @throws StorageError when the browser refuses, holds a newer version of the schema, or takes too long. */
  async open(): Promise<Database> {
    this.#isClosed = false;
    if (this.#database) return this.#database;
    this.#opening ??= this.#request();
    return this.#opening;
  }

  async #request(): Promise<Database> {
    if (this.#state.kind === 'open') this.#settle({ kind: 'opening' });
    let isNew = false;
    const request = async (blocked: () => void): Promise<Database> => {
      if ((globalThis.indexedDB as IDBFactory | undefined) === undefined) throw noStorage();
      return openDB<Schema>(this.#name, SCHEMA_VERSION, {
        upgrade: (database, oldVersion, _newVersion, upgrading) => {
          isNew = oldVersion === 0;
          upgrade(database, oldVersion, upgrading).catch(() => abort(upgrading));
          // Its failure is that of opening, which tells it.
          upgrading.done.catch(() => undefined);
        },
        blocked,
        blocking: (_current, wanted) => this.#giveWay(wanted),
        // The browser closed it: site data cleared, a crash of its storage.
        terminated: () => this.#lose(),
      });
    };
    return new Promise((resolve, reject) => {
      const wait = (): void => reject(this.#fail(notYetOpen()));
      const patience = setTimeout(wait, PATIENCE_MS);
      request(wait)
        .finally(() => {
          clearTimeout(patience);
          this.#opening = null;
        })
        .then(
          (database) => resolve(this.#take(database, isNew)),
          (error: unknown) => reject(this.#fail(storageFailure(error, 'open', keeping.doing.open))),
        );
    });
  }

  #take(database: Database, isNew: boolean): Database {
    if (this.#isClosed) {
      database.close();
      return database;
    }
    this.#database = database;
    if (isNew || this.#wasDeleted) this.#emptyAt = Date.now();
    this.#wasDeleted = false;
    this.#settle({ kind: 'open', emptyAt: this.#emptyAt });
    return database;
  }

  /** Somebody else wants to delete the database (null), or to bring it to a newer version: neither can while it is open. */
  #giveWay(wanted: number | null): void {
    if (wanted === null) {
      this.#wasDeleted = true;
      this.#lose();
    } else {
      this.#drop();
      this.#fail(outdated());
    }
  }

  #lose(): void {
    this.#drop();
    // How it goes, the state tells.
    if (!this.#isClosed) this.open().catch(() => undefined);
  }

  /** A reading that the closing of the database broke off is begun once more. */
  async read<Result>(doing: string, names: Name[], body: (reading: Reading) => Promise<Result>): Promise<Result> {
    const read = async (): Promise<Result> => {
      const reading = await this.#begin((database) => database.transaction(names, 'readonly'));
      // What becomes of it, the body hears.
      reading.done.catch(() => undefined);
      return body(reading);
    };
    try {
      const result = await read().catch((error: unknown) => {
        if (!(error instanceof Error && error.name === 'AbortError')) throw error;
        return read();
      });
      if (this.#state.kind === 'damaged') this.#settle({ kind: 'open', emptyAt: this.#emptyAt });
      return result;
    } catch (error) {
      const failure = storageFailure(error, 'read', doing);
      throw failure instanceof StorageError && failure.fault === 'damaged' ? this.#fail(failure) : failure;
    }
  }

  /** All of `body`, on disk when this resolves; or none of it. */
  async write<Result>(doing: string, names: Name[], body: (writing: Writing) => Promise<Result>): Promise<Result> {
    const result = await this.writeUnannounced(doing, names, body);
    this.#written();
    return result;
  }

  /** The same, of which other tabs need not hear. */
  async writeUnannounced<Result>(
    doing: string,
    names: Name[],
    body: (writing: Writing) => Promise<Result>,
  ): Promise<Result> {
    let transaction: Writing;
    try {
      transaction = await this.#begin((database) => database.transaction(names, 'readwrite', { durability: 'strict' }));
    } catch (error) {
      throw storageFailure(error, 'write', doing);
    }
    // Awaited below; when the body fails first, its rejection is no news.
    const done = transaction.done;
    done.catch(() => undefined);
    try {
      const result = await body(transaction);
      await done;
      return result;
    } catch (error) {
      const cause = transaction.error ?? error;
      abort(transaction);
      throw storageFailure(cause, 'write', doing);
    }
  }

  /** The browser may have closed the database and not have said so yet: then it is opened anew. */
  async #begin<Kind>(begin: (database: Database) => Kind): Promise<Kind> {
    const database = await this.open();
    try {
      return begin(database);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'InvalidStateError')) throw error;
      if (this.#database === database) this.#drop();
      return begin(await this.open());
    }
  }

  /** @throws StorageError when the browser refuses. */
  async startAnew(): Promise<void> {
    this.close();
    try {
      await deleteDB(this.#name, { blocked: () => this.#fail(notYetOpen()) });
    } catch (error) {
      throw this.#fail(storageFailure(error, 'open', keeping.doing.deleteAll));
    }
    this.#wasDeleted = true;
    await this.open();
  }

  close(): void {
    this.#isClosed = true;
    this.#drop();
  }

  #drop(): void {
    this.#database?.close();
    this.#database = null;
  }

  #fail(failure: Error): Error {
    if (failure instanceof StorageError) this.#settle({ kind: failure.fault, message: failure.message });
    return failure;
  }

  #settle(state: StorageState): void {
    this.#state = state;
    this.#hear(state);
  }
}

function abort(transaction: Writing | Upgrading): void {
  try {
    transaction.abort();
  } catch {
    // It is over already: its own failure brought us here.
  }
}

/** One open database, reopened when the browser dropped it, whose every failure speaks plainly. */
import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { heldByAnotherTab, noStorage, storageFailure } from './failures.ts';
import { SCHEMA_VERSION, upgrade, type Schema, type Upgrading } from './schema.ts';

type Name = StoreNames<Schema>;
export type Reading = IDBPTransaction<Schema, Name[]>;
export type Writing = IDBPTransaction<Schema, Name[], 'readwrite'>;

export class Connection {
  readonly #name: string;
  readonly #written: () => void;
  #database: IDBPDatabase<Schema> | null = null;

  /** `written` hears of every write once it is on disk. */
  constructor(name: string, written: () => void) {
    this.#name = name;
    this.#written = written;
  }

  /** @throws StorageError when the browser refuses, or holds a newer version of the schema. */
  async open(): Promise<IDBPDatabase<Schema>> {
    if (this.#database) return this.#database;
    if ((globalThis.indexedDB as IDBFactory | undefined) === undefined) throw noStorage();
    try {
      this.#database = await this.#request();
      return this.#database;
    } catch (error) {
      throw storageFailure(error, 'open its storage');
    }
  }

  #request(): Promise<IDBPDatabase<Schema>> {
    return new Promise((resolve, reject) => {
      let refused = false;
      openDB<Schema>(this.#name, SCHEMA_VERSION, {
        upgrade: (database, oldVersion, _newVersion, upgrading) => {
          upgrade(database, oldVersion, upgrading).catch(() => abort(upgrading));
          // Its failure is that of opening, which tells it.
          upgrading.done.catch(() => undefined);
        },
        blocked: () => {
          refused = true;
          reject(heldByAnotherTab());
        },
        // The browser closed it (site data cleared, a crash of its storage): the next call opens it anew.
        terminated: () => {
          this.#database = null;
        },
      }).then((database) => (refused ? database.close() : resolve(database)), reject);
    });
  }

  async read<Result>(doing: string, names: Name[], body: (reading: Reading) => Promise<Result>): Promise<Result> {
    const database = await this.open();
    try {
      return await body(database.transaction(names, 'readonly'));
    } catch (error) {
      throw storageFailure(error, doing);
    }
  }

  /** All of `body`, on disk when this resolves; or none of it. */
  async write<Result>(doing: string, names: Name[], body: (writing: Writing) => Promise<Result>): Promise<Result> {
    const database = await this.open();
    let transaction: Writing;
    try {
      transaction = database.transaction(names, 'readwrite', { durability: 'strict' });
    } catch (error) {
      throw storageFailure(error, doing);
    }
    // Awaited below; when the body fails first, its rejection is no news.
    const done = transaction.done;
    done.catch(() => undefined);
    try {
      const result = await body(transaction);
      await done;
      this.#written();
      return result;
    } catch (error) {
      const cause = transaction.error ?? error;
      abort(transaction);
      throw storageFailure(cause, doing);
    }
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
  }
}

function abort(transaction: Writing | Upgrading): void {
  try {
    transaction.abort();
  } catch {
    // It is over already: its own failure brought us here.
  }
}

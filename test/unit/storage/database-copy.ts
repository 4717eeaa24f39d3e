/** A whole database as JSON and back. Both functions stand alone, so that a page can run them as well as Node. */

export interface StoreCopy {
  readonly name: string;
  readonly keyPath: string | string[] | null;
  readonly indexes: readonly { readonly name: string; readonly keyPath: string | string[]; readonly unique: boolean }[];
  /** A Blob stands as `{ blob: base64 }`. */
  readonly records: readonly { readonly key: unknown; readonly value: unknown }[];
}

export interface DatabaseCopy {
  readonly version: number;
  readonly stores: readonly StoreCopy[];
}

/** @returns null where there is no such database. */
export async function copyDatabase(name: string): Promise<DatabaseCopy | null> {
  if (!(await indexedDB.databases()).some((each) => each.name === name)) return null;
  const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('refused'));
    });
  const plain = async (value: unknown): Promise<unknown> => {
    if (value instanceof Blob) {
      const bytes = new Uint8Array(await value.arrayBuffer());
      return { blob: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).map(async ([key, each]) => [key, await plain(each)] as const);
    return Object.fromEntries(await Promise.all(entries));
  };
  const opening = indexedDB.open(name);
  // A name may be left of a database that never came to be: nothing is made of it here.
  opening.onupgradeneeded = () => opening.transaction?.abort();
  const database = await settled(opening).catch(() => null);
  if (database === null) return null;
  const stores: StoreCopy[] = [];
  for (const of of database.objectStoreNames) {
    const store = database.transaction(of).objectStore(of);
    const { keyPath } = store;
    const indexes = [...store.indexNames].map((index) => {
      const { keyPath, unique } = store.index(index);
      return { name: index, keyPath, unique };
    });
    const [keys, values] = await Promise.all([
      settled(store.getAllKeys()),
      settled(store.getAll() as IDBRequest<unknown[]>),
    ]);
    const records: { key: unknown; value: unknown }[] = [];
    for (const [at, key] of keys.entries()) records.push({ key, value: await plain(values[at]) });
    stores.push({ name: of, keyPath, indexes, records });
  }
  const { version } = database;
  database.close();
  return { version, stores };
}

/** Makes a database of this name as the copy says. */
export function makeDatabase([name, { version, stores }]: readonly [string, DatabaseCopy]): Promise<void> {
  const revived = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    if ('blob' in value) return new Blob([Uint8Array.from(atob(String(value.blob)), (each) => each.charCodeAt(0))]);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revived(each)]));
  };
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const { name: of, keyPath, indexes, records } of stores) {
        const store = request.result.createObjectStore(of, { keyPath });
        for (const { name: index, keyPath: path, unique } of indexes) store.createIndex(index, path, { unique });
        for (const { key, value } of records)
          store.put(revived(value), ...(keyPath === null ? [key as IDBValidKey] : []));
      }
    };
    request.onerror = () => reject(request.error ?? new Error('refused'));
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}

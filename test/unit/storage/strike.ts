/** Breaks off a transaction at one of its writes, as browsers do: by a refusal, or by an abort before or after it. */
import { expect } from 'vitest';

export interface Strike {
  /** Which write of the transaction it hits, from 1; a transaction with fewer goes through. */
  readonly call: number;
  readonly how: 'throws' | 'aborts' | 'aborts after';
}

type Request = (this: unknown, ...values: unknown[]) => unknown;

/** What writes: records, and in an upgrade whole stores. */
const WRITES: readonly (readonly [prototype: object, names: readonly string[]])[] = [
  [IDBObjectStore.prototype, ['put', 'delete', 'add', 'clear', 'createIndex']],
  [IDBDatabase.prototype, ['createObjectStore', 'deleteObjectStore']],
];

/**
 * Carries out a verb under a blow, if there is one. @returns whether it went through; a failure must be a StorageError.
 */
export async function striking(strike: Strike | undefined, verb: () => Promise<unknown>): Promise<boolean> {
  const blow = strike === undefined ? null : strikeAt(strike);
  try {
    await verb();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ name: 'StorageError' });
    return false;
  } finally {
    blow?.lift();
  }
}

/** What breaks off a write until it is lifted. Of an upgrade it can only throw. */
export function strikeAt({ call, how }: Strike): { lift: () => void; struck: () => boolean } {
  const originals = WRITES.flatMap(([prototype, names]) =>
    names.map((name) => [prototype, name, Reflect.get(prototype, name) as Request] as const),
  );
  let calls = 0;
  for (const [prototype, name, original] of originals) {
    Reflect.set(prototype, name, function (this: IDBObjectStore, ...values: unknown[]): unknown {
      calls += 1;
      if (calls !== call) return original.apply(this, values);
      if (how === 'throws') throw new DOMException('refused by the test', 'QuotaExceededError');
      if (how === 'aborts') this.transaction.abort();
      const request = original.apply(this, values);
      if (how === 'aborts after') this.transaction.abort();
      return request;
    });
  }
  return {
    lift: () => {
      for (const [prototype, name, original] of originals) Reflect.set(prototype, name, original);
    },
    struck: () => calls >= call,
  };
}

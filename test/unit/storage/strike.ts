/** Breaks off a transaction at one of its writes, as browsers do: by a refusal, or by an abort before or after it. */
import { expect } from 'vitest';

export interface Strike {
  /** Which write of the transaction it hits, from 1; a transaction with fewer goes through. */
  readonly call: number;
  readonly how: 'throws' | 'aborts' | 'aborts after';
}

const WRITES = ['put', 'delete', 'add'] as const;
type Write = (this: IDBObjectStore, ...values: unknown[]) => IDBRequest;

/**
 * Carries out a verb under a blow, if there is one. @returns whether it went through; a failure must be a StorageError.
 */
export async function striking(strike: Strike | undefined, verb: () => Promise<unknown>): Promise<boolean> {
  const lift = strike === undefined ? () => undefined : strikeAt(strike);
  try {
    await verb();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ name: 'StorageError' });
    return false;
  } finally {
    lift();
  }
}

/** @returns how to lift it. */
function strikeAt({ call, how }: Strike): () => void {
  const prototype = IDBObjectStore.prototype;
  const originals = WRITES.map((name) => [name, Reflect.get(prototype, name) as Write] as const);
  let calls = 0;
  for (const [name, original] of originals) {
    Reflect.set(prototype, name, function (this: IDBObjectStore, ...values: unknown[]): IDBRequest {
      calls += 1;
      if (calls !== call) return original.apply(this, values);
      if (how === 'throws') throw new DOMException('refused by the test', 'QuotaExceededError');
      if (how === 'aborts') this.transaction.abort();
      const request = original.apply(this, values);
      if (how === 'aborts after') this.transaction.abort();
      return request;
    });
  }
  return () => {
    for (const [name, original] of originals) Reflect.set(prototype, name, original);
  };
}

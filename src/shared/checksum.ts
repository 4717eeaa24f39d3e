import { keeping } from '../messages/keeping.ts';
import { StorageError } from './errors.ts';

/** SHA-256 as hexadecimal. */
export async function checksum(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (!subtle) {
    throw new StorageError(keeping.insecure);
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

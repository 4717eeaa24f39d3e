import { training } from '../../messages/training.ts';
import { DeviceError } from '../../shared/errors.ts';

/** What to throw when an arena of `length` elements cannot be had. */
export function arenaRefused(length: number, cause: unknown): DeviceError {
  const megabytes = Math.ceil((length * 4) / 2 ** 20);
  return new DeviceError(training.noMemory(String(megabytes)), { cause });
}

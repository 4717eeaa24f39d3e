/**
 * The few kinds of failure the app tells apart. Only `name` and `message` of an error cross a worker boundary, so the
 * kind is the name, and the message is complete: what failed, with its values, and what to do next.
 */

import { common } from '../messages/common.ts';
import type { StorageFault } from './storage-state.ts';

export type FailureKind = 'InputError' | 'FormatError' | 'StorageError' | 'DeviceError' | 'StateError';

class Failure extends Error {
  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = kind;
  }
}

/** What the user brought or chose cannot be used: a text, a setting, a prompt. */
export class InputError extends Failure {
  constructor(message: string, options?: ErrorOptions) {
    super('InputError', message, options);
  }
}

/** Bytes that claim a format do not keep it: a safetensors file, a checkpoint. */
export class FormatError extends Failure {
  constructor(message: string, options?: ErrorOptions) {
    super('FormatError', message, options);
  }
}

/** The browser would not keep or give back what was stored. */
export class StorageError extends Failure {
  /** Told on this side of a worker boundary only. */
  readonly fault: StorageFault;

  constructor(message: string, options: ErrorOptions & { readonly fault?: StorageFault } = {}) {
    super('StorageError', message, options);
    this.fault = options.fault ?? 'failed';
  }
}

/** The device or browser lacks something: memory, WebAssembly, threads. */
export class DeviceError extends Failure {
  constructor(message: string, options?: ErrorOptions) {
    super('DeviceError', message, options);
  }
}

/** The request is sound, but not now: a second run while one trains, a resume of a finished run. */
export class StateError extends Failure {
  constructor(message: string, options?: ErrorOptions) {
    super('StateError', message, options);
  }
}

const KINDS: ReadonlySet<string> = new Set<FailureKind>([
  'InputError',
  'FormatError',
  'StorageError',
  'DeviceError',
  'StateError',
]);

/** Is this one of ours, whose message may be shown as it is? Works on both sides of a worker boundary. */
export function isExpectedFailure(error: unknown): error is Error & { name: FailureKind } {
  return error instanceof Error && KINDS.has(error.name);
}

/** The sentence to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  if (isExpectedFailure(error)) return error.message;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return common.unexpected(detail);
}

/**
 * A line to one worker: started on the first call, wrapped once, and watched. A worker that dies leaves every Comlink
 * call pending for ever, so each call races with the news of its death.
 */
import * as Comlink from 'comlink';
import { DeviceError } from '../shared/errors.ts';

interface OpenLine<Face> {
  readonly worker: Worker;
  readonly remote: Comlink.Remote<Face>;
  /** Rejects when the worker dies; never resolves. */
  readonly lost: Promise<never>;
}

/** Everything Comlink must not lose: a proxy collected with a call pending hangs that call for ever. */
const kept = new Set<unknown>();

export class WorkerLine<Face> {
  readonly #spawn: () => Worker;
  readonly #lostMessage: string;
  #line: OpenLine<Face> | null = null;
  #onLost: (error: Error) => void = () => {};

  /** `lostMessage` is the sentence shown when the worker dies; what the browser says about it is added. */
  constructor(spawn: () => Worker, lostMessage: string) {
    this.#spawn = spawn;
    this.#lostMessage = lostMessage;
  }

  /** Hears of the death of a worker, whether or not a call was pending. */
  set onLost(listener: (error: Error) => void) {
    this.#onLost = listener;
  }

  /** Calls the worker; a dead worker is replaced by a new one at the next call. */
  async call<Result>(verb: (remote: Comlink.Remote<Face>) => Promise<Result>): Promise<Result> {
    const line = (this.#line ??= this.#open());
    return Promise.race([verb(line.remote), line.lost]);
  }

  #open(): OpenLine<Face> {
    const worker = this.#spawn();
    const remote = Comlink.wrap<Face>(worker);
    kept.add(remote);
    const lost = new Promise<never>((_, reject) => {
      const fail = (event: Event): void => {
        event.preventDefault();
        const detail = 'message' in event && typeof event.message === 'string' ? ` (${event.message})` : '';
        const error = new DeviceError(`${this.#lostMessage}${detail}`);
        this.#line = null;
        kept.delete(remote);
        worker.terminate();
        reject(error);
        this.#onLost(error);
      };
      worker.addEventListener('error', fail);
      worker.addEventListener('messageerror', fail);
    });
    // Whoever waits for an answer gets the rejection through the race; with nobody waiting it is no unhandled one.
    lost.catch(() => {});
    return { worker, remote, lost };
  }
}

/** A callback the worker may call until the page goes away. */
export function keepCallback<Callback extends (...values: never[]) => void>(callback: Callback): Callback {
  const proxied = Comlink.proxy(callback);
  kept.add(proxied);
  return proxied;
}

/** Lets go of a callback nobody will call again. */
export function releaseCallback(callback: unknown): void {
  kept.delete(callback);
}

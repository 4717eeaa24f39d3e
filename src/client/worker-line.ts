/**
 * A line to one worker: started on the first call, wrapped once, and watched. A worker that dies leaves every Comlink
 * call pending for ever, so each call races with the news of its death.
 */
import { common } from '../messages/common.ts';
import * as Comlink from 'comlink';
import { DeviceError, StateError } from '../shared/errors.ts';
import { watchLife } from './life.ts';

interface OpenLine<Face> {
  readonly remote: Comlink.Remote<Face>;
  /** Rejects when the worker dies or is ended; never resolves. */
  readonly lost: Promise<never>;
  /** Ends the worker: whoever waits for its answer gets this error. */
  end(error: Error): void;
}

/** Everything Comlink must not lose: a proxy collected with a call pending hangs that call for ever. */
const kept = new Set<unknown>();

export interface LineOptions<Face> {
  readonly spawn: () => Worker;
  /** The sentence shown when the worker dies; what the browser says about it is added. */
  readonly lostMessage: () => string;
  /**
   * Asked of each new worker: the name of the lock it holds for its life, or null. Without one, only a death by an error
   * is noticed.
   */
  readonly greet: (remote: Comlink.Remote<Face>) => Promise<string | null>;
}

export class WorkerLine<Face> {
  readonly #options: LineOptions<Face>;
  #line: OpenLine<Face> | null = null;
  #onLost: (error: Error) => void = () => {};

  constructor(options: LineOptions<Face>) {
    this.#options = options;
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

  /** Tells the worker something where there is one; a later one is told by its greeting. */
  tell(verb: (remote: Comlink.Remote<Face>) => Promise<void>): void {
    if (this.#line !== null) verb(this.#line.remote).catch(() => undefined);
  }

  /** Ends the worker, whatever it is doing; calls that wait for it reject with a StateError. The next call starts another. */
  end(): void {
    this.#line?.end(new StateError(common.ended));
  }

  #open(): OpenLine<Face> {
    const { spawn, lostMessage, greet } = this.#options;
    const worker = spawn();
    const remote = Comlink.wrap<Face>(worker);
    kept.add(remote);
    let isOver = false;
    let stopWatching = (): void => {};
    let end: (error: Error) => void = () => {};
    const lost = new Promise<never>((_, reject) => {
      end = (error) => {
        isOver = true;
        this.#line = null;
        kept.delete(remote);
        stopWatching();
        worker.terminate();
        reject(error);
      };
    });
    const lose = (detail: string): void => {
      if (isOver) return;
      const error = new DeviceError(`${lostMessage()}${detail}`);
      end(error);
      this.#onLost(error);
    };
    const fail = (event: Event): void => {
      event.preventDefault();
      lose('message' in event && typeof event.message === 'string' ? ` (${event.message})` : '');
    };
    worker.addEventListener('error', fail);
    worker.addEventListener('messageerror', fail);
    const watch = (name: string | null): void => {
      if (name !== null && !isOver) stopWatching = watchLife(name, () => lose(''));
    };
    // A worker that cannot even greet says so by an error.
    greet(remote).then(watch, () => undefined);
    // Whoever waits for an answer gets the rejection through the race; with nobody waiting it is no unhandled one.
    lost.catch(() => {});
    return { remote, lost, end };
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

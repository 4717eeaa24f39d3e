import * as Comlink from 'comlink';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WorkerLine } from '../../../src/client/worker-line.ts';
import { InputError } from '../../../src/shared/errors.ts';

/** The name of the lock the worker holds. */
let life: string | null = null;

interface Face {
  life(): Promise<string | null>;
  double(value: number): Promise<number>;
  refuse(): Promise<never>;
  hang(): Promise<never>;
}

const face: Face = {
  life: () => Promise.resolve(life),
  double: (value) => Promise.resolve(value * 2),
  refuse: () => Promise.reject(new InputError('The text is empty. Bring another.')),
  hang: () => new Promise(() => {}),
};

/** One end of a real message channel, with what else the line needs of a worker. */
class ChannelWorker extends EventTarget {
  terminated = false;
  readonly #channel = new MessageChannel();

  constructor() {
    super();
    Comlink.expose(face, this.#channel.port2);
    this.#channel.port1.onmessage = (event) =>
      this.dispatchEvent(new MessageEvent<unknown>('message', { data: event.data as unknown }));
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }

  die(): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  }
}

const spawned: ChannelWorker[] = [];
afterEach(() => {
  spawned.splice(0).forEach((worker) => worker.terminate());
  vi.unstubAllGlobals();
  life = null;
});

/** Web Locks of which the page waits for one: the test says when it is granted. */
class WaitedLock {
  name = '';
  grant: () => void = () => {};
  #isAborted = false;

  constructor() {
    life = 'life-1';
    vi.stubGlobal('navigator', { locks: this });
  }

  get isAborted(): boolean {
    return this.#isAborted;
  }

  request(name: string, { signal }: { signal: AbortSignal }, granted: () => void): Promise<void> {
    this.name = name;
    return new Promise((resolve, reject) => {
      this.grant = () => {
        granted();
        resolve();
      };
      signal.addEventListener('abort', () => {
        this.#isAborted = true;
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
  }
}

function line(): WorkerLine<Face> {
  return new WorkerLine<Face>({
    spawn: () => {
      const worker = new ChannelWorker();
      spawned.push(worker);
      return worker as unknown as Worker;
    },
    lostMessage: () => 'The thread ended.',
    greet: (worker) => worker.life(),
  });
}

describe('WorkerLine', () => {
  test('starts its worker at the first call, and only one for many calls', async () => {
    const calls = line();
    expect(spawned).toHaveLength(0);
    expect(await Promise.all([1, 2, 3].map((value) => calls.call((worker) => worker.double(value))))).toEqual([
      2, 4, 6,
    ]);
    expect(spawned).toHaveLength(1);
  });

  test('an error of the worker keeps its name and message', async () => {
    await expect(line().call((worker) => worker.refuse())).rejects.toMatchObject({
      name: 'InputError',
      message: 'The text is empty. Bring another.',
    });
  });

  test('the death of a worker fails the calls it left pending, is told once, and ends it', async () => {
    const calls = line();
    const told: string[] = [];
    calls.onLost = (error) => told.push(error.message);
    const pending = calls.call((worker) => worker.hang());
    spawned[0].die();
    await expect(pending).rejects.toMatchObject({ name: 'DeviceError', message: 'The thread ended. (out of memory)' });
    expect(told).toEqual(['The thread ended. (out of memory)']);
    expect(spawned[0].terminated).toBe(true);
  });

  test('a worker that is ended leaves no call waiting, is not told of as dead, and has a successor', async () => {
    const calls = line();
    const told: string[] = [];
    calls.onLost = (error) => told.push(error.message);
    calls.end();
    const pending = calls.call((worker) => worker.hang());
    calls.end();
    await expect(pending).rejects.toMatchObject({ name: 'StateError' });
    expect([told, spawned[0].terminated]).toEqual([[], true]);
    expect(await calls.call((worker) => worker.double(21))).toBe(42);
  });

  test('the call after a death goes to a new worker', async () => {
    const calls = line();
    await calls.call((worker) => worker.double(1));
    spawned[0].die();
    expect(await calls.call((worker) => worker.double(21))).toBe(42);
    expect(spawned).toHaveLength(2);
  });

  test('a worker that ends in silence is told of when the lock it held is given to the page, and the next call finds a new one', async () => {
    const lock = new WaitedLock();
    const calls = line();
    const told: string[] = [];
    calls.onLost = (error) => told.push(error.message);
    await calls.call((worker) => worker.double(1));
    await expect.poll(() => lock.name).toBe('life-1');
    const pending = calls.call((worker) => worker.hang());
    lock.grant();
    await expect(pending).rejects.toMatchObject({ name: 'DeviceError', message: 'The thread ended.' });
    expect([told, spawned[0].terminated]).toEqual([['The thread ended.'], true]);
    expect(await calls.call((worker) => worker.double(21))).toBe(42);
  });

  test('after a death by an error nobody waits for the lock any more, and it is told once', async () => {
    const lock = new WaitedLock();
    const calls = line();
    const told: string[] = [];
    calls.onLost = (error) => told.push(error.message);
    await calls.call((worker) => worker.double(1));
    await expect.poll(() => lock.name).toBe('life-1');
    spawned[0].die();
    lock.grant();
    expect([lock.isAborted, told]).toEqual([true, ['The thread ended. (out of memory)']]);
  });
});

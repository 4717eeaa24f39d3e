import { describe, expect, test } from 'vitest';
import { watchUpdates, type UpdateListener } from '../../../src/client/updates.ts';

class WorkerDouble extends EventTarget {
  readonly messages: unknown[] = [];
  state = 'installing';
  postMessage(message: unknown): void {
    this.messages.push(message);
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

/** A browser's side of service workers, as far as the page looks at it. */
function browser(state: { controlled: boolean; active: boolean; waiting: boolean; trains?: boolean }) {
  const registration = Object.assign(new EventTarget(), {
    active: state.active ? new WorkerDouble() : null,
    waiting: state.waiting ? new WorkerDouble() : null,
    installing: null as WorkerDouble | null,
  });
  const registered: string[] = [];
  const container = Object.assign(new EventTarget(), {
    controller: state.controlled ? {} : null,
    register: (address: string) => {
      registered.push(address);
      return Promise.resolve(registration);
    },
  });
  const heard: string[] = [];
  let apply: () => Promise<'applied' | 'training'> = () => Promise.reject(new Error('No update was offered.'));
  const listener: UpdateListener = {
    offlineReady: () => heard.push('offline ready'),
    updateWaiting: (start) => {
      heard.push('update waiting');
      apply = start;
    },
    updatedElsewhere: () => heard.push('updated elsewhere'),
  };
  const follow = (ready: Promise<unknown> = Promise.resolve()) =>
    watchUpdates(container as unknown as ServiceWorkerContainer, 'sw.js', listener, ready, {
      reload: () => heard.push('reload'),
      trains: () => Promise.resolve(state.trains ?? false),
    });
  const install = (): WorkerDouble => {
    registration.installing = new WorkerDouble();
    registration.dispatchEvent(new Event('updatefound'));
    return registration.installing;
  };
  return { registration, registered, container, heard, follow, install, apply: () => apply() };
}

describe('watchUpdates', () => {
  test('the first installation says once that the app is ready offline, and reloads nothing', async () => {
    const { container, heard, follow, install } = browser({ controlled: false, active: false, waiting: false });
    await follow();
    const worker = install();
    worker.become('installed');
    worker.become('activated');
    container.dispatchEvent(new Event('controllerchange'));
    expect(heard).toEqual(['offline ready']);
  });

  test('a new version asks first, takes over when told to, and then reloads this tab', async () => {
    const { container, heard, follow, install, apply } = browser({ controlled: true, active: true, waiting: false });
    await follow();
    const worker = install();
    worker.become('installed');
    expect(heard).toEqual(['update waiting']);
    expect(worker.messages).toEqual([]);
    expect(await apply()).toBe('applied');
    expect(worker.messages).toEqual([{ type: 'SKIP_WAITING' }]);
    container.dispatchEvent(new Event('controllerchange'));
    expect(heard).toEqual(['update waiting', 'reload']);
  });

  test('while a run trains, here or in another tab, an update asked for changes nothing', async () => {
    const offered = browser({ controlled: true, active: true, waiting: true, trains: true });
    await offered.follow();
    expect(await offered.apply()).toBe('training');
    expect(offered.registration.waiting!.messages).toEqual([]);
  });

  test('a version that waits since an earlier visit is offered again', async () => {
    const { heard, follow } = browser({ controlled: true, active: true, waiting: true });
    await follow();
    expect(heard).toEqual(['update waiting']);
  });

  test('the service worker is registered when the page is ready, and what other tabs do until then is heard', async () => {
    const { container, registered, heard, follow } = browser({ controlled: true, active: true, waiting: false });
    let isReady = (): void => {};
    const followed = follow(new Promise<void>((resolve) => (isReady = resolve)));
    await Promise.resolve();
    container.dispatchEvent(new Event('controllerchange'));
    expect(heard).toEqual(['updated elsewhere']);
    expect(registered).toEqual([]);
    isReady();
    await followed;
    expect(registered).toEqual(['sw.js']);
  });

  test('an update that another tab asked for does not reload this one', async () => {
    const { container, heard, follow } = browser({ controlled: true, active: true, waiting: false });
    await follow();
    container.dispatchEvent(new Event('controllerchange'));
    expect(heard).toEqual(['updated elsewhere']);
  });
});

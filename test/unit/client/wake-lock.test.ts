import { expect, test } from 'vitest';
import { WakeLock } from '../../../src/client/wake-lock.ts';

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';

  become(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

/** A browser that gives locks and takes them away from a hidden page. */
function browser() {
  const page = new Page();
  const locks: { released: boolean; release: () => Promise<void> }[] = [];
  page.addEventListener('visibilitychange', () => {
    if (page.visibilityState === 'hidden') for (const lock of locks) lock.released = true;
  });
  const request = (): Promise<(typeof locks)[number]> => {
    const lock = {
      released: false,
      release: () => Promise.resolve(void (lock.released = true)),
    };
    locks.push(lock);
    return Promise.resolve(lock);
  };
  return { page, locks, held: () => locks.filter((lock) => !lock.released).length, request };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('is held from hold to release, one at a time', async () => {
  const { page, locks, held, request } = browser();
  const wakeLock = new WakeLock(page as unknown as Document, { request });
  await settled();
  expect(locks).toHaveLength(0);
  wakeLock.hold();
  wakeLock.hold();
  await settled();
  expect([locks.length, held()]).toEqual([1, 1]);
  wakeLock.release();
  expect(held()).toBe(0);
});

test('is taken again when the page is visible again, and not after it was released', async () => {
  const { page, locks, held, request } = browser();
  const wakeLock = new WakeLock(page as unknown as Document, { request });
  wakeLock.hold();
  await settled();
  page.become('hidden');
  await settled();
  expect(held()).toBe(0);
  page.become('visible');
  await settled();
  expect([locks.length, held()]).toEqual([2, 1]);
  wakeLock.release();
  page.become('hidden');
  page.become('visible');
  await settled();
  expect([locks.length, held()]).toEqual([2, 0]);
});

test('a lock that arrives after it was let go of is released', async () => {
  const { page, locks, held, request } = browser();
  const wakeLock = new WakeLock(page as unknown as Document, { request });
  wakeLock.hold();
  wakeLock.release();
  await settled();
  expect([locks.length, held()]).toEqual([1, 0]);
});

test('a browser that has none, or refuses, is asked in vain without an error', async () => {
  const page = new Page() as unknown as Document;
  let asked = 0;
  new WakeLock(page, undefined).hold();
  new WakeLock(page, {
    request: () => {
      asked++;
      return Promise.reject(new Error('The battery is low.'));
    },
  }).hold();
  await settled();
  expect(asked).toBe(1);
});

import { describe, expect, it } from 'vitest';
import { WebLocks } from '../../../src/workbench/lock.ts';
import { SharedBrowser } from './shared-browser.ts';

const GIVEN_UP = AbortSignal.abort(new DOMException('The time is over.', 'TimeoutError'));

/** For a lock that is free: it is given before this matters. */
function patient(): AbortSignal {
  return new AbortController().signal;
}

function refusing(name: string): LockManager {
  const refuse = (): Promise<never> => Promise.reject(new DOMException('The request was denied.', name));
  return { request: refuse, query: refuse };
}

describe('a lock', () => {
  it('is given to one holder, and to the next when it is released', async () => {
    const browser = new SharedBrowser();
    const [one, other] = [browser.open().locks, browser.open().locks];
    const first = await one.hold('run-1', patient());
    const waiting = other.hold('run-1', patient());
    expect(await other.hold('run-2', patient())).not.toBeNull();
    expect(browser.held('run-1')).toHaveLength(1);
    await first?.release();
    expect(await waiting).not.toBeNull();
  });

  it('is not given when patience ends before it is free, and the next in line gets it all the same', async () => {
    const browser = new SharedBrowser();
    const { locks } = browser.open();
    const first = await locks.hold('run-1', patient());
    const patience = new AbortController();
    const impatient = browser.open().locks.hold('run-1', patience.signal);
    const next = browser.open().locks.hold('run-1', patient());
    patience.abort();
    expect(await impatient).toBeNull();
    expect(await browser.open().locks.hold('run-1', GIVEN_UP)).toBeNull();
    await first?.release();
    expect(await next).not.toBeNull();
  });

  it('that is stolen is lost to its holder, whose release then frees nobody', async () => {
    const browser = new SharedBrowser();
    const robbed = await browser.open().locks.hold('run-1', patient());
    await browser.open().locks.steal('run-1');
    await robbed?.lost;
    await robbed?.release();
    expect(browser.held('run-1')).toHaveLength(1);
  });

  it('is seen to be free by all who wait for it, when it is released and when its tab is gone', async () => {
    const browser = new SharedBrowser();
    const tab = browser.open();
    const first = await tab.locks.hold('run-1', patient());
    const waiting = [browser.open(), browser.open()].map(({ locks }) => locks.freed('run-1'));
    await first?.release();
    await Promise.all(waiting);
    await tab.locks.hold('run-1', patient());
    const again = browser.open().locks.freed('run-1');
    tab.kill();
    await again;
    const nobody = new AbortController();
    await browser.open().locks.hold('run-1', patient());
    const tired = browser.open().locks.freed('run-1', nobody.signal);
    nobody.abort();
    await tired;
  });

  it('is seen by its name as long as it is held, and no longer when its release resolves', async () => {
    const { locks } = new SharedBrowser().open();
    const first = await locks.hold('run:1', patient());
    await locks.hold('other:2', patient());
    expect(await locks.held()).toEqual(new Set(['run:1', 'other:2']));
    await first?.release();
    expect(await locks.held()).toEqual(new Set(['other:2']));
  });

  it('is given unasked, and seen nowhere, where there are no Web Locks or the browser refuses them as it refuses storage', async () => {
    for (const locks of [new WebLocks(undefined), new WebLocks(refusing('SecurityError'))]) {
      expect(await locks.hold('run-1', patient())).toHaveProperty('release');
      expect(await locks.held()).toEqual(new Set());
      await locks.freed('run-1');
    }
  });

  it('that fails for another reason fails with that reason', async () => {
    const locks = new WebLocks(refusing('InvalidStateError'));
    const failed = { name: 'InvalidStateError' };
    await expect(locks.hold('run-1', patient())).rejects.toMatchObject(failed);
    await expect(locks.freed('run-1')).rejects.toMatchObject(failed);
    await expect(locks.held()).rejects.toMatchObject(failed);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { heldLocks, holdLock } from '../../../src/workbench/lock.ts';

type Granted = (lock: { name: string } | null) => Promise<unknown> | undefined;

/** Web Locks within one tab: a name is given once, until it is released. */
function webLocks(): {
  request: (name: string, options: object, granted: Granted) => Promise<unknown>;
  query: () => Promise<LockManagerSnapshot>;
} {
  const held = new Set<string>();
  return {
    request: async (name, _options, granted) => {
      if (held.has(name)) return granted(null);
      held.add(name);
      await granted({ name });
      held.delete(name);
    },
    query: () => Promise.resolve({ held: [...held].map((name) => ({ name })), pending: [] }),
  };
}

function refusing(name: string): { request: () => Promise<never> } {
  return { request: () => Promise.reject(new DOMException('The request was denied.', name)) };
}

describe('a lock', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is given to one holder, and to the next when it is released', async () => {
    vi.stubGlobal('navigator', { locks: webLocks() });
    const first = await holdLock('run-1');
    expect(await holdLock('run-1')).toBeNull();
    expect(await holdLock('run-2')).not.toBeNull();
    await first?.release();
    await vi.waitFor(async () => expect(await holdLock('run-1')).not.toBeNull());
  });

  it('is given unasked where there are no Web Locks, and where the browser refuses them as it refuses storage', async () => {
    vi.stubGlobal('navigator', {});
    expect(await holdLock('run-1')).toHaveProperty('release');
    vi.stubGlobal('navigator', { locks: refusing('SecurityError') });
    expect(await holdLock('run-1')).toHaveProperty('release');
  });

  it('is seen by its name behind the prefix as long as it is held, and no longer when its release resolves', async () => {
    vi.stubGlobal('navigator', { locks: webLocks() });
    const first = await holdLock('run:1');
    await holdLock('other:2');
    await holdLock('run:3');
    expect(await heldLocks('run:')).toEqual(new Set(['1', '3']));
    await first?.release();
    expect(await heldLocks('run:')).toEqual(new Set(['3']));
  });

  it('is seen nowhere where there are no Web Locks or the browser refuses them', async () => {
    vi.stubGlobal('navigator', {});
    expect(await heldLocks('run:')).toEqual(new Set());
    const query = (): Promise<never> => Promise.reject(new DOMException('The request was denied.', 'SecurityError'));
    vi.stubGlobal('navigator', { locks: { query } });
    expect(await heldLocks('run:')).toEqual(new Set());
  });

  it('that fails for another reason fails with that reason', async () => {
    vi.stubGlobal('navigator', { locks: refusing('InvalidStateError') });
    await expect(holdLock('run-1')).rejects.toMatchObject({ name: 'InvalidStateError' });
  });
});

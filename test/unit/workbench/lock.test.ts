import { afterEach, describe, expect, it, vi } from 'vitest';
import { holdLock } from '../../../src/workbench/lock.ts';

type Granted = (lock: { name: string } | null) => Promise<unknown> | undefined;

/** Web Locks within one tab: a name is given once, until it is released. */
function webLocks(): { request: (name: string, options: object, granted: Granted) => Promise<unknown> } {
  const held = new Set<string>();
  return {
    request: async (name, _options, granted) => {
      if (held.has(name)) return granted(null);
      held.add(name);
      await granted({ name });
      held.delete(name);
    },
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
    first?.release();
    await vi.waitFor(async () => expect(await holdLock('run-1')).not.toBeNull());
  });

  it('is given unasked where there are no Web Locks, and where the browser refuses them as it refuses storage', async () => {
    vi.stubGlobal('navigator', {});
    expect(await holdLock('run-1')).toHaveProperty('release');
    vi.stubGlobal('navigator', { locks: refusing('SecurityError') });
    expect(await holdLock('run-1')).toHaveProperty('release');
  });

  it('that fails for another reason fails with that reason', async () => {
    vi.stubGlobal('navigator', { locks: refusing('InvalidStateError') });
    await expect(holdLock('run-1')).rejects.toMatchObject({ name: 'InvalidStateError' });
  });
});

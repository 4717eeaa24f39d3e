/** What is shared with the app waits for the page, whatever becomes of the service worker and the storage. */
import { describe, expect, it } from 'vitest';
import { ShareTarget } from '../../../src/workbench/share-target.ts';

const BASE = 'https://unroll.example/app/';

/** Caches in memory, as much of them as is used; `room` is how many entries fit. */
class Caches {
  readonly entries = new Map<string, Blob>();
  room = Infinity;

  open(): Promise<Cache> {
    const { entries } = this;
    const cache = {
      put: async (address: string, response: Response) => {
        if (entries.size >= this.room) throw new DOMException('No room.', 'QuotaExceededError');
        entries.set(address, await response.blob());
      },
      match: (address: string) =>
        Promise.resolve(entries.has(address) ? new Response(entries.get(address)) : undefined),
      delete: (address: string) => Promise.resolve(entries.delete(address)),
      keys: () => Promise.resolve([...entries.keys()].map((url) => ({ url }))),
    };
    return Promise.resolve(cache as unknown as Cache);
  }

  delete(): Promise<boolean> {
    this.entries.clear();
    return Promise.resolve(true);
  }
}

function target(caches: Caches): ShareTarget {
  let id = 0;
  return new ShareTarget(caches, BASE, () => String(id++));
}

function posted(fields: Readonly<Record<string, string>>, files: readonly File[] = []): Request {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const file of files) form.append('files', file);
  return new Request(`${BASE}share`, { method: 'POST', body: form });
}

const POEM = new File(['床前明月光'], 'poem.txt', { type: 'text/plain', lastModified: 5 });

describe('what is shared', () => {
  it('waits in the order it came, also for a service worker that was begun anew, until it is dropped', async () => {
    const caches = new Caches();
    await target(caches).receive(posted({ title: 'A', text: 'one', url: '' }));
    const second = target(caches);
    await new ShareTarget(caches, BASE, () => 'later').receive(
      posted({ title: '', text: '', url: 'https://b.example' }, [POEM]),
    );
    const [first, last] = await second.waiting();
    expect(first).toEqual({ title: 'A', text: 'one', url: '', files: [] });
    expect(last).toMatchObject({ title: '', url: 'https://b.example' });
    expect(last.files[0].name).toBe('poem.txt');
    expect(await last.files[0].text()).toBe('床前明月光');
    await second.drop();
    expect(await second.waiting()).toEqual([]);
  });

  it('is not lost where there is no room: it waits in memory, and nothing half stays behind', async () => {
    const caches = new Caches();
    caches.room = 1;
    const shares = target(caches);
    await shares.receive(posted({ text: 'x' }, [POEM]));
    expect(caches.entries.size).toBe(0);
    const [item] = await shares.waiting();
    expect(item.text).toBe('x');
    expect(await item.files[0].text()).toBe('床前明月光');
  });

  it('may be empty, and that is told from nothing', async () => {
    const shares = target(new Caches());
    await shares.receive(posted({}, [new File([], '')]));
    expect(await shares.waiting()).toEqual([{ title: '', text: '', url: '', files: [] }]);
  });

  it('that is no form is refused, and nothing waits', async () => {
    const shares = target(new Caches());
    await expect(shares.receive(new Request(`${BASE}share`, { method: 'POST', body: 'x' }))).rejects.toThrow();
    expect(await shares.waiting()).toEqual([]);
  });
});

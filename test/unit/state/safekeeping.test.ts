import { describe, expect, test } from 'vitest';
import type { Notebook } from '../../../src/client/notebook.ts';
import { StorageError } from '../../../src/shared/errors.ts';
import type { StorageState } from '../../../src/shared/storage-state.ts';
import { Safekeeping } from '../../../src/state/safekeeping.svelte.ts';
import { runSummary } from './worker-double.ts';

const SEA = runSummary({ id: 'a', name: 'the sea', checkpointBytes: 1 });
const SKY = runSummary({ id: 'b', name: 'sky', checkpointBytes: 1 });
const FULL: StorageState = { kind: 'full', message: 'No room.' };
const OPEN: StorageState = { kind: 'open', emptyAt: null };

class Notes implements Notebook {
  entries: readonly string[] = [];
  read = (): readonly string[] => this.entries;
  write = (_key: string, entries: readonly string[]): void => void (this.entries = entries);
}

async function visit(
  notes = new Notes(),
  verbs: Partial<Record<'checkpoint' | 'startAnew', () => Promise<void>>> = {},
) {
  let hear: (state: StorageState) => void = () => {};
  const nothing = (): Promise<void> => Promise.resolve();
  const care = new Safekeeping(
    {
      watchStorage: (report) => Promise.resolve(void (hear = report)),
      checkpoint: verbs.checkpoint ?? nothing,
      startAnew: verbs.startAnew ?? nothing,
    },
    notes,
  );
  await care.open();
  return { care, notes, hear: (state: StorageState) => hear(state) };
}

describe('Safekeeping', () => {
  test('runs that were there at the last visit and are gone are named, and once settled no more', async () => {
    const first = await visit();
    first.hear(OPEN);
    first.care.look([SEA, SKY]);
    expect(first.care.gone).toBeNull();
    const next = await visit(first.notes);
    next.hear({ kind: 'open', emptyAt: 5 });
    next.care.look([]);
    expect(next.care.gone).toEqual(['the sea', 'sky']);
    next.care.settle();
    next.care.look([]);
    expect(next.care.gone).toBeNull();
    const last = await visit(first.notes);
    last.hear(OPEN);
    last.care.look([]);
    expect(last.care.gone).toBeNull();
  });

  test('a database emptied during the visit is told of even when every run came back from memory', async () => {
    const { care, hear } = await visit();
    hear(OPEN);
    care.look([SEA]);
    care.remember(SKY);
    care.remember(SKY);
    hear({ kind: 'opening' });
    hear({ kind: 'open', emptyAt: 7 });
    care.look([SKY]);
    expect(care.gone).toEqual(['the sea']);
    care.look([SEA, SKY]);
    expect(care.gone).toEqual([]);
  });

  test('a thread that takes the place of a dead one finds a database that was not emptied again', async () => {
    const { care, hear } = await visit();
    hear({ kind: 'open', emptyAt: 5 });
    care.look([SEA]);
    hear({ kind: 'opening' });
    hear(OPEN);
    care.look([SEA]);
    expect(care.gone).toBeNull();
  });

  test('what a person deleted, what was never stored and what cannot be read is not missed', async () => {
    const { care, notes, hear } = await visit();
    hear(OPEN);
    care.look([SEA, { ...SKY, unsavedReason: 'No room.' }, runSummary({ id: 'c' })]);
    care.forget('a');
    const next = await visit(notes);
    next.hear({ kind: 'damaged', message: 'Cannot be opened.' });
    next.care.look([]);
    next.hear(OPEN);
    next.care.look([]);
    expect(next.care.gone).toBeNull();
  });

  test('whoever goes on without saving is asked again only when something else goes wrong', async () => {
    const { care, hear } = await visit();
    hear(FULL);
    care.goOn();
    hear({ ...FULL, message: 'Still no room.' });
    expect([care.fault?.message, care.isFolded]).toEqual(['Still no room.', true]);
    hear({ kind: 'newer', message: 'Newer.' });
    expect([care.fault?.kind, care.isFolded]).toEqual(['newer', false]);
    hear(OPEN);
    expect(care.fault).toBeNull();
  });

  test('lists are read anew when the storage fails, and when it is back and has what was in memory', async () => {
    const told: string[] = [];
    const { care, hear } = await visit(new Notes(), { checkpoint: () => Promise.resolve(void told.push('stored')) });
    care.onTurn = () => void told.push('read');
    hear(FULL);
    hear(OPEN);
    await expect.poll(() => told).toEqual(['read', 'stored', 'read']);
  });

  test('beginning anew misses nothing that it deletes, and says why when it fails', async () => {
    const { care, notes, hear } = await visit(new Notes(), {
      startAnew: () => Promise.reject(new StorageError('Still cannot be opened.')),
    });
    hear(OPEN);
    care.look([SEA]);
    await care.startAnew();
    expect([care.problem, care.isTrying, notes.entries]).toEqual(['Still cannot be opened.', false, []]);
  });
});

/** Kept passages go into a backup and come back: merged, each once, and never over another. */
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { BackupFile } from '../../../src/formats/backup/read.ts';
import { InputError, StorageError } from '../../../src/shared/errors.ts';
import { LONGEST_PASSAGE, type PassageShelf } from '../../../src/shared/kept-passage.ts';
import { Connection } from '../../../src/storage/connection.ts';
import { Passages } from '../../../src/storage/passages.ts';
import { keptPassage, OTHER_ID, PASSAGE_ID, RUN_ID } from '../formats/backup/fixtures.ts';
import { backUp, came, quiet } from './backups.ts';
import { bytesOf, closeTabs, MemoryShelf, openTab, paste } from './support.ts';

afterEach(closeTabs);

const ONE = keptPassage();
const OTHER = keptPassage({ id: OTHER_ID, text: 'Another.', keptAt: 1, writer: null });

async function backupOf(shelf: PassageShelf): Promise<Blob> {
  const bench = openTab({ shelf });
  await paste(bench);
  return backUp(bench);
}

function restore(shelf: PassageShelf, file: Blob) {
  return openTab({ shelf }).copying.restore(file, quiet);
}

const passages = (come: number, here = 0) => came(0, 1, { passages: { came: come, here } });

describe('kept passages in a backup', () => {
  it('come back whole in the database of another device, and are here when the same backup comes again', async () => {
    const file = await backupOf(new MemoryShelf(ONE, OTHER));
    const shelf = new Passages(new Connection('passages-elsewhere'));
    expect(await restore(shelf, file)).toEqual(passages(2));
    expect(await shelf.passages()).toEqual([ONE, OTHER]);
    expect(await restore(shelf, file)).toEqual(passages(0, 2));
    expect(await shelf.passages()).toEqual([ONE, OTHER]);
  });

  it('are the same by run and text, whatever their id; the same text of another run is another', async () => {
    const again = keptPassage({ id: OTHER_ID });
    const elsewhere = keptPassage({ id: RUN_ID, writer: { runId: OTHER_ID, name: 'b', step: 1 } });
    const file = await backupOf(new MemoryShelf(ONE, again, elsewhere));
    const here = new MemoryShelf(keptPassage({ id: '66dd2b7e-0f4d-4a53-9d0a-6f6d3f0f9c44' }));
    const [kept] = here.list;
    expect(await restore(here, file)).toEqual(passages(1, 2));
    expect(here.list).toEqual([kept, elsewhere]);
  });

  it('stand beside one of the same id and another text, which stays, and are found there by the next restore', async () => {
    const file = await backupOf(new MemoryShelf(ONE));
    const mine = keptPassage({ text: 'Mine.' });
    const shelf = new MemoryShelf(mine);
    expect(await restore(shelf, file)).toEqual(passages(1));
    const [first, second] = shelf.list;
    expect([first, second]).toEqual([mine, { ...ONE, id: second.id }]);
    expect(second.id).not.toBe(PASSAGE_ID);
    expect(await restore(shelf, file)).toEqual(passages(0, 1));
  });

  it('come in without the damaged one, which is named', async () => {
    const bytes = await bytesOf(await backupOf(new MemoryShelf(ONE, OTHER)));
    bytes[Buffer.from(bytes.buffer).indexOf('Another.', Buffer.from(bytes.buffer).indexOf('Another.txt') + 11)] ^= 1;
    const shelf = new MemoryShelf();
    const report = await restore(shelf, new Blob([bytes]));
    expect(report).toMatchObject({ passages: { came: 1, here: 0 }, texts: { came: 1 }, problem: null });
    expect(report.leftOut).toEqual([expect.stringMatching(/^The kept passage “Another”: .*checksum/) as string]);
    expect(shelf.list).toEqual([ONE]);
  });

  it('are left out where they cannot be read or held, and all else is in it', async () => {
    const refusing: PassageShelf = {
      passages: () => Promise.reject(new StorageError('Not now.')),
      bring: () => Promise.reject(new StorageError('Not now.')),
    };
    const bench = openTab({ shelf: refusing });
    await paste(bench);
    const report = (await bench.copying.backUp(null, quiet))!;
    expect(report).toMatchObject({ texts: 1, passages: 0, leftOut: ['Not now.'] });
    const strange = new MemoryShelf(
      ONE,
      keptPassage({ id: 'mine', text: 'Once upon a time' }),
      keptPassage({ id: OTHER_ID, text: 'x'.repeat(LONGEST_PASSAGE + 1) }),
      keptPassage({ id: RUN_ID, settings: { temperature: NaN, topK: 0, topP: 1, seed: 1 } }),
    );
    const rest = (await openTab({ shelf: strange }).copying.backUp(null, quiet))!;
    expect([rest.passages, rest.leftOut.length]).toEqual([1, 3]);
    expect(rest.leftOut[0]).toMatch(/^The kept passage “Once upon a time”: it does not fit/);
    expect((await BackupFile.open(rest.file!)).manifest.passages).toHaveLength(1);
  });

  it('come in many at a time, as far as they had come when the disk was full', async () => {
    const many = Array.from({ length: 150 }, (_, at) =>
      keptPassage({ id: crypto.randomUUID(), text: `Passage ${at}`, keptAt: 1000 - at }),
    );
    const file = await backupOf(new MemoryShelf(...many));
    class SmallShelf extends MemoryShelf {
      most = 100;
      override bring(...call: Parameters<MemoryShelf['bring']>): Promise<void> {
        const isFull = this.list.length + call[0].length > this.most;
        return isFull ? Promise.reject(new StorageError('There is no room.')) : super.bring(...call);
      }
    }
    const shelf = new SmallShelf();
    expect(await restore(shelf, file)).toMatchObject({ passages: { came: 64, here: 0 }, problem: 'There is no room.' });
    expect(shelf.list).toEqual(many.slice(0, 64));
    shelf.most = 1000;
    expect(await restore(shelf, file)).toEqual(passages(86, 64));
    expect(shelf.list).toEqual(many);
  });
});

describe('a passage that is kept', () => {
  it('is refused when it is longer than any is kept, with both figures and what to do', async () => {
    const shelf = new Passages(new Connection('passages-long'));
    const long = keptPassage({ text: 'x'.repeat(LONGEST_PASSAGE + 1) });
    await expect(shelf.keepPassage(long)).rejects.toThrow(InputError);
    await expect(shelf.keepPassage(long)).rejects.toThrow(/500001 characters.*at most 500000.*Select a part/);
    expect(await shelf.passages()).toEqual([]);
  });
});

/** Backups that cannot come in, or not wholly: what came in is whole, and what was there is as it was. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackupFile } from '../../../src/formats/backup/read.ts';
import { StorageError } from '../../../src/shared/errors.ts';
import { MemoryStore } from '../../../src/storage/memory-store.ts';
import type { Store } from '../../../src/storage/store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { striking } from '../storage/strike.ts';
import { backUp, came, contentOf, freshStore, goOn, newRun, otherDevice, quiet } from './backups.ts';
import { bytesOf, checkpointOf, closeTabs, libraryOf, openTab } from './support.ts';

let store: Store;
let bench: Workbench;

beforeEach(async () => {
  ({ store } = await freshStore());
  bench = openTab({ store });
});
afterEach(closeTabs);

describe('a backup that does not come in whole', () => {
  it('leaves out what is damaged by name, brings in the rest, and what was here is as it was', async () => {
    await newRun(bench);
    const { id } = await newRun(bench, 2);
    const file = await backUp(bench);
    const { runs } = (await BackupFile.open(file)).manifest;
    const struck = runs.find((run) => run.id !== id)!;
    const bytes = await bytesOf(file);
    const text = Buffer.from(bytes.buffer);
    for (const { path } of struck.checkpoints) bytes[text.indexOf(path) + path.length + 200] ^= 1;
    const other = await otherDevice();
    const mine = await newRun(other.bench, 3);
    const report = await other.bench.copying.restore(new Blob([bytes]), quiet);
    expect(report).toMatchObject({ runs: { came: 1, here: 0 }, texts: { came: 0, here: 1 }, problem: null });
    expect(report.leftOut).toHaveLength(struck.checkpoints.length + 1);
    expect(report.leftOut.at(-1)).toMatch(/did not come in: no checkpoint of it is whole/);
    expect((await other.bench.runs()).map((run) => run.id).toSorted()).toEqual([mine.id, id].toSorted());
    expect(await other.bench.runs()).toContainEqual(mine);
  });

  it('is refused before anything is changed when there is no room for it, with both figures', async () => {
    await newRun(bench);
    const file = await backUp(bench);
    const small = openTab({ store: (await freshStore()).store, spaceLeft: () => Promise.resolve(1000) });
    const refusal = {
      name: 'StorageError',
      message: expect.stringMatching(/needs \d+\.\d MB.*room for 0\.0 MB/) as string,
    };
    await expect(small.copying.restore(file, quiet)).rejects.toMatchObject(refusal);
    expect(await libraryOf(small)).toEqual({ runs: [], texts: [] });
  });

  it('keeps whole what came in before the disk was full, says so, and brings the rest once there is room', async () => {
    await newRun(bench);
    await newRun(bench, 2);
    const file = await backUp(bench);
    class SmallDisk extends MemoryStore {
      isFull = true;
      override async bring(...call: Parameters<MemoryStore['bring']>): Promise<void> {
        if (this.isFull && (await this.runs()).length === 1) throw new StorageError('There is no room left.');
        return super.bring(...call);
      }
    }
    const disk = new SmallDisk();
    const small = openTab({ store: disk });
    const report = await small.copying.restore(file, quiet);
    expect(report).toEqual(came(1, 1, { problem: 'There is no room left.' }));
    const [first] = await small.runs();
    expect((await checkpointOf(small, first.id)).progress.step).toBe(first.step);
    disk.isFull = false;
    expect(await small.copying.restore(file, quiet)).toMatchObject({ runs: { came: 1, here: 1 }, problem: null });
  });

  it('leaves the old library or the new one, whole, wherever its transaction is broken off', async () => {
    const early = await newRun(bench);
    const other = await otherDevice();
    await other.bench.copying.restore(await backUp(bench), quiet);
    await goOn(other.bench, early.id);
    const file = await backUp(other.bench);
    const before = await contentOf(bench, store);
    const ways = ['throws', 'aborts', 'aborts after'] as const;
    const problemAt = async (call: number): Promise<string | null> => {
      const problems: (string | null)[] = [];
      await striking({ call, how: ways[call % ways.length] }, async () => {
        problems.push((await bench.copying.restore(file, quiet)).problem);
      });
      return problems[0];
    };
    for (let call = 1; (await problemAt(call)) !== null; call++) {
      expect(await contentOf(bench, store)).toEqual(before);
      expect(call).toBeLessThan(100);
    }
    expect((await bench.runs()).map(({ name }) => name).toSorted()).toEqual([
      early.name,
      `${early.name} (as it was here)`,
    ]);
  });

  it('says that it was stopped, and what came in stays', async () => {
    await newRun(bench);
    const file = await backUp(bench);
    const other = await otherDevice();
    const stopped = await other.bench.copying.restore(file, () => void other.bench.copying.stopCopying());
    expect(stopped).toEqual(came(0, 1, { stopped: true }));
    expect(await other.bench.copying.restore(file, quiet)).toMatchObject({ runs: { came: 1 }, texts: { here: 1 } });
  });

  it('is refused as a whole when it is no backup, and the library is as it was', async () => {
    const { id } = await newRun(bench);
    const before = await libraryOf(bench);
    const checkpoint = await bench.carrying.exportSafetensors(id);
    for (const file of [checkpoint, new Blob(['PK']), (await backUp(bench)).slice(0, -1)]) {
      await expect(bench.copying.restore(file, quiet)).rejects.toMatchObject({ name: 'FormatError' });
    }
    expect(await libraryOf(bench)).toEqual(before);
  });
});

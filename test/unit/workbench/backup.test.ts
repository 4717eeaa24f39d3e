/** The whole library into one file and back: into an empty library, into the same, and into one that went on. */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackupFile } from '../../../src/formats/backup/read.ts';
import { StorageError } from '../../../src/shared/errors.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import { MemoryStore } from '../../../src/storage/memory-store.ts';
import type { Store } from '../../../src/storage/store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { backUp, came, contentOf, freshStore, goOn, newRun, otherDevice, quiet } from './backups.ts';
import { SharedBrowser } from './shared-browser.ts';
import { bytesOf, checkpointOf, closeTabs, endless, libraryOf, openTab, paste, TEXT, Watch } from './support.ts';

let name: string;
let store: Store;
let bench: Workbench;

beforeEach(async () => {
  ({ name, store } = await freshStore());
  bench = openTab({ store });
});
afterEach(closeTabs);

/** A file as the dialog for saving gives it: empty, and written when all of it has come. */
class ChosenFile {
  isThere = true;
  bytes = 0;
  readonly handle: FileSystemFileHandle;

  /** @param isKept the browser cannot remove it. */
  constructor({ isFull = false, isKept = false } = {}) {
    let written = 0;
    const createWritable = (): Promise<WritableStream<Uint8Array>> => {
      const write = (chunk: Uint8Array): void => {
        if (isFull) throw new DOMException('There is no room.', 'QuotaExceededError');
        written += chunk.byteLength;
      };
      return Promise.resolve(new WritableStream({ write, close: () => void (this.bytes = written) }));
    };
    const getFile = (): Promise<{ size: number }> => Promise.resolve({ size: this.bytes });
    const remove = (): Promise<void> => Promise.resolve(void (this.isThere = false));
    const known = { name: 'mine.zip', createWritable, getFile, ...(isKept ? {} : { remove }) };
    this.handle = known as unknown as FileSystemFileHandle;
  }
}

/** One bit of a stored checkpoint of this test's own store turned over. */
async function damage(runId: string, step: number): Promise<void> {
  const database = await openDB(name);
  const record = (await database.get('checkpoints', [runId, step])) as { bytes: Blob };
  const bytes = await bytesOf(record.bytes);
  bytes[500] ^= 1;
  await database.put('checkpoints', { ...record, bytes: new Blob([bytes]) });
  database.close();
}

describe('a backup of the library', () => {
  it('restored on another device gives the same texts, runs and checkpoints byte for byte, and the runs go on there', async () => {
    await newRun(bench);
    const { id, step } = await newRun(bench, 2);
    await paste(bench, `${TEXT}More.\n`);
    await store.pin(id, step, true);
    const report = await bench.copying.backUp(null, quiet);
    expect(report).toMatchObject({ texts: 2, leftOut: [] });
    expect(report!.runs).toHaveLength(2);

    const other = await otherDevice();
    const shares: number[] = [];
    expect(await other.bench.copying.restore(report!.file!, (share) => shares.push(share))).toEqual(came(2, 2));
    expect(await contentOf(other.bench, other.store)).toEqual(await contentOf(bench, store));
    expect(shares.at(-1)).toBeCloseTo(1, 9);
    expect(shares).toEqual(shares.toSorted((one, another) => one - another));

    const [here, there] = [await goOn(bench, id), await goOn(other.bench, id)];
    const least = Math.min(here.step, there.step);
    const losses = ({ history }: RunSummary): unknown => history.training.filter((point) => point.step <= least);
    expect(losses(there)).toEqual(losses(here));
  });

  it('holds a run that trains as it was saved last, and training goes on meanwhile', async () => {
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
    await watch.until(({ savedAt }) => savedAt !== null);
    const backup = await BackupFile.open(await backUp(bench));
    const [run] = backup.manifest.runs;
    expect(run).toMatchObject({ id, state: 'training', step: run.checkpoints.at(-1)?.step });
    const step = watch.reports.at(-1)?.step ?? 0;
    await watch.reaches(step + 20);
    await bench.pause();
    const other = await otherDevice();
    await other.bench.copying.restore(await backUp(bench), quiet);
    expect(await other.bench.runs()).toMatchObject([{ id, state: 'paused' }]);
  });

  it('holds a run that is only in memory because the disk is full, in its newest state', async () => {
    class FullDisk extends MemoryStore {
      override save(): Promise<void> {
        return Promise.reject(new StorageError('There is no room left.'));
      }
    }
    const full = openTab({ store: new FullDisk() });
    const { id, step } = await newRun(full);
    const other = await otherDevice();
    expect(await other.bench.copying.restore(await backUp(full), quiet)).toEqual(came(1, 1));
    expect(await other.bench.runs()).toMatchObject([{ id, step, unsavedReason: null }]);
    expect(await checkpointOf(other.bench, id)).toEqual(await checkpointOf(full, id));
  });

  it('leaves out a damaged checkpoint by name, and keeps the whole ones before it', async () => {
    const { id } = await newRun(bench);
    await goOn(bench, id);
    const [newest, before] = await store.checkpoints(id);
    await damage(id, newest.step);
    const report = (await bench.copying.backUp(null, quiet))!;
    expect(report.leftOut).toEqual([expect.stringMatching(new RegExp(`step ${newest.step} is damaged`)) as string]);
    const other = await otherDevice();
    expect(await other.bench.copying.restore(report.file!, quiet)).toEqual(came(1, 1));
    expect(await other.bench.runs()).toMatchObject([{ id, step: before.step }]);
  });

  it('is stopped between two of its parts, and another can be made then', async () => {
    await newRun(bench);
    await paste(bench, `${TEXT}More.\n`);
    const stopped = bench.copying.backUp(null, () => void bench.copying.stopCopying());
    await expect(bench.copying.backUp(null, quiet)).rejects.toMatchObject({ name: 'StateError' });
    expect(await stopped).toBeNull();
    expect((await backUp(bench)).size).toBeGreaterThan(1000);
  });

  it('into a chosen file leaves none when it is stopped or cannot be written, or says that an empty one stays', async () => {
    await newRun(bench);
    const stop = (): void => void bench.copying.stopCopying();
    const gone = new ChosenFile();
    expect(await bench.copying.backUp(gone.handle, stop)).toBeNull();
    expect(gone.isThere).toBe(false);
    const full = new ChosenFile({ isFull: true });
    const refusal = {
      name: 'StorageError',
      message: expect.stringMatching(/written to “mine.zip”.*no room/) as string,
    };
    await expect(bench.copying.backUp(full.handle, quiet)).rejects.toMatchObject(refusal);
    expect(full.isThere).toBe(false);
    const staying = new ChosenFile({ isKept: true });
    const said = {
      name: 'StorageError',
      message: expect.stringMatching(/stopped.*“mine.zip”, stays behind/) as string,
    };
    await expect(bench.copying.backUp(staying.handle, stop)).rejects.toMatchObject(said);
    const whole = new ChosenFile();
    expect(await bench.copying.backUp(whole.handle, quiet)).toMatchObject({ file: null });
    expect([whole.isThere, whole.bytes > 1000]).toEqual([true, true]);
  });
});

describe('a backup restored where its runs are', () => {
  it('changes nothing when all of it is here, however often', async () => {
    await newRun(bench);
    const file = await backUp(bench);
    const before = await libraryOf(bench);
    const here = came(0, 0, { runs: { came: 0, here: 1 }, texts: { came: 0, here: 1 } });
    for (let time = 0; time < 2; time++) expect(await bench.copying.restore(file, quiet)).toEqual(here);
    expect(await libraryOf(bench)).toEqual(before);
  });

  it('brings an earlier state in as a copy, once, and the run that is further stays as it is', async () => {
    const early = await newRun(bench);
    const file = await backUp(bench);
    const late = await goOn(bench, early.id);
    const kept = await contentOf(bench, store);
    const merged = came(1, 0, { texts: { came: 0, here: 1 }, copies: 1 });
    expect(await bench.copying.restore(file, quiet)).toEqual(merged);
    const [one, other] = await bench.runs();
    expect(one).toEqual(late);
    expect(other).toMatchObject({ step: early.step, name: `${early.name} (from a backup)` });
    expect(await bench.copying.restore(file, quiet)).toMatchObject({ runs: { came: 0, here: 1 } });
    await bench.remove(other.id);
    expect(await contentOf(bench, store)).toEqual(kept);
  });

  it('puts a later state in the place of the one here, which stays as a copy with all its checkpoints', async () => {
    const early = await newRun(bench);
    const earlyFile = await backUp(bench);
    const other = await otherDevice();
    await other.bench.copying.restore(earlyFile, quiet);
    const late = await goOn(other.bench, early.id);
    const merged = came(1, 0, { texts: { came: 0, here: 1 }, copies: 1 });
    const checkpoints = await store.checkpoints(early.id);
    expect(await bench.copying.restore(await backUp(other.bench), quiet)).toEqual(merged);
    const runs = await bench.runs();
    expect(runs.find(({ id }) => id === early.id)).toMatchObject({ step: late.step, name: early.name });
    const copy = runs.find(({ id }) => id !== early.id)!;
    expect(copy).toEqual({ ...early, id: copy.id, name: `${early.name} (as it was here)` });
    expect(await store.checkpoints(copy.id)).toEqual(checkpoints);
    expect(await bytesOf(await bench.carrying.exportSafetensors(copy.id))).toHaveLength(early.checkpointBytes);
    // The state that was here is known by its bytes, whatever its id is now.
    expect(await bench.copying.restore(earlyFile, quiet)).toMatchObject({ runs: { came: 0, here: 1 } });
  });

  it('does not touch a run that trains, here or in another tab: a later state comes in as a copy', async () => {
    const browser = new SharedBrowser();
    const tabs = [browser.open(), browser.open()].map((tab) => openTab({ store, tab }));
    const { id } = await newRun(tabs[0]);
    const other = await otherDevice();
    await other.bench.copying.restore(await backUp(tabs[0]), quiet);
    const other2 = await goOn(other.bench, id);
    const later = await goOn(other.bench, other2.id);
    const file = await backUp(other.bench);
    const watch = new Watch();
    const { step } = await tabs[0].resume(id, watch.report);
    await watch.reaches(step + 1);
    for (const tab of tabs) {
      await tab.copying.restore(file, quiet);
      const runs = await store.runs();
      expect(runs.map((run) => run.id)).toContain(id);
      const copies = runs.filter((run) => run.id !== id);
      expect(copies).toMatchObject([{ step: later.step, name: `${later.name} (from a backup)` }]);
    }
    await watch.reaches(step + 30);
    expect((await tabs[0].pause()).id).toBe(id);
  });
});

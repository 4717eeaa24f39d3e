/** What becomes of a run whose newest state could not be stored, and of one that another tab has. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageError } from '../../../src/shared/errors.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import { MemoryStore } from '../../../src/storage/memory-store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { differing, tinySettings } from '../training/support.ts';
import { checkpointOf, closeTabs, endless, openTab, paste, Watch } from './support.ts';
import { SharedBrowser, type Tab } from './shared-browser.ts';

const FULL = 'The device has no room left.';

/** A disk that may be full. */
class Disk extends MemoryStore {
  isFull = false;

  override save(run: RunSummary, checkpoint: Uint8Array): Promise<void> {
    return this.isFull ? Promise.reject(new StorageError(FULL)) : super.save(run, checkpoint);
  }
}

let disk: Disk;
let browser: SharedBrowser;
let tab: Tab;
let bench: Workbench;

beforeEach(() => {
  disk = new Disk();
  browser = new SharedBrowser();
  tab = browser.open();
  bench = openTab({ store: disk, tab });
});
afterEach(closeTabs);

/** A run that was paused when the disk was full, at the step it tells. */
async function pausedUnsaved(): Promise<RunSummary> {
  const watch = new Watch();
  const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
  await watch.until(({ savedAt }) => savedAt !== null);
  disk.isFull = true;
  await watch.reaches(30);
  const paused = await bench.pause();
  expect(paused).toMatchObject({ id, state: 'paused', unsavedReason: FULL });
  return paused;
}

describe('a run whose last save was refused', () => {
  it('is listed as it ended with the reason, and its file is the state it ended in', async () => {
    const paused = await pausedUnsaved();
    const { id, step } = paused;
    expect((await disk.run(id))!.step).toBeLessThan(step);
    expect(await bench.runs()).toEqual([paused]);
    expect((await checkpointOf(bench, id)).progress.step).toBe(step);
    expect((await bench.carrying.exportOnnx(id)).size).toBeGreaterThan(1000);
  });

  it('is stored by the next checkpoint() that finds room, with the name it was given meanwhile', async () => {
    const { id, step } = await pausedUnsaved();
    await bench.checkpoint();
    expect(await bench.runs()).toMatchObject([{ id, step, unsavedReason: FULL }]);
    expect(await bench.rename(id, 'Kept')).toMatchObject({ id, name: 'Kept', unsavedReason: FULL });
    disk.isFull = false;
    await bench.checkpoint();
    const stored = { id, step, name: 'Kept', state: 'paused', unsavedReason: null };
    expect(await disk.runs()).toMatchObject([stored]);
    expect(await bench.runs()).toMatchObject([stored]);
  });

  it('goes on from memory while the disk is still full, to the last bit as if it had never been paused', async () => {
    const settings = tinySettings({ passes: 2, dropout: 0.1 });
    const watch = new Watch();
    disk.isFull = true;
    const { id } = await bench.start((await paste(bench)).id, settings, watch.report);
    await watch.reaches(20);
    await bench.pause();
    const again = new Watch();
    await bench.resume(id, again.report);
    expect((await again.ended()).state).toBe('finished');
    expect(await disk.runs()).toEqual([]);
    expect(await bench.runs()).toMatchObject([{ id, state: 'finished', step: 346, unsavedReason: FULL }]);

    const whole = openTab();
    const quiet = new Watch();
    const { id: wholeId } = await whole.start((await paste(whole)).id, settings, quiet.report);
    await quiet.ended();
    expect(differing((await checkpointOf(whole, wholeId)).tensors, (await checkpointOf(bench, id)).tensors)).toEqual(
      [],
    );
  });

  it('stays while another trains, and each of the two is stored when there is room', async () => {
    const first = await pausedUnsaved();
    const second = await pausedSecond();
    expect((await bench.runs()).map(({ unsavedReason }) => unsavedReason)).toEqual([FULL, FULL]);
    disk.isFull = false;
    await bench.checkpoint();
    expect((await disk.run(first.id))?.step).toBe(first.step);
    expect((await disk.run(second.id))?.step).toBe(second.step);
  });

  it('stays this tab’s until it is stored: another can neither resume, rename nor remove it', async () => {
    const { id } = await pausedUnsaved();
    const other = openTab({ store: disk, tab: browser.open() });
    expect(await other.runs()).toMatchObject([{ id, elsewhere: true }]);
    const taken = { name: 'StateError', message: expect.stringContaining('in another tab') as string };
    await expect(other.resume(id, () => undefined)).rejects.toMatchObject(taken);
    await expect(other.rename(id, 'Mine')).rejects.toMatchObject(taken);
    await expect(other.remove(id)).rejects.toMatchObject(taken);
    disk.isFull = false;
    await bench.checkpoint();
    expect(await other.runs()).toMatchObject([{ id, elsewhere: false, state: 'paused' }]);
    await other.remove(id);
    expect(await bench.runs()).toEqual([]);
  });

  it('is gone when it is removed, and the next checkpoint() does not bring it back', async () => {
    const { id } = await pausedUnsaved();
    await bench.remove(id);
    disk.isFull = false;
    await bench.checkpoint();
    expect(await bench.runs()).toEqual([]);
    expect(browser.held('')).toEqual([]);
  });

  async function pausedSecond(): Promise<RunSummary> {
    const watch = new Watch();
    await bench.start((await paste(bench)).id, endless(), watch.report);
    await watch.reaches(10);
    return bench.pause();
  }
});

describe('checkpoint()', () => {
  it('stores what trains, at the step it stands', async () => {
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
    const { step } = await watch.reaches(40);
    await bench.checkpoint();
    expect(await disk.run(id)).toMatchObject({ state: 'training' });
    expect((await disk.run(id))!.step).toBeGreaterThanOrEqual(step);
  });

  it('does nothing without a run', async () => {
    await bench.checkpoint();
    expect(await bench.runs()).toEqual([]);
  });
});

describe('a run that trains in another tab', () => {
  it('is listed as training there, not as interrupted, until that tab dies', async () => {
    const dying = browser.open();
    const other = openTab({ store: disk, tab: dying });
    const watch = new Watch();
    const { id } = await other.start((await paste(other)).id, endless(), watch.report);
    await watch.until(({ savedAt }) => savedAt !== null);
    expect(await other.runs()).toMatchObject([{ id, state: 'training', elsewhere: false }]);
    expect(await bench.runs()).toMatchObject([{ id, state: 'training', elsewhere: true }]);
    dying.kill();
    expect(await bench.runs()).toMatchObject([{ id, state: 'interrupted', elsewhere: false }]);
  });
});

/** What is left when a tab dies, a text is missing, or the device keeps nothing. */
import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StorageError } from '../../../src/shared/errors.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import { Connection } from '../../../src/storage/connection.ts';
import { MemoryStore } from '../../../src/storage/memory-store.ts';
import { SCHEMA_VERSION } from '../../../src/storage/schema.ts';
import { SteadyStore } from '../../../src/storage/steady-store.ts';
import { Store } from '../../../src/storage/store.ts';
import { differing, tinySettings } from '../training/support.ts';
import { Gate } from '../training/stage.ts';
import { bytesOf, checkpointOf, closeTabs, endless, openTab, paste, TEXT, Watch } from './support.ts';

afterEach(closeTabs);

/** A store whose saves the test holds up or refuses. */
class TriedStore extends MemoryStore {
  trial: (run: RunSummary) => Promise<void> = () => Promise.resolve();

  override async save(run: RunSummary, checkpoint: Uint8Array): Promise<void> {
    const copy = checkpoint.slice();
    await this.trial(run);
    await super.save(run, copy);
  }
}

const full = () => Promise.reject(new StorageError('The device has no room left.'));

describe('a run whose tab died', () => {
  it('is interrupted at its last checkpoint, and ends, resumed, as if nothing had happened, to the last bit', async () => {
    const settings = tinySettings({ passes: 2, dropout: 0.1, layers: 2, cell: 'rnn' });
    const store = new TriedStore();
    const dying = openTab({ store });
    const { id: textId } = await paste(dying);
    const watch = new Watch();
    const { id } = await dying.start(textId, settings, watch.report);
    await watch.until(({ savedAt }) => savedAt !== null);
    // Nothing it does reaches the store any more; what it held, the browser gave back.
    store.trial = ({ state }) => (state === 'training' ? Promise.resolve() : new Promise(() => undefined));
    void dying.stop();
    const kept = await store.run(id);
    expect(kept).toMatchObject({ state: 'training' });

    const next = openTab({ store });
    expect(await next.runs()).toEqual([{ ...kept, state: 'interrupted' }]);
    const { step, history } = kept!;
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThan(346);
    expect(history.training).toHaveLength(step);
    store.trial = () => Promise.resolve();
    const again = new Watch();
    expect(await next.resume(id, again.report)).toMatchObject({ id, state: 'training' });
    expect((await again.ended()).state).toBe('finished');

    const whole = openTab();
    const quiet = new Watch();
    const { id: wholeId } = await whole.start((await paste(whole)).id, settings, quiet.report);
    await quiet.ended();
    expect(differing((await checkpointOf(whole, wholeId)).tensors, (await checkpointOf(next, id)).tensors)).toEqual([]);
  });
});

describe('a run without its text', () => {
  it('is imported, names the text it lacks, can be exported, and goes on when the text is there', async () => {
    const old = openTab();
    const watch = new Watch();
    const { id: oldId } = await old.start((await paste(old)).id, endless(), watch.report);
    await watch.reaches(20);
    const { step } = await old.pause();
    const file = await old.carrying.exportSafetensors(oldId);

    const bench = openTab({ store: await Store.open('other-device') });
    const { id } = await bench.carrying.importSafetensors(file);
    await expect(bench.resume(id, () => undefined)).rejects.toMatchObject({
      name: 'StateError',
      message: expect.stringMatching(
        /“Pasted text” \(6156 characters\), is not on this device\. Open that text/,
      ) as string,
    });
    expect(await bench.runs()).toMatchObject([{ id, state: 'paused', step }]);
    expect(await bytesOf(await bench.carrying.exportSafetensors(id))).toEqual(await bytesOf(file));
    // The file itself, whatever its name is here.
    await bench.readText({ kind: 'files', files: [new File([TEXT], 'cats.txt')] }, () => undefined);
    const again = new Watch();
    await bench.resume(id, again.report);
    await again.reaches(step + 10);
    expect(await bench.stop()).toMatchObject({ id, state: 'stopped' });
  });
});

describe('a device that keeps nothing', () => {
  it('says why, and trains, pauses, resumes, exports, imports and removes all the same', async () => {
    const refusing = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('refused by the test', 'SecurityError');
    });
    const store = new SteadyStore(new Connection('refused'));
    const bench = openTab({ store });
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
    await watch.reaches(10);
    const { step } = await bench.pause();
    const again = new Watch();
    await bench.resume(id, again.report);
    await again.reaches(step + 10);
    const stopped = await bench.stop();
    expect(await checkpointOf(bench, id)).toMatchObject({ progress: { step: stopped.step } });
    expect(await bench.runs()).toMatchObject([
      { id, unsavedReason: expect.stringContaining('keep anything') as string },
    ]);
    const copy = await bench.carrying.importSafetensors(await bench.carrying.exportSafetensors(id));
    await bench.remove(id);
    expect(await bench.runs()).toMatchObject([{ id: copy.id, step: stopped.step }]);
    expect(store.state.kind).toBe('refused');
    refusing.mockRestore();
  });
});

describe('a database that is deleted', () => {
  it('while a run trains has it again at once, with its text: another visit resumes it', async () => {
    const store = new SteadyStore(new Connection('deleted'));
    const bench = openTab({ store });
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
    await watch.until(({ savedAt }) => savedAt !== null);
    const { step } = (await store.run(id))!;
    await deleteDB('deleted');
    const next = openTab({ store: await Store.open('deleted') });
    await expect.poll(async () => (await next.runs()).map((run) => run.id)).toEqual([id]);
    expect((await bench.stop()).step).toBeGreaterThan(step);
    const again = new Watch();
    await next.resume(id, again.report);
    await again.reaches(step + 10);
    await next.stop();
  });

  it('after a pause has the paused run again', async () => {
    const store = new SteadyStore(new Connection('deleted-later'));
    const bench = openTab({ store });
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
    await watch.reaches(20);
    const { step } = await bench.pause();
    await deleteDB('deleted-later');
    await expect.poll(async () => (await bench.runs()).map((run) => run.id)).toEqual([id]);
    expect((await checkpointOf(bench, id)).progress.step).toBe(step);
  });
});

describe('a store that refuses a save', () => {
  it('does not end the run: the reason is reported, the run can be exported, and the next save clears it', async () => {
    const store = new TriedStore();
    store.trial = full;
    const bench = openTab({ store });
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
    const refused = await watch.until(({ saveProblem }) => saveProblem !== null);
    expect(refused).toMatchObject({ state: 'training', saveProblem: 'The device has no room left.', savedAt: null });
    expect(await bench.runs()).toMatchObject([{ id, state: 'training' }]);
    const { progress } = await checkpointOf(bench, id);
    expect(progress.step).toBeGreaterThanOrEqual(refused.step);
    store.trial = () => Promise.resolve();
    expect(await watch.until(({ savedAt }) => savedAt !== null)).toMatchObject({
      state: 'training',
      saveProblem: null,
    });
    expect((await bench.stop()).state).toBe('stopped');
  });
});

describe('a name given while a checkpoint is written', () => {
  it('is the name that is kept', async () => {
    const store = new TriedStore();
    const gate = new Gate();
    const bench = openTab({ store });
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
    await watch.until(({ savedAt }) => savedAt !== null);
    const begun = new Promise<void>((resolve) => {
      store.trial = () => {
        resolve();
        return gate.promise;
      };
    });
    const stopping = bench.stop();
    await begun;
    await bench.rename(id, 'Renamed');
    gate.open();
    expect((await stopping).name).toBe('Renamed');
    expect((await store.run(id))?.name).toBe('Renamed');
  });
});

describe('a run that diverges', () => {
  it('again and again ends as failed with the reason, keeps its best state, and leaves the bench free for the next', async () => {
    const store = await Store.open('diverging');
    const bench = openTab({ store });
    const { id: textId } = await paste(bench);
    const watch = new Watch();
    const gentle = endless({
      cell: 'rnn',
      nonlinearity: 'relu',
      layers: 2,
      hidden: 64,
      windowSteps: 128,
      clipNorm: 1000,
    });
    const { id } = await bench.start(textId, { ...gentle, schedule: 'constant' }, watch.report);
    await watch.until(({ savedAt }) => savedAt !== null);
    await bench.change({ learningRate: 1 });
    const failed = await watch.ended();
    expect(failed).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(
        /diverged 3 times.*: the loss rose to .*lower learning rate than 0\.0625\./,
      ) as string,
    });
    // A second run waits for nothing but the first one's end.
    await expect.poll(async () => (await bench.runs()).map(({ state }) => state)).toEqual(['failed']);
    const { progress, tensors } = await checkpointOf(bench, id);
    expect(progress.step).toBe(failed.step);
    expect(tensors.every(({ data }) => data.every(Number.isFinite))).toBe(true);
    await bench.start(textId, endless(), watch.report);
    expect((await bench.stop()).state).toBe('stopped');
  });
});

describe('a newer version that takes the database over while a run trains', () => {
  it('leaves the run in memory to be exported, as weights and as ONNX, before a save was refused', async () => {
    const name = `taken-over-${crypto.randomUUID()}`;
    const store = new SteadyStore(new Connection(name));
    const bench = openTab({ store, tickMs: 1 });
    const watch = new Watch();
    const run = await bench.start((await paste(bench)).id, endless(), watch.report);
    await watch.reaches(5);
    const newer = await openDB(name, SCHEMA_VERSION + 1);
    newer.close();
    expect(store.state.kind).toBe('newer');
    const { progress } = await checkpointOf(bench, run.id);
    expect(progress.step).toBeGreaterThanOrEqual(5);
    expect((await bytesOf(await bench.carrying.exportOnnx(run.id))).byteLength).toBeGreaterThan(1000);
    expect(watch.reports.at(-1)?.state).toBe('training');
  });
});

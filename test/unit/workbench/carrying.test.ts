import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { Store } from '../../../src/storage/store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { bytesOf, closeTabs, endless, libraryOf, openTab, paste, Watch } from './support.ts';

afterEach(closeTabs);

type Carry = (bench: Workbench, runId: string, file: Blob, report: (share: number) => void) => Promise<unknown>;

const WAYS: readonly [string, Carry][] = [
  ['exporting ONNX', (bench, id, _, report) => bench.carrying.exportOnnx(id, null, report)],
  ['exporting safetensors', (bench, id, _, report) => bench.carrying.exportSafetensors(id, null, report)],
  ['importing', (bench, _, file, report) => bench.carrying.importSafetensors(file, report)],
];

/** A bench with a run that rests, and its file. */
async function withRun(): Promise<{ bench: Workbench; id: string; file: Blob; store: Store }> {
  const store = await Store.open(crypto.randomUUID());
  const bench = openTab({ store });
  const text = await paste(bench);
  const watch = new Watch();
  const { id } = await bench.start(text.id, endless(), watch.report);
  await watch.reaches(20);
  await bench.stop();
  return { bench, id, store, file: await bench.carrying.exportSafetensors(id) };
}

describe('a run on its way into a file or out of one', () => {
  it.each(WAYS)('tells how far it is, never less than before: %s', async (_, carry) => {
    const { bench, id, file } = await withRun();
    const shares: number[] = [];
    await carry(bench, id, file, (share) => shares.push(share));
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  it('is told of at each tensor and each constant, the last of which is the whole', async () => {
    const { bench, id } = await withRun();
    const shares: number[] = [];
    await bench.carrying.exportOnnx(id, null, (share) => shares.push(share));
    expect(shares.length).toBeGreaterThan(30);
    expect(shares.at(-1)).toBe(1);
  });

  it.each(WAYS)('stops where it is, whenever it is told to, and changes nothing: %s', async (_, carry) => {
    const { bench, id, file } = await withRun();
    const before = await libraryOf(bench);
    let reports = 0;
    await carry(bench, id, file, () => reports++);
    const after = await libraryOf(bench);
    const brought = (await bench.runs()).find((run) => run.id !== id);
    if (brought !== undefined) await bench.remove(brought.id);
    else expect(after).toEqual(before);
    for (let last = 1; last <= reports; last++) {
      let heard = 0;
      const carried = carry(bench, id, file, () => {
        if (++heard === last) void bench.carrying.stopCarrying();
      });
      await expect(carried).rejects.toMatchObject({ name: 'StateError', message: /stopped. Nothing was changed/ });
      expect(heard).toBe(last);
      expect(await libraryOf(bench)).toEqual(before);
    }
  });

  it('is gone again when it was stopped while the store kept it', async () => {
    const { bench, file, store } = await withRun();
    const before = await libraryOf(bench);
    const save = store.save.bind(store);
    store.save = async (...call) => {
      await save(...call);
      await bench.carrying.stopCarrying();
    };
    const carried = bench.carrying.importSafetensors(file);
    await expect(carried).rejects.toMatchObject({ name: 'StateError' });
    expect(await libraryOf(bench)).toEqual(before);
  });

  it('lets the run that trains go on, and has the same bytes as one that had the thread to itself', async () => {
    const { bench, id, file } = await withRun();
    const alone = await bytesOf(await bench.carrying.exportOnnx(id));
    const watch = new Watch();
    const text = await paste(bench);
    await bench.start(text.id, endless({ seed: 2 }), watch.report);
    const { step } = await watch.reaches(5);
    const [exported, imported] = await Promise.all([
      bench.carrying.exportOnnx(id),
      bench.carrying.importSafetensors(file),
    ]);
    expect(await bytesOf(exported)).toEqual(alone);
    expect(imported.state).toBe('paused');
    expect((await watch.reaches(step + 1)).state).toBe('training');
  });
});

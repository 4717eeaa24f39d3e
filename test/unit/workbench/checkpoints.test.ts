/** Which state of a run is written with, exported, pinned and gone on from. */
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import type { CheckpointSummary, RunSummary } from '../../../src/shared/run.ts';
import { Store } from '../../../src/storage/store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { WritingSession } from '../../../src/writing/session.ts';
import { differing, tinySettings } from '../training/support.ts';
import { bytesOf, checkpointOf, closeTabs, endless, openTab, paste, TEXT, Watch, unopenable } from './support.ts';

afterEach(closeTabs);

/** The end is the beginning read backwards: the better the one is learned, the worse the other is guessed. */
const MISLEADING = TEXT + [...TEXT.slice(0, 700)].reverse().join('');

async function finished(bench: Workbench, text = MISLEADING): Promise<RunSummary> {
  const watch = new Watch();
  const settings = tinySettings({ passes: 4, validationShare: 0.1, seed: 5 });
  const { id } = await bench.start((await paste(bench, text)).id, settings, watch.report);
  expect((await watch.ended()).state).toBe('finished');
  return (await bench.runs()).find((run) => run.id === id)!;
}

async function stepOf(model: Blob): Promise<number> {
  const session = await WritingSession.create(await bytesOf(model));
  const { step } = session.metadata;
  await session.release();
  return step;
}

async function bestOf(bench: Workbench, runId: string): Promise<CheckpointSummary> {
  return (await bench.checkpoints(runId)).find(({ best }) => best)!;
}

describe('a run whose loss on unseen text has risen again', () => {
  it('is written with at its best checkpoint, and gone on with and taken elsewhere at its newest', async () => {
    const bench = openTab({ store: await Store.open('risen'), tickMs: 40 });
    const { id, step, history } = await finished(bench);
    const lowest = Math.min(...history.validation.map(({ nats }) => nats));
    const last = history.validation.at(-1)!.nats;
    expect(last - lowest).toBeGreaterThan(0.1);
    const kept = await bench.checkpoints(id);
    const best = await bestOf(bench, id);
    expect(kept[0]).toMatchObject({ step, validationNats: last, best: false, inMemory: false });
    expect(best.validationNats).toBeLessThan(last - 0.1);
    expect(kept.every(({ validationNats }) => (validationNats ?? Infinity) >= best.validationNats!)).toBe(true);
    expect(await stepOf(await bench.carrying.exportOnnx(id))).toBe(best.step);
    expect(await stepOf(await bench.carrying.exportOnnx(id, step))).toBe(step);
    expect((await checkpointOf(bench, id)).progress.step).toBe(step);
    const older = decodeCheckpoint(await bytesOf(await bench.carrying.exportSafetensors(id, best.step)));
    expect(older.progress.step).toBe(best.step);
    expect(older.progress.history.validation.at(-1)?.nats).toBe(best.validationNats);
  });

  it('is so in memory too, where nothing can be stored', async () => {
    const bench = openTab({ store: await unopenable(), tickMs: 40 });
    const { id, step } = await finished(bench);
    const best = await bestOf(bench, id);
    expect(best).toMatchObject({ inMemory: true });
    expect(best.step).toBeLessThan(step);
    expect(await stepOf(await bench.carrying.exportOnnx(id))).toBe(best.step);
  });
});

describe('a run that trains', () => {
  it('is written with at its best stored checkpoint, or as it stands when none was measured', async () => {
    const bench = openTab({ tickMs: 40 });
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, tinySettings({ passes: 40 }), watch.report);
    const early = await stepOf(await bench.carrying.exportOnnx(id));
    expect(early).toBeGreaterThanOrEqual(0);
    await watch.until(({ newValidation }) => newValidation.length > 0);
    await bench.checkpoint();
    const best = await bestOf(bench, id);
    expect(best.step).toBeGreaterThan(early);
    expect(await stepOf(await bench.carrying.exportOnnx(id))).toBeGreaterThanOrEqual(best.step);
  });

  it('keeps the state at hand by keep(), beside many later ones, until it is unpinned and saved again', async () => {
    const bench = openTab({ store: await Store.open('pinned-while-training'), tickMs: 40 });
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
    const { step: before } = await watch.reaches(20);
    const step = await bench.keep();
    expect(step).toBeGreaterThanOrEqual(before);
    const pinned = await bytesOf(await bench.carrying.exportSafetensors(id, step));
    for (let saves = 1; saves <= 6; saves++) {
      await watch.reaches(step + 20 * saves);
      await bench.checkpoint();
    }
    await bench.pause();
    const kept = await bench.checkpoints(id);
    expect(kept.filter((each) => each.pinned).map((each) => each.step)).toEqual([step]);
    expect(kept.length).toBeLessThanOrEqual(5);
    expect(await bytesOf(await bench.carrying.exportSafetensors(id, step))).toEqual(pinned);
    await bench.pin(id, step, false);
    expect((await bench.checkpoints(id)).some((each) => each.pinned)).toBe(false);
  });

  it('is the only thing keep() can keep', async () => {
    await expect(openTab().keep()).rejects.toMatchObject({ name: 'StateError' });
  });
});

describe('going on from an earlier checkpoint', () => {
  it('makes a run of its own that ends at the same weights as the run it comes from, which keeps all it had', async () => {
    const bench = openTab({ store: await Store.open('copied'), tickMs: 40 });
    const run = await finished(bench);
    const kept = await bench.checkpoints(run.id);
    const best = await bestOf(bench, run.id);
    const copy = await bench.copy(run.id, best.step);
    expect(copy).toMatchObject({
      name: `${run.name} (from step ${best.step})`,
      state: 'paused',
      step: best.step,
      totalSteps: run.totalSteps,
      settings: run.settings,
      text: run.text,
    });
    const again = new Watch();
    await bench.resume(copy.id, again.report);
    expect((await again.ended()).state).toBe('finished');
    const [one, other] = [await checkpointOf(bench, run.id), await checkpointOf(bench, copy.id)];
    expect(differing(one.tensors, other.tensors)).toEqual([]);
    expect(await bench.checkpoints(run.id)).toEqual(kept);
    expect(await bench.runs()).toHaveLength(2);
    expect((await bench.copy(copy.id, run.step)).name).toBe(`${run.name} (from step ${run.step})`);
  });

  it('is refused in words when that checkpoint is gone, and makes nothing', async () => {
    const bench = openTab({ tickMs: 40 });
    const { id, step } = await finished(bench, TEXT);
    await expect(bench.copy(id, step + 1)).rejects.toMatchObject({
      name: 'StateError',
      message: `The checkpoint of step ${step + 1} is no longer kept. Choose another one.`,
    });
    await expect(bench.copy('unknown', 1)).rejects.toMatchObject({ name: 'StateError' });
    expect(await bench.runs()).toHaveLength(1);
  });
});

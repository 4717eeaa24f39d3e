/** Runs that go on with what another has learned, and with another text. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import type { Checkpoint, RunSummary } from '../../../src/shared/run.ts';
import type { Settings } from '../../../src/shared/settings.ts';
import { MemoryStore } from '../../../src/storage/memory-store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { tinySettings, differing } from '../training/support.ts';
import { bytesOf, checkpointOf, closeTabs, endless, openTab, paste, Watch } from './support.ts';

/** Known letters in another order, and new ones. */
const OTHER = 'Zebras nod.\nQuick dogs sat on.\n'.repeat(200);

let store: MemoryStore;
let bench: Workbench;
let old: RunSummary;
let learned: Checkpoint;

beforeEach(async () => {
  store = new MemoryStore();
  bench = openTab({ store });
  const watch = new Watch();
  const settings = tinySettings({ passes: 1, cell: 'gru' });
  await bench.start((await paste(bench)).id, settings, watch.report);
  await watch.ended();
  [old] = await bench.runs();
  learned = decodeCheckpoint(await store.bestCheckpoint(old.id));
});
afterEach(closeTabs);

async function goOn(text: string, settings: Settings, steps: number): Promise<RunSummary> {
  const watch = new Watch();
  await bench.start((await paste(bench, text)).id, settings, watch.report, old.id);
  await watch.reaches(steps);
  return bench.pause();
}

describe('a run that goes on with another text', () => {
  it('has the shape and the symbols of the old network and the new ones of the text, and says where it comes from', async () => {
    const run = await goOn(OTHER, endless({ cell: 'lstm', hidden: 32 }), 5);
    const checkpoint = await checkpointOf(bench, run.id);
    expect(run.settings).toMatchObject({ cell: 'gru', hidden: 16 });
    const before = learned.vocabulary.symbols;
    expect(checkpoint.vocabulary.symbols.slice(0, before.length)).toEqual(before);
    expect(checkpoint.vocabulary.symbols.slice(before.length)).toEqual(
      Array.from('QZbceikrsu').filter((each) => !before.includes(each)),
    );
    expect(run.network).toEqual({ ...learned.network, vocabulary: checkpoint.vocabulary.symbols.length });
    expect(run.origin).toEqual({ name: old.name, step: learned.progress.step });
    expect(checkpoint.origin).toEqual(run.origin);
    expect((await bench.carrying.importSafetensors(await bench.carrying.exportSafetensors(run.id))).origin).toEqual(
      run.origin,
    );
  });

  it('is tested before its first step, and predicts the new text better afterwards', async () => {
    const watch = new Watch();
    await bench.start((await paste(bench, OTHER)).id, tinySettings({ passes: 2 }), watch.report, old.id);
    await watch.ended();
    const { history } = (await bench.runs()).find(({ origin }) => origin !== undefined)!;
    const [before, ...after] = history.validation;
    expect(before.step).toBe(0);
    expect(after[0].step).toBeGreaterThan(0);
    expect(Math.min(...after.map(({ nats }) => nats))).toBeLessThan(before.nats);
  });

  it('begins with the old weights: with a rate of next to nothing the old rows come out as they went in, within 1e-4', async () => {
    const run = await goOn(OTHER, endless({ learningRate: 0.000_001, warmupSteps: 100_000, passes: 1000 }), 2);
    const now = (await checkpointOf(bench, run.id)).tensors;
    const before = learned.tensors.filter(({ name }) => name === 'head.weight' || name === 'rnn.weight_hh_l0');
    for (const { name, data } of before) {
      const found = now.find((tensor) => tensor.name === name)!;
      data.forEach((value, at) => expect(Math.abs(found.data[at] - value)).toBeLessThan(1e-4));
    }
  });

  it('goes on after a pause as if there had been none', async () => {
    const settings = tinySettings({ passes: 1 });
    const whole = new Watch();
    const { id } = await paste(bench, OTHER);
    const first = await bench.start(id, settings, whole.report, old.id);
    await whole.ended();

    const paused = await goOn(OTHER, settings, 20);
    const watch = new Watch();
    await bench.resume(paused.id, watch.report);
    await watch.ended();
    const [one, other] = [await checkpointOf(bench, first.id), await checkpointOf(bench, paused.id)];
    expect(other.progress.step).toBe(other.progress.totalSteps);
    expect(differing(one.tensors, other.tensors)).toEqual([]);
    expect(other.progress.history).toEqual(one.progress.history);
  });

  it('and a text that shares no symbol with it is told so, and learns all the same', async () => {
    const text = '漢字仮名交じり文。'.repeat(300);
    const { notes } = await bench.estimate((await paste(bench, text)).id, endless(), old.id);
    expect(notes).toEqual([expect.stringMatching(/knows none of the 9 symbols of this text/)]);
    const { history } = await goOn(text, endless(), 60);
    expect(history.training.at(-1)!.nats).toBeLessThan(history.training[0].nats);
  });

  it('is refused with the reason and a way on when its full vocabulary knows nothing of the text, and nothing is begun', async () => {
    const { id } = await paste(bench, '漢字仮名交じり文。'.repeat(300));
    const settings = endless({ vocabularyCap: 16 });
    await goOn(OTHER, endless({ vocabularyCap: 16 }), 2);
    const full = (await bench.runs()).find(({ origin }) => origin !== undefined)!;
    const refusal = {
      name: 'InputError',
      message: expect.stringMatching(/the cap is 16.*Raise the vocabulary cap/) as string,
    };
    await expect(bench.estimate(id, settings, full.id)).rejects.toMatchObject(refusal);
    await expect(bench.start(id, settings, () => undefined, full.id)).rejects.toMatchObject(refusal);
    expect(await bench.runs()).toHaveLength(2);
  });

  it('is told how many symbols are new, and how many do not fit', async () => {
    const { id } = await paste(bench, OTHER);
    const notes = async (vocabularyCap: number): Promise<readonly string[]> =>
      (await bench.estimate(id, endless({ vocabularyCap }), old.id)).notes;
    expect(await notes(4096)).toEqual([
      expect.stringMatching(/^\d+ symbols of this text are new to .* and will be added\.$/),
    ]);
    expect((await notes(16)).at(-1)).toMatch(/whose cap is 16, and will be learned as one/);
  });

  it('gets a lower rate than a new network, and the shape of the old one', async () => {
    const { id } = await paste(bench, OTHER);
    const [fresh, taught] = [await bench.fit(id), await bench.fit(id, old.id)];
    for (const preset of ['minute', 'ten-minutes', 'overnight'] as const) {
      expect(taught[preset]).toMatchObject({ cell: 'gru', hidden: 16, layers: 1 });
      expect(taught[preset].learningRate).toBeLessThan(fresh[preset].learningRate);
    }
  });
});

it('the file of a network that goes on can be imported where the old run is not', async () => {
  const run = await goOn(OTHER, endless(), 5);
  const elsewhere = openTab();
  const copy = await elsewhere.carrying.importSafetensors(await bench.carrying.exportSafetensors(run.id));
  expect(await bytesOf(await elsewhere.carrying.exportSafetensors(copy.id))).toEqual(
    await bytesOf(await bench.carrying.exportSafetensors(run.id)),
  );
});

import 'fake-indexeddb/auto';
import { TRAINING_SHARE } from '../../../src/training/plan.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { RARE_SYMBOL } from '../../../src/shared/network.ts';
import { Store } from '../../../src/storage/store.ts';
import { WritingSession } from '../../../src/writing/session.ts';
import { differing, tinySettings } from '../training/support.ts';
import { bytesOf, checkpointOf, closeTabs, endless, openTab, paste, TEXT, Watch } from './support.ts';

afterEach(closeTabs);

async function write(model: Blob, length: number): Promise<{ text: string; session: WritingSession }> {
  const session = await WritingSession.create(await bytesOf(model));
  let text = '';
  const settings = { prompt: '', length, temperature: 0.7, topK: 0, topP: 1, seed: 3 };
  await session.write(
    settings,
    (chunk) => (text += chunk),
    () => false,
  );
  return { text, session };
}

describe('the way of a text through the bench, over IndexedDB', () => {
  it('is read, estimated, trained, paused, listed, resumed, stopped, exported, brought back, and written with', async () => {
    const bench = openTab({ store: await Store.open('whole-path'), tickMs: 40 });
    const shares: number[] = [];
    const text = await bench.readText({ kind: 'paste', text: TEXT }, (share) => shares.push(share));
    expect(text).toMatchObject({ characters: 6156, distinct: 16, source: 'paste' });
    expect(shares.at(-1)).toBe(1);
    expect(await bench.texts()).toEqual([text]);

    const settings = endless();
    const estimate = await bench.estimate(text.id, settings);
    const watch = new Watch();
    const run = await bench.start(text.id, settings, watch.report);
    expect(run).toMatchObject({ state: 'training', name: 'Pasted text', settings, step: 0 });
    expect(estimate).toMatchObject({ parameters: run.parameters, steps: run.totalSteps, vocabulary: 16, threads: 1 });
    const training = (run.totalSteps * 32) / estimate.charactersPerSecond!;
    expect(estimate.seconds).toBeCloseTo(training / TRAINING_SHARE, 6);
    const early = await watch.reaches(10);
    await watch.reaches(300);

    const paused = await bench.pause();
    expect(paused).toMatchObject({ id: run.id, state: 'paused' });
    expect(await bench.runs()).toEqual([paused]);
    const later = watch.reports.at(-1);
    expect(later).toMatchObject({ state: 'paused', step: paused.step, saveProblem: null });
    const nats = watch.reports.flatMap(({ newTraining }) => newTraining);
    expect(nats.map(({ step }) => step)).toEqual(Array.from({ length: paused.step }, (_, index) => index + 1));
    expect(nats[9].nats - nats[299].nats).toBeGreaterThan(0.8);
    expect(early.secondsLeft).toBeGreaterThan(0);

    const again = new Watch();
    expect(await bench.resume(run.id, again.report)).toMatchObject({ id: run.id, state: 'training', name: run.name });
    expect(again.reports[0].step).toBe(paused.step);
    await again.reaches(paused.step + 50);
    const stopped = await bench.stop();
    expect(stopped).toMatchObject({ state: 'stopped', id: run.id });
    expect(stopped.history.training).toHaveLength(Math.min(2000, stopped.step));

    const file = await bench.carrying.exportSafetensors(run.id);
    const imported = await bench.carrying.importSafetensors(file);
    expect(imported).toMatchObject({ state: 'paused', step: stopped.step, text: stopped.text, settings });
    expect(imported.id).not.toBe(run.id);
    const [own, brought] = [await checkpointOf(bench, run.id), await checkpointOf(bench, imported.id)];
    expect(differing(own.tensors, brought.tensors)).toEqual([]);
    expect({ ...brought, tensors: null }).toEqual({ ...own, tensors: null });

    const { text: written, session } = await write(await bench.carrying.exportOnnx(run.id), 200);
    expect([...written]).toHaveLength(200);
    expect(session.metadata).toMatchObject({ name: run.name, step: stopped.step, vocabulary: own.vocabulary });
    expect(written).toMatch(/cat|dog|sat|ran/);
    expect((await bench.carrying.exportOnnx(imported.id)).size - (await bench.carrying.exportOnnx(run.id)).size).toBe(
      ' (imported)'.length,
    );
  });

  it('ends at the same weights, to the last bit, whether it was interrupted or not', async () => {
    const bench = openTab({ store: await Store.open('interrupted-or-not') });
    const text = await paste(bench);
    const settings = tinySettings({ cell: 'gru', layers: 2, dropout: 0.2, passes: 1 });
    const whole = new Watch();
    const { id: wholeId } = await bench.start(text.id, settings, whole.report);
    expect((await whole.ended()).state).toBe('finished');
    const watch = new Watch();
    const { id } = await bench.start(text.id, settings, watch.report);
    for (const step of [20, 90]) {
      await watch.reaches(step);
      await bench.pause();
      await bench.resume(id, watch.report);
    }
    await watch.until(({ state }) => state === 'finished');
    const [one, other] = [await checkpointOf(bench, wholeId), await checkpointOf(bench, id)];
    expect([one.progress.step, other.progress.step]).toEqual([173, 173]);
    expect(differing(one.tensors, other.tensors)).toEqual([]);
    expect(other.progress.history).toEqual(one.progress.history);
    await expect(bench.resume(id, watch.report)).rejects.toMatchObject({
      name: 'StateError',
      message: expect.stringMatching(/has finished all its 173 steps/) as string,
    });
  });

  it('is not changed by another text that is read while it trains', async () => {
    const settings = tinySettings({ passes: 1 });
    const bench = openTab();
    const { id: textId } = await paste(bench);
    const watch = new Watch();
    const { id } = await bench.start(textId, settings, watch.report);
    await watch.reaches(20);
    const other = await paste(bench, 'Quite another text. '.repeat(100));
    await paste(bench);
    await watch.ended();
    const alone = openTab();
    const quiet = new Watch();
    const { id: aloneId } = await alone.start((await paste(alone)).id, settings, quiet.report);
    await quiet.ended();
    const [one, same] = [await checkpointOf(bench, id), await checkpointOf(alone, aloneId)];
    expect(differing(one.tensors, same.tensors)).toEqual([]);
    expect(one.text.hash).not.toBe(other.hash);
    expect(same.text.hash).toBe(one.text.hash);
  });

  it('takes changes while it trains, and keeps them for the next time', async () => {
    const bench = openTab();
    const { id: textId } = await paste(bench);
    const watch = new Watch();
    const { id } = await bench.start(textId, endless({ schedule: 'constant' }), watch.report);
    await bench.change({ learningRate: 0.0005, sampleTemperature: 1.25 });
    await watch.until(({ learningRate }) => learningRate === 0.0005);
    await expect(bench.change({ learningRate: 2, sampleTemperature: NaN })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/Learning rate is 2;.*Sample temperature is not a number;/) as string,
    });
    const { settings } = await bench.pause();
    expect(settings).toMatchObject({ learningRate: 0.0005, sampleTemperature: 1.25 });
    const again = new Watch();
    await bench.resume(id, again.report);
    const step = again.reports[0].step;
    expect((await again.reaches(step + 5)).learningRate).toBe(0.0005);
    expect((await bench.stop()).settings).toEqual(settings);
  });
});

describe('the smallest and the oddest texts', () => {
  it('of exactly 200 characters train to the end, with any window and share held out', async () => {
    const bench = openTab();
    const { id: textId } = await paste(bench, TEXT.slice(0, 200));
    for (const changes of [{}, { lanes: 256, windowSteps: 512 }, { validationShare: 0.01 }, { validationShare: 0.5 }]) {
      const watch = new Watch();
      const run = await bench.start(textId, tinySettings({ passes: 2, ...changes }), watch.report);
      expect(run.totalSteps).toBeGreaterThanOrEqual(2);
      expect(await watch.ended()).toMatchObject({ state: 'finished', step: run.totalSteps, problem: null });
      expect(await checkpointOf(bench, run.id)).toMatchObject({ progress: { step: run.totalSteps } });
    }
  });

  it('with more symbols than the cap train with the cap and one more, which is never written', async () => {
    const symbols = Array.from({ length: 60 }, (_, at) => String.fromCodePoint(0x4e00 + at));
    const text = symbols.map((symbol, at) => 'ab, '.repeat(3) + symbol.repeat(1 + (at % 3))).join('');
    const bench = openTab({ tickMs: 40 });
    const { id: textId, distinct } = await paste(bench, text);
    expect(distinct).toBe(64);
    const settings = endless({ vocabularyCap: 16, sampleTemperature: 2 });
    expect(await bench.estimate(textId, settings)).toMatchObject({ vocabulary: 17 });
    expect(await bench.estimate(textId, { ...settings, vocabularyCap: 64 })).toMatchObject({ vocabulary: 64 });
    const watch = new Watch();
    const run = await bench.start(textId, settings, watch.report);
    expect(run.network.vocabulary).toBe(17);
    const { newSample } = await watch.until((report) => report.newSample !== null);
    await bench.stop();
    const { vocabulary } = await checkpointOf(bench, run.id);
    expect([vocabulary.symbols.length, vocabulary.rare, vocabulary.symbols[16]]).toEqual([17, 16, RARE_SYMBOL]);
    const { text: written } = await write(await bench.carrying.exportOnnx(run.id), 300);
    for (const piece of [newSample?.text ?? '', written]) {
      expect([...piece].length).toBeGreaterThanOrEqual(240);
      expect(piece).not.toContain(RARE_SYMBOL);
    }
  });
});

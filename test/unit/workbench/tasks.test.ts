import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { inputSymbols } from '../../../src/shared/network.ts';
import type { Settings } from '../../../src/shared/settings.ts';
import { Store } from '../../../src/storage/store.ts';
import { twinOf } from '../../../src/state/results.svelte.ts';
import { differing, tinySettings } from '../training/support.ts';
import { checkpointOf, closeTabs, openTab, paste, TEXT, Watch } from './support.ts';

afterEach(closeTabs);

/** Words and numbers, all different. */
const LABELLED = Array.from({ length: 160 }, (_, at) =>
  at % 2 === 0
    ? `word\t${String.fromCharCode(97 + (at % 23), 97 + (at % 7))}${'xyz'.repeat(at % 3)}a`
    : `number\t${at * at + 7}`,
).join('\n');

const CASES: readonly { readonly changes: Partial<Settings>; readonly text: string; readonly passes: number }[] = [
  { changes: { task: 'continue' }, text: TEXT, passes: 1 },
  { changes: { task: 'fill' }, text: TEXT, passes: 1 },
  { changes: { task: 'fill', reading: 'forward' }, text: TEXT, passes: 1 },
  { changes: { task: 'classify' }, text: LABELLED, passes: 4 },
  { changes: { task: 'classify', pooling: 'mean', reading: 'forward' }, text: LABELLED, passes: 4 },
];

describe.each(CASES)('a run of $changes', ({ changes, text, passes }) => {
  const settings = tinySettings({ cell: 'gru', layers: 2, dropout: 0.2, passes, ...changes });

  it('is as long and as large as estimated, and ends at the same weights, to the last bit, whether interrupted or not', async () => {
    const bench = openTab({ store: await Store.open(`tasks-${JSON.stringify(changes)}`) });
    const { id: textId } = await paste(bench, text);
    const estimate = await bench.estimate(textId, settings);
    const whole = new Watch();
    const run = await bench.start(textId, settings, whole.report);
    expect(run).toMatchObject({ parameters: estimate.parameters, totalSteps: estimate.steps });
    expect(run.network.vocabulary).toBe(estimate.vocabulary);
    expect((await whole.ended()).state).toBe('finished');
    const watch = new Watch();
    const { id } = await bench.start(textId, settings, watch.report);
    for (const share of [0.2, 0.7]) {
      await watch.reaches(Math.floor(share * estimate.steps));
      await bench.pause();
      await bench.resume(id, watch.report);
    }
    await watch.until(({ state }) => state === 'finished');
    const [one, other] = [await checkpointOf(bench, run.id), await checkpointOf(bench, id)];
    expect(one.progress.step).toBe(estimate.steps);
    expect(differing(one.tensors, other.tensors)).toEqual([]);
    expect(other.progress.history).toEqual(one.progress.history);

    const imported = await bench.carrying.importSafetensors(await bench.carrying.exportSafetensors(id));
    const brought = await checkpointOf(bench, imported.id);
    expect({ ...brought, tensors: differing(brought.tensors, other.tensors) }).toEqual({ ...other, tensors: [] });
  });

  it('writes samples only where it writes on, and is judged only where it does not', async () => {
    const bench = openTab();
    const { id: textId } = await paste(bench, text);
    const watch = new Watch();
    // So little, or so long a run, that each validation point reads all that is held out.
    const held = changes.task === 'classify' ? { passes: 8 } : { validationShare: 0.02 };
    const { id } = await bench.start(textId, { ...settings, ...held }, watch.report);
    await watch.ended();
    const judgement = await bench.judge(id);
    const samples = watch.reports.filter(({ newSample }) => newSample !== null);
    const answers = watch.reports.flatMap(({ newAnswers }) => newAnswers ?? []);
    const baseline = await bench.baseline(id);
    if (changes.task === 'continue') {
      expect(samples.length).toBeGreaterThan(0);
      expect([judgement, answers, baseline]).toEqual([null, [], null]);
      return;
    }
    expect(answers.map(({ kind }) => kind)).toContain(changes.task);
    expect(baseline).toMatchObject({ kind: changes.task });
    expect(judgement).toMatchObject(baseline ?? {});
    expect((await bench.runs()).find((run) => run.id === id)?.baseline).toEqual(baseline);
    expect(samples).toEqual([]);
    expect(judgement).toMatchObject({ kind: changes.task });
    const { validation } = (await checkpointOf(bench, id)).progress.history;
    const best = validation.reduce((low, point) => (point.nats < low.nats ? point : low));
    expect(judgement?.network.nats).toBeCloseTo(best.nats, 5);
    expect(judgement?.network.accuracy).toBe(best.accuracy);
  });
});

describe('a run that fills in', () => {
  const settings = tinySettings({ task: 'fill', cell: 'gru', hidden: 16, passes: 1 });

  it('is watched filling in the beginning of what is held out, whose other characters stay as they are', async () => {
    const bench = openTab();
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, settings, watch.report);
    await watch.ended();
    const judgement = await bench.judge(id);
    if (judgement?.kind !== 'fill') throw new Error('It fills in.');
    const { pieces } = judgement.passage;
    const truth = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.truth)).join('');
    const heldOut = TEXT.slice(Math.round(TEXT.length * (1 - settings.validationShare)));
    expect([...truth].length).toBeGreaterThan(100);
    expect(heldOut.startsWith(truth)).toBe(true);
    const blanks = pieces.filter((piece) => typeof piece !== 'string');
    expect(blanks.length / [...truth].length).toBeCloseTo(settings.maskShare, 1);
    for (const { probability } of blanks) expect(probability).toBeGreaterThan(1 / 20);
  });

  it('takes no character of the text for the mask, whatever looks like one', async () => {
    const bench = openTab();
    const odd = TEXT.replaceAll('cat', '___ \uFFFD\u2581\u2588').replaceAll('dog', '[MASK]');
    const { id: textId, distinct } = await paste(bench, odd);
    const watch = new Watch();
    const { id, network } = await bench.start(textId, settings, watch.report);
    await watch.ended();
    expect([network.vocabulary, inputSymbols(network)]).toEqual([distinct, distinct + 1]);
    const judgement = await bench.judge(id);
    const pieces = judgement?.kind === 'fill' ? judgement.passage.pieces : [];
    const truth = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.truth)).join('');
    expect(truth).toContain('_');
    expect(odd).toContain(truth);
  });

  it('has a twin that reads forward only: the same text, as many parameters to 5 %, the same blanks', async () => {
    const bench = openTab();
    const watch = new Watch();
    const both = await bench.start((await paste(bench)).id, settings, watch.report);
    await watch.ended();
    const other = new Watch();
    const twin = await bench.startTwin(both.id, other.report);
    await other.ended();
    expect(twin.settings).toEqual({ ...settings, reading: 'forward', hidden: twin.settings.hidden });
    expect(Math.abs(twin.parameters / both.parameters - 1)).toBeLessThan(0.05);
    expect(twinOf((await bench.runs()).find(({ id }) => id === both.id) ?? both, await bench.runs())?.id).toBe(twin.id);
    const [one, two] = [await bench.judge(both.id), await bench.judge(twin.id)];
    expect(two).toMatchObject({ kind: 'fill', answers: one?.kind === 'fill' ? one.answers : 0 });
  });
});

describe('a run that classifies', () => {
  const settings = tinySettings({ task: 'classify', cell: 'gru', passes: 30 });

  it('tells words from numbers it has not seen, and is compared with naive Bayes and the larger class on the same lines', async () => {
    const bench = openTab();
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench, LABELLED)).id, settings, watch.report);
    await watch.ended();
    const judgement = await bench.judge(id);
    expect(judgement).toMatchObject({
      kind: 'classify',
      classes: ['number', 'word'],
      byFrequency: { accuracy: 0.5 },
      network: { lines: 16, accuracy: 1, confusion: Uint32Array.of(8, 0, 0, 8) },
      mistakes: [],
      naiveBayes: { accuracy: 1 },
    });
    expect((await checkpointOf(bench, id)).classes).toEqual(['number', 'word']);
  });

  it('is told of before it begins: classes, lines, what was noticed, and settings that suit them', async () => {
    const bench = openTab();
    const { id } = await paste(bench, `${LABELLED}\nword\taba\nword\taba\nodd\tone\n`);
    const labels = await bench.labels(id);
    expect(labels).toMatchObject({
      kind: 'labelled',
      classes: [
        { name: 'word', count: 81 },
        { name: 'number', count: 80 },
        { name: 'odd', count: 1 },
      ],
      lines: 162,
      examples: [
        { label: 'word', text: 'aaa' },
        { label: 'number', text: '8' },
        { label: 'odd', text: 'one' },
      ],
    });
    expect(labels.kind === 'labelled' && labels.notes.join(' ')).toMatch(/stands there before.*one line only.*uneven/s);
    const { minute } = await bench.fit(id, null, 'classify');
    expect(minute).toMatchObject({ task: 'classify', reading: 'both' });
    expect(await bench.estimate(id, minute)).toMatchObject({ steps: expect.any(Number) as number });
    expect(await bench.labels((await paste(bench)).id)).toMatchObject({
      kind: 'unlabelled',
      problem: expect.stringContaining('no column of labels') as string,
    });
  });

  it('tells 1,000 classes apart as well as it can, and is judged on them', async () => {
    const lines = Array.from({ length: 2000 }, (_, at) => `class ${at % 1000}\tline ${at} of ${at % 1000}`);
    const bench = openTab();
    const watch = new Watch();
    const { id, network } = await bench.start(
      (await paste(bench, lines.join('\n'))).id,
      tinySettings({ task: 'classify', cell: 'gru', passes: 1, lanes: 64 }),
      watch.report,
    );
    expect((await watch.ended()).state).toBe('finished');
    expect(network.task).toMatchObject({ kind: 'classify', classes: 1000 });
    const judgement = await bench.judge(id);
    if (judgement?.kind !== 'classify') throw new Error('It classifies.');
    expect(judgement.network).toMatchObject({ lines: 1000 });
    expect(judgement.network.confusion.reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(judgement.classes).toHaveLength(1000);
  });

  it.each([
    ['no labels', 'just some lines\nof a text\nwithout labels\n'.repeat(20), /no column of labels/],
    ['one class', 'same\tone\nsame\ttwo\nsame\tthree\n'.repeat(20), /nothing to tell apart/],
  ])('is refused with a text of %s, and nothing is left of it', async (_, text, message) => {
    const bench = openTab();
    const { id } = await paste(bench, text);
    await expect(bench.estimate(id, settings)).rejects.toThrow(message);
    await expect(bench.start(id, settings, () => undefined)).rejects.toThrow(message);
    expect(await bench.runs()).toEqual([]);
  });

  it('does not go on with another text', async () => {
    const bench = openTab();
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench, LABELLED)).id, settings, watch.report);
    await watch.ended();
    const other = await paste(bench);
    await expect(bench.start(other.id, settings, watch.report, id)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/only a network that does can go on/) as string,
    });
  });
});

/** Runs of every task go the same ways: out as a file, into a copy and a backup, and from tab to tab. */
import { afterEach, describe, expect, it } from 'vitest';
import { readMetadata } from '../../../src/formats/onnx/metadata.ts';
import type { Settings } from '../../../src/shared/settings.ts';
import { MemoryStore } from '../../../src/storage/memory-store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { tinySettings } from '../training/support.ts';
import { backUp } from './backups.ts';
import { SharedBrowser } from './shared-browser.ts';
import { bytesOf, checkpointOf, closeTabs, endless, openTab, paste, TEXT, Watch } from './support.ts';

afterEach(closeTabs);

/** Words and numbers, all different. */
const LABELLED = Array.from(
  { length: 80 },
  (_, at) => `word\t${'abcdefg'[at % 7]}${'xyz'.repeat(1 + (at % 5))}${'hijk'[at % 4]}\nnumber\t${at * at + 7}`,
).join('\n');

const CASES: readonly { readonly changes: Partial<Settings>; readonly text: string; readonly passes: number }[] = [
  { changes: { task: 'continue' }, text: TEXT, passes: 1 },
  { changes: { task: 'fill' }, text: TEXT, passes: 1 },
  { changes: { task: 'classify' }, text: LABELLED, passes: 4 },
];

describe.each(CASES)('a run of $changes.task', ({ changes, text, passes }) => {
  const settings = tinySettings({ cell: 'gru', passes, ...changes });
  const trained = async (bench: Workbench): Promise<string> => {
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench, text)).id, settings, watch.report);
    await watch.ended();
    return id;
  };

  it('leaves as ONNX for its own task, is copied from a checkpoint, and comes back from a backup byte for byte', async () => {
    const bench = openTab();
    const id = await trained(bench);
    const run = await checkpointOf(bench, id);
    const { task, network, step } = readMetadata(await bytesOf(await bench.carrying.exportOnnx(id)));
    expect({ task, network }).toEqual({ task: changes.task, network: run.network });
    expect((await bench.checkpoints(id)).map((kept) => kept.step)).toContain(step);

    const copy = await bench.copy(id, run.progress.step);
    expect(copy.network).toEqual(run.network);
    expect(await bytesOf(await bench.carrying.exportSafetensors(copy.id))).toEqual(
      await bytesOf(await bench.carrying.exportSafetensors(id)),
    );

    const other = openTab();
    expect((await other.copying.restore(await backUp(bench), () => undefined)).runs).toMatchObject({ came: 2 });
    for (const each of [id, copy.id]) {
      expect(await bytesOf(await other.carrying.exportSafetensors(each))).toEqual(
        await bytesOf(await bench.carrying.exportSafetensors(each)),
      );
    }
  });

  it('is trained by one tab, and taken over by another from the very step it stands at', async () => {
    const [browser, store] = [new SharedBrowser(), new MemoryStore()];
    const [one, two] = [openTab({ store, tab: browser.open() }), openTab({ store, tab: browser.open() })];
    const [watch, taken] = [new Watch(), new Watch()];
    const { id: textId } = await paste(one, text);
    const { id } = await one.start(textId, endless(changes), watch.report);
    await watch.reaches(5);
    const run = await two.takeOver(id, taken.report, false);
    const left = await watch.until(({ state }) => state !== 'training');
    expect(run?.network.task.kind).toBe(changes.task);
    await taken.reaches(left.step + 5);
    expect(taken.reports[0].step).toBeGreaterThanOrEqual(left.step);
    await two.stop();
    expect((await checkpointOf(two, id)).network).toEqual(run?.network);
  });
});

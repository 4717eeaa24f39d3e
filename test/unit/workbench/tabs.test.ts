import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TabNews, WatchNews } from '../../../src/shared/tabs.ts';
import type { Keeping } from '../../../src/storage/memory-store.ts';
import { Store } from '../../../src/storage/store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { SharedBrowser, type Tab } from './shared-browser.ts';
import { checkpointOf, closeTabs, endless, openTab, paste, Watch } from './support.ts';

let browser: SharedBrowser;
let store: Store;
let databases = 0;

beforeEach(async () => {
  browser = new SharedBrowser();
  store = await Store.open(`tabs-${++databases}`);
});
afterEach(closeTabs);

/** A tab and a run that trains in it, with a first checkpoint. */
async function trained(): Promise<{ tab: Tab; bench: Workbench; id: string; watch: Watch }> {
  const tab = browser.open();
  const bench = openTab({ store, tab });
  const watch = new Watch();
  const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
  await watch.until(({ savedAt }) => savedAt !== null);
  return { tab, bench, id, watch };
}

describe('a run that is watched', () => {
  it('is told from its beginning and step by step, and not at all before and after', async () => {
    const { id, bench, watch } = await trained();
    const told = (): number => browser.said.filter(({ kind }) => kind === 'progress').length;
    expect(told()).toBe(0);
    const other = openTab({ store, tab: browser.open() });
    const heard: WatchNews[] = [];
    const watching = other.watch(id, (news) => void heard.push(news));
    await expect.poll(() => heard.length).toBeGreaterThan(5);
    await other.unwatch();
    await watching;
    const [first, ...rest] = heard;
    const begun = first.kind === 'soFar' ? first.run : null;
    const points = rest.flatMap((news) => (news.kind === 'progress' ? news.report.newTraining : []));
    const steps = [...(begun?.history.training ?? []), ...points].map(({ step }) => step);
    expect(steps).toEqual(steps.map((_, at) => at + 1));
    const after = told();
    await watch.reaches(watch.reports[watch.reports.length - 1].step + 50);
    expect(told()).toBe(after);
    await bench.stop();
  });

  it('whose tab is gone is free at once, and is Interrupted', async () => {
    const { id, tab } = await trained();
    const other = openTab({ store, tab: browser.open() });
    const watching = other.watch(id, () => undefined);
    tab.kill();
    await watching;
    expect(await other.runs()).toMatchObject([{ id, state: 'interrupted', elsewhere: false }]);
  });
});

describe('a run that is taken over', () => {
  it('is saved by the tab that had it, and goes on from that step in the other', async () => {
    const { id, bench, watch } = await trained();
    const news: TabNews[] = [];
    await bench.listen((each) => void news.push(each));
    const other = openTab({ store, tab: browser.open() });
    const again = new Watch();
    await other.takeOver(id, again.report, false);
    const { state, step: handedOver } = await watch.ended();
    expect([state, (await again.reaches(0)).step]).toEqual(['paused', handedOver]);
    const kept = (await bench.runs())[0];
    expect(kept).toMatchObject({ id, elsewhere: true });
    expect(news).toContainEqual({ kind: 'taken', name: 'Pasted text', wasAsked: true });
    await expect(bench.pause()).rejects.toMatchObject({ name: 'StateError' });
    const { step } = await other.pause();
    expect((await checkpointOf(other, id)).progress.step).toBe(step);
  });

  it('is known to train from then on: should that tab be gone before its next checkpoint, it is Interrupted', async () => {
    const { id, bench } = await trained();
    const unsaved = new Proxy<Keeping>(store, {
      get: (_, verb: keyof Keeping) =>
        verb === 'save' ? () => new Promise(() => undefined) : (store[verb].bind(store) as unknown),
    });
    const tab = browser.open();
    await openTab({ store: unsaved, tab }).takeOver(id, () => undefined, false);
    tab.kill();
    expect(await bench.runs()).toMatchObject([{ id, state: 'interrupted', elsewhere: false }]);
  });

  it('by force is abandoned by the tab that had it, and none of its later steps is stored', async () => {
    const { id, bench, watch } = await trained();
    const other = openTab({ store, tab: browser.open() });
    const again = new Watch();
    await other.takeOver(id, again.report, true);
    expect((await watch.ended()).state).toBe('interrupted');
    const { writer } = (await store.run(id))!;
    await bench.checkpoint();
    await again.reaches(again.reports[0].step + 20);
    expect((await other.pause()).writer).toBe(writer);
    expect(await bench.runs()).toMatchObject([{ id, state: 'paused', elsewhere: false }]);
  });

  it('is refused to a writer that another has followed, whatever that writer believes', async () => {
    const { id, bench } = await trained();
    await bench.pause();
    const run = (await store.run(id))!;
    const bytes = await store.newestCheckpoint(id);
    await store.updateRun(id, (stored) => ({ ...stored, writer: 'another' }));
    await expect(store.save({ ...run, step: run.step + 1 }, bytes)).rejects.toMatchObject({ name: 'StateError' });
    expect((await store.run(id))?.step).toBe(run.step);
  });
});

/** Two to five tabs of one browser doing things at random, in an order of events that is random too. */
import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import type { Keeping } from '../../../src/storage/memory-store.ts';
import { Store } from '../../../src/storage/store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { randomIntegers, times } from '../../drills/counts.ts';
import { drill } from '../../drills/drill.ts';
import { SharedBrowser, type Tab } from './shared-browser.ts';
import { closeTabs, endless, openTab, paste } from './support.ts';

const SEEDS = times('tabs');
const ACTS = 25;

afterEach(closeTabs);

/** What was stored, in the order it was stored in. */
class Ledger {
  readonly saves: { readonly runId: string; readonly writer: string; readonly step: number }[] = [];
  readonly removed = new Set<string>();

  /** The store as one tab has it: dead, it neither reads nor writes. */
  bound(store: Store, tab: Tab): Keeping {
    const whileAlive = async <Result>(act: () => Promise<Result>): Promise<Result> => {
      if (!tab.isAlive) await new Promise(() => undefined);
      return act();
    };
    const { saves, removed } = this;
    const watched: Partial<Keeping> = {
      save: async (run, bytes) => {
        await store.save(run, bytes);
        saves.push({ runId: run.id, writer: run.writer ?? '', step: run.step });
      },
      removeRun: async (id) => {
        await store.removeRun(id);
        removed.add(id);
      },
    };
    return new Proxy<Keeping>(store, {
      get: (_, verb: keyof Keeping) => {
        const act = (watched[verb] ?? store[verb].bind(store)) as (...call: unknown[]) => Promise<unknown>;
        return (...call: unknown[]) => whileAlive(() => act(...call));
      },
    });
  }
}

it(
  `${SEEDS} times two to five tabs train, pause, resume, take over, rename, remove and die: each run has one writer at a time, none is lost, and every checkpoint is whole`,
  () =>
    drill('tabs', async (passed) => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        await tryTabs(seed);
        closeTabs();
        passed();
      }
    }),
  1_800_000,
);

async function tryTabs(seed: number): Promise<void> {
  const below = randomIntegers(seed);
  const browser = new SharedBrowser(() => below(4));
  const store = await Store.open(`many-${seed}`);
  const ledger = new Ledger();
  const open = (): { tab: Tab; bench: Workbench } => {
    const tab = browser.open();
    return { tab, bench: openTab({ store: ledger.bound(store, tab), tab }) };
  };
  const tabs = Array.from({ length: 2 + below(4) }, open);
  const { id: textId } = await paste(tabs[0].bench);
  const deaf = (): void => undefined;
  await tabs[0].bench.start(textId, endless(), deaf);
  await expect.poll(() => ledger.saves.length, { timeout: 60_000 }).toBeGreaterThan(0);
  for (let act = 0; act < ACTS; act++) {
    const at = below(tabs.length);
    const { bench, tab } = tabs[at];
    const runs = await store.runs();
    const id = runs.length > 0 ? runs[below(runs.length)].id : 'none';
    const acts: (() => Promise<unknown>)[] = [
      () => bench.start(textId, endless(), deaf),
      () => bench.pause(),
      () => bench.stop(),
      () => bench.resume(id, deaf),
      () => bench.takeOver(id, deaf, false),
      () => bench.takeOver(id, deaf, true),
      () => bench.rename(id, `name ${act}`),
      () => (below(3) === 0 ? bench.remove(id) : bench.checkpoint()),
      () => bench.runs(),
    ];
    if (below(10) === 0) {
      tab.kill();
      tabs[at] = open();
      continue;
    }
    // Refusals are what many of these deserve; only what is stored counts.
    const done = acts[below(acts.length)]().catch((error: unknown) =>
      expect(error).toHaveProperty('name', 'StateError'),
    );
    if (below(2) === 0) await Promise.race([done, turns(200)]);
    await turns(below(40));
  }
  for (const { bench } of tabs) await bench.stop().catch(deaf);
  check(ledger, await store.runs());
  for (const { id } of await store.runs())
    expect(decodeCheckpoint(await store.newestCheckpoint(id)).tensors.length).toBeGreaterThan(0);
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function check(ledger: Ledger, runs: readonly RunSummary[]): void {
  const kept = new Set(runs.map(({ id }) => id));
  for (const runId of new Set(ledger.saves.map((save) => save.runId))) {
    const saves = ledger.saves.filter((save) => save.runId === runId);
    // Once another writer has saved it, no earlier one does again; and each only goes forward.
    const lives = saves.map(({ writer }) => writer).filter((writer, at, all) => writer !== all[at - 1]);
    expect(lives).toEqual([...new Set(lives)]);
    for (const writer of lives) {
      const steps = saves.filter((save) => save.writer === writer).map(({ step }) => step);
      expect(steps).toEqual(steps.toSorted((one, other) => one - other));
    }
    if (!ledger.removed.has(runId)) expect(kept).toContain(runId);
  }
}

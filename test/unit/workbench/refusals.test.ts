/** What the bench refuses, and that it then keeps what was there. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts';
import type { NamedTensor } from '../../../src/shared/network.ts';
import type { Settings } from '../../../src/shared/settings.ts';
import { Store } from '../../../src/storage/store.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';
import { bytesOf, closeTabs, endless, libraryOf, openTab, paste, TEXT, Watch } from './support.ts';
import { SharedBrowser } from './shared-browser.ts';

let count = 0;
let store: Store;
let bench: Workbench;
let textId: string;

beforeEach(async () => {
  store = await Store.open(`refusals-${(count += 1)}`);
  bench = openTab({ store });
  textId = (await paste(bench)).id;
});
afterEach(closeTabs);

/** A run of some steps, paused; and its file. */
async function pausedRun(): Promise<{ id: string; file: Uint8Array<ArrayBuffer> }> {
  const watch = new Watch();
  const { id } = await bench.start(textId, endless(), watch.report);
  await watch.reaches(5);
  await bench.pause();
  return { id, file: await bytesOf(await bench.carrying.exportSafetensors(id)) };
}

const stateError = (message: RegExp) => ({ name: 'StateError', message: expect.stringMatching(message) as string });

describe('settings that cannot be', () => {
  const wrong: readonly [string, Partial<Record<keyof Settings, unknown>>, RegExp][] = [
    ['100,000 hidden units', { hidden: 100_000 }, /Hidden units is 100000; it must be a whole number from 16 to 1024/],
    ['a hidden size that is no number', { hidden: NaN }, /Hidden units is not a number/],
    ['infinite passes and an empty seed', { passes: Infinity, seed: undefined }, /Passes is Infinity.*Seed is empty/],
    ['a cell nobody knows', { cell: 'transformer' }, /Cell is “transformer”; choose one of RNN, LSTM, GRU/],
  ];

  it.each(wrong)(
    'such as %s are refused by name before anything is kept, and sound ones train afterwards',
    async (_, changes, message) => {
      const before = await libraryOf(bench);
      const settings = { ...endless(), ...changes } as Settings;
      const refusal = { name: 'InputError', message: expect.stringMatching(message) as string };
      await expect(bench.estimate(textId, settings)).rejects.toMatchObject(refusal);
      const watch = new Watch();
      await expect(bench.start(textId, settings, watch.report)).rejects.toMatchObject(refusal);
      expect(watch.reports).toEqual([]);
      expect(await libraryOf(bench)).toEqual(before);
      await bench.start(textId, endless(), watch.report);
      await watch.reaches(1);
    },
  );

  it('beyond 4 GB are refused with the size by the estimate and by Train, and nothing is kept', async () => {
    const settings = endless({ layers: 4, hidden: 1024, lanes: 256, windowSteps: 512 });
    const long = await paste(bench, TEXT.repeat(30));
    const before = await libraryOf(bench);
    const refusal = {
      name: 'DeviceError',
      message: expect.stringMatching(/would need \d{4,} MB.*gives at most 4095/) as string,
    };
    await expect(bench.estimate(long.id, settings)).rejects.toMatchObject(refusal);
    await expect(bench.start(long.id, settings, () => undefined)).rejects.toMatchObject(refusal);
    expect(await libraryOf(bench)).toEqual(before);
  });
});

describe('while a run trains', () => {
  it('another start or resume is refused by the name of the run, which goes on', async () => {
    const { id } = await pausedRun();
    const watch = new Watch();
    const run = await bench.start(textId, endless({ seed: 2 }), watch.report);
    for (const again of [bench.start(textId, endless(), () => undefined), bench.resume(id, () => undefined)]) {
      await expect(again).rejects.toMatchObject(stateError(/“Pasted text” is training\. Pause or stop it/));
    }
    const step = watch.reports.at(-1)?.step ?? 0;
    expect(await watch.reaches(step + 20)).toMatchObject({ runId: run.id, state: 'training' });
  });

  it('two presses on Train at the same moment give one run and one refusal', async () => {
    const results = await Promise.allSettled(
      [1, 2].map((seed) => bench.start(textId, endless({ seed }), () => undefined)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(results[1]).toMatchObject({ reason: { name: 'StateError' } });
    const paused = await bench.pause();
    expect((await bench.runs()).map(({ id }) => id)).toEqual([paused.id]);
    expect(paused.settings.seed).toBe(1);
  });

  it('it cannot be removed, but renamed; the name stays after the next save and the end', async () => {
    const watch = new Watch();
    const { id } = await bench.start(textId, endless(), watch.report);
    await expect(bench.remove(id)).rejects.toMatchObject(stateError(/training.*Stop it first/));
    expect(await bench.rename(id, '  My cats ')).toMatchObject({ id, name: 'My cats', state: 'training' });
    await watch.until(({ savedAt }) => savedAt !== null);
    expect((await store.run(id))?.name).toBe('My cats');
    await bench.rename(id, 'Our cats');
    expect((await bench.runs()).map(({ name }) => name)).toEqual(['Our cats']);
    expect((await bench.stop()).name).toBe('Our cats');
    expect((await bench.runs()).map(({ name, state }) => [name, state])).toEqual([['Our cats', 'stopped']]);
    await expect(bench.rename(id, '  ')).rejects.toMatchObject({ name: 'InputError' });
    await bench.remove(id);
    expect(await bench.runs()).toEqual([]);
  });

  it('a run of the library can be removed and another imported', async () => {
    const { id, file } = await pausedRun();
    await bench.start(textId, endless({ seed: 2 }), () => undefined);
    await bench.remove(id);
    const imported = await bench.carrying.importSafetensors(new Blob([file]));
    expect(imported.state).toBe('paused');
    await bench.pause();
    expect((await bench.runs()).map((run) => run.id)).toContain(imported.id);
    expect(await bench.runs()).toHaveLength(2);
  });
});

describe('when nothing trains', () => {
  it('pause, stop and change are refused', async () => {
    for (const call of [bench.pause(), bench.stop(), bench.change({ learningRate: 0.1 })]) {
      await expect(call).rejects.toMatchObject(stateError(/No run is training now/));
    }
  });

  it('a text or run that is not there is refused, whatever is asked of it', async () => {
    await expect(bench.estimate('nowhere', endless())).rejects.toMatchObject(stateError(/no longer kept/));
    await expect(bench.start('nowhere', endless(), () => undefined)).rejects.toMatchObject(
      stateError(/no longer kept/),
    );
    await expect(bench.resume('nowhere', () => undefined)).rejects.toMatchObject(
      stateError(/no longer in the Library/),
    );
    await expect(bench.rename('nowhere', 'name')).rejects.toMatchObject(stateError(/no longer in the Library/));
    await expect(bench.carrying.exportOnnx('nowhere')).rejects.toMatchObject(stateError(/no longer in the Library/));
    await expect(bench.carrying.exportSafetensors('nowhere')).rejects.toMatchObject(
      stateError(/no longer in the Library/),
    );
  });
});

describe('a run that another tab trains', () => {
  it('is neither resumed nor removed here until it rests there', async () => {
    const browser = new SharedBrowser();
    const [here, there] = [openTab({ store, tab: browser.open() }), openTab({ store, tab: browser.open() })];
    const watch = new Watch();
    const { id } = await there.start(textId, endless(), watch.report);
    await watch.until(({ savedAt }) => savedAt !== null);
    await expect(here.resume(id, () => undefined)).rejects.toMatchObject(
      stateError(/training in another tab\. Pause it there/),
    );
    await expect(here.remove(id)).rejects.toMatchObject(stateError(/training in another tab/));
    const { step } = await there.pause();
    const again = new Watch();
    await here.resume(id, again.report);
    expect(again.reports[0]?.step ?? (await again.reaches(0)).step).toBe(step);
    await here.stop();
    expect(browser.held('')).toEqual([]);
  });

  it('is refused before its checkpoint is read, so that steps taken meanwhile are not lost', async () => {
    const browser = new SharedBrowser();
    const there = openTab({ store, tab: browser.open() });
    const watch = new Watch();
    const { id } = await there.start(textId, endless(), watch.report);
    await watch.until(({ savedAt }) => savedAt !== null);
    // Pauses the other tab in the moment between reading the checkpoint and going on.
    const late: Store = Object.create(store, {
      newestCheckpoint: {
        value: async (runId: string) => {
          const bytes = await store.newestCheckpoint(runId);
          await there.pause();
          return bytes;
        },
      },
    }) as Store;
    const bound = bindAll(late, store);
    await expect(openTab({ store: bound, tab: browser.open() }).resume(id, () => undefined)).rejects.toMatchObject({
      name: 'StateError',
    });
  });
});

/** The verbs of a store with some replaced: private fields need the real object. */
function bindAll(changed: Store, real: Store): Store {
  return new Proxy(changed, {
    get(target, key) {
      const own = Object.getOwnPropertyDescriptor(target, key)?.value as unknown;
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(real, key, real);
      return typeof value === 'function' ? (value.bind(real) as unknown) : value;
    },
  });
}

describe('a file that is no run', () => {
  let file: Uint8Array<ArrayBuffer>;
  beforeEach(async () => {
    file = (await pausedRun()).file;
  });

  function changed(
    change: (metadata: Map<string, string>, tensors: Map<string, NamedTensor>) => void,
  ): Uint8Array<ArrayBuffer> {
    const { tensors, metadata } = readSafetensors(file);
    const [newMetadata, newTensors] = [new Map(metadata), new Map(tensors)];
    change(newMetadata, newTensors);
    return writeSafetensors([...newTensors.values()], Object.fromEntries(newMetadata));
  }

  const broken: readonly [string, () => Uint8Array<ArrayBuffer>][] = [
    ['truncated in its tensors', () => file.slice(0, file.length - 1000)],
    ['truncated in its header', () => file.slice(0, 100)],
    ['empty', () => new Uint8Array()],
    [
      'of a header of 2^60 bytes',
      () => {
        const bytes = file.slice();
        new DataView(bytes.buffer).setBigUint64(0, 2n ** 60n, true);
        return bytes;
      },
    ],
    ['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['a foreign safetensors', () => changed((metadata) => metadata.clear())],
    ['of the wrong version', () => changed((metadata) => metadata.set('version', '2'))],
    ['without one of its weights', () => changed((_, tensors) => tensors.delete('head.bias'))],
    [
      'of settings for another network',
      () =>
        changed((metadata) =>
          metadata.set('settings', metadata.get('settings')!.replace('"hidden":16', '"hidden":32')),
        ),
    ],
    ['with a weight that is no number', () => changed((_, tensors) => tensors.get('head.bias')!.data.fill(NaN, 0, 1))],
  ];

  it.each(broken)('but %s is refused as such, and the library stays as it was', async (_, bytes) => {
    const before = await libraryOf(bench);
    await expect(bench.carrying.importSafetensors(new Blob([bytes()]))).rejects.toMatchObject({ name: 'FormatError' });
    expect(await libraryOf(bench)).toEqual(before);
  });

  it('but stands at a place its text does not have is imported, and refused when it is to go on', async () => {
    const bytes = changed((metadata) => {
      const progress = JSON.parse(metadata.get('progress')!) as { cursor: number };
      metadata.set('progress', JSON.stringify({ ...progress, cursor: 1_000_000 }));
    });
    const { id } = await bench.carrying.importSafetensors(new Blob([bytes]));
    const before = await libraryOf(bench);
    await expect(bench.resume(id, () => undefined)).rejects.toMatchObject(stateError(/does not fit this run.*1000000/));
    expect(await libraryOf(bench)).toEqual(before);
  });
});

import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import { MemoryStore } from '../../../src/storage/memory-store.ts';
import { splitTail } from '../../../src/text/batches.ts';
import { ngramNats } from '../../../src/text/ngrams.ts';
import { Vocabulary } from '../../../src/text/vocabulary.ts';
import { countInThread, type NgramTask } from '../../../src/workbench/ngram-baseline.ts';
import type { ThreadWorker } from '../../../src/workbench/machine.ts';
import { backUp, freshStore, otherDevice, quiet } from './backups.ts';
import { checkpointOf, closeTabs, endless, openTab, paste, TEXT, Watch } from './support.ts';

afterEach(closeTabs);

function expected(share: number): number[] {
  const vocabulary = Vocabulary.of(TEXT, 4096);
  const { training, validation } = splitTail(vocabulary.encode(TEXT), share);
  return ngramNats(training, validation, vocabulary.size);
}

describe('the n-grams a run is compared with', () => {
  it('are counted on exactly the parts that the run learns from and is tested on, and kept in its summary and file', async () => {
    const bench = openTab();
    const settings = endless({ validationShare: 0.2 });
    const watch = new Watch();
    const run = await bench.start((await paste(bench)).id, settings, watch.report);
    const nats = await bench.ngramNats(run.id);
    expect(nats).toEqual(expected(0.2));
    await watch.reaches(20);
    const stopped = await bench.stop();
    expect(stopped.ngramNats).toEqual(nats);
    expect((await bench.runs())[0].ngramNats).toEqual(nats);
    expect((await checkpointOf(bench, run.id)).ngramNats).toEqual(nats);
    const copy = await bench.carrying.importSafetensors(await bench.carrying.exportSafetensors(run.id));
    expect(await bench.ngramNats(copy.id)).toEqual(nats);
  });

  it('are counted once a text: another run of the same parts takes them over, one of other parts does not', async () => {
    const counted: NgramTask[] = [];
    const count = (task: NgramTask): Promise<readonly number[]> => {
      counted.push(task);
      return Promise.resolve([2, 1]);
    };
    const store = new MemoryStore();
    const bench = openTab({ store, countNgrams: count });
    const { id } = await paste(bench);
    for (const share of [0.1, 0.1, 0.3]) {
      const watch = new Watch();
      const run = await bench.start(id, endless({ validationShare: share }), watch.report);
      expect(await bench.ngramNats(run.id)).toEqual([2, 1]);
      await watch.reaches(5);
      await bench.stop();
    }
    expect(counted.map(({ validation }) => validation.length)).toEqual([616, 1847]);
  });

  it('come with the file, the copy and the backup of a run that was paused before they were counted', async () => {
    let answer: (nats: readonly number[]) => void = () => undefined;
    const counted = new Promise<readonly number[]>((resolve) => (answer = resolve));
    const { store } = await freshStore();
    const bench = openTab({ store, countNgrams: () => counted });
    const watch = new Watch();
    const { id } = await bench.start((await paste(bench)).id, endless(), watch.report);
    const asked = bench.ngramNats(id);
    await watch.reaches(20);
    const { step } = await bench.pause();
    expect(decodeCheckpoint(await store.newestCheckpoint(id)).ngramNats).toBeUndefined();
    answer([2, 1]);
    expect(await asked).toEqual([2, 1]);

    const exported = await bench.carrying.exportSafetensors(id);
    expect(await bench.carrying.importSafetensors(exported)).toMatchObject({ step, ngramNats: [2, 1] });
    expect(await bench.copy(id, step)).toMatchObject({ step, ngramNats: [2, 1] });
    const other = await otherDevice();
    await other.bench.copying.restore(await backUp(bench), quiet);
    expect(await other.bench.ngramNats(id)).toEqual([2, 1]);
  });

  it('are left out where they cannot be counted, and the run goes on', async () => {
    const bench = openTab({ countNgrams: () => Promise.reject(new Error('No thread could be started.')) });
    const watch = new Watch();
    const run = await bench.start((await paste(bench)).id, endless(), watch.report);
    expect(await bench.ngramNats(run.id)).toBeNull();
    await watch.reaches(20);
    const stopped = await bench.stop();
    expect([stopped.state, stopped.ngramNats]).toEqual(['stopped', undefined]);
  });
});

describe('countInThread', () => {
  const TASK: NgramTask = { training: Uint16Array.of(0, 1), validation: Uint16Array.of(0), vocabulary: 2 };

  function worker(answer: (worker: ThreadWorker) => void): ThreadWorker & { ended: boolean } {
    const made = {
      ended: false,
      onmessage: null,
      onerror: null,
      postMessage: () => answer(made),
      terminate: () => (made.ended = true),
    } as ThreadWorker & { ended: boolean };
    return made;
  }

  it('gives the answer of its thread, and ends it', async () => {
    const thread = worker((each) => {
      each.onmessage?.call(each as Worker, new MessageEvent('message', { data: [3, 2] }));
    });
    expect(await countInThread(() => thread)(TASK)).toEqual([3, 2]);
    expect(thread.ended).toBe(true);
  });

  it('fails with the words of a thread that dies, and ends it', async () => {
    const death = Object.assign(new Event('error'), { message: 'out of memory' }) as ErrorEvent;
    const thread = worker((each) => {
      each.onerror?.call(each as Worker, death);
    });
    await expect(countInThread(() => thread)(TASK)).rejects.toThrow('out of memory');
    expect(thread.ended).toBe(true);
  });
});

/** The training thread: builds the bench and exposes it. */
import { reading } from '../src/messages/reading.ts';
import * as Comlink from 'comlink';
import { InputError } from '../src/shared/errors.ts';
import type { Living } from '../src/shared/living.ts';
import type { TrainingWorker } from '../src/shared/training-worker.ts';
import { trustOwnScripts } from '../src/shared/trusted-scripts.ts';
import { Connection } from '../src/storage/connection.ts';
import { Pages } from '../src/storage/pages.ts';
import { Passages } from '../src/storage/passages.ts';
import { DATABASE } from '../src/storage/schema.ts';
import { SteadyStore } from '../src/storage/steady-store.ts';
import { measureSpeed } from '../src/workbench/calibration.ts';
import { baselineInThread } from '../src/workbench/baseline.ts';
import { readInThread } from '../src/workbench/document-thread.ts';
import { findDevice } from '../src/workbench/device.ts';
import { adoptLanguage, holdLife } from '../src/workbench/life.ts';
import { WebLocks } from '../src/workbench/lock.ts';
import { countInThread } from '../src/workbench/ngram-baseline.ts';
import { BroadcastTabChannel } from '../src/workbench/tab-channel.ts';
import { Workbench } from '../src/workbench/workbench.ts';

trustOwnScripts();

/** How long another tab may take to save a run and let go of it, in milliseconds. */
const TAKE_OVER_MS = 3000;

const channel = new BroadcastTabChannel();
const connection = new Connection(DATABASE, () => channel.post({ kind: 'changed' }));
const store = new SteadyStore(connection);
const passages = new Passages(connection);
const pages = new Pages(connection);
void store.reopen();

async function fetchSample(id: string): Promise<Blob> {
  const response = await fetch(new URL(`samples/${id}.txt`, new URL(import.meta.env.BASE_URL, location.origin)));
  if (!response.ok) {
    throw new InputError(reading.notLoaded(response.status));
  }
  return response.blob();
}

async function spaceLeft(): Promise<number | null> {
  // Not there outside secure contexts, whatever the types say.
  const storage = (navigator as { storage?: StorageManager }).storage;
  const { usage, quota } = (await storage?.estimate()) ?? {};
  return usage === undefined || quota === undefined ? null : Math.max(0, quota - usage);
}

const now = (): number => performance.now();

function spawnShard(): Worker {
  return new Worker(new URL('./shard.ts', import.meta.url), { type: 'module', name: 'shard' });
}

function spawnCounter(): Worker {
  return new Worker(new URL('./ngrams.ts', import.meta.url), { type: 'module', name: 'ngrams' });
}

function spawnUnpacker(): Worker {
  return new Worker(new URL('./documents.ts', import.meta.url), { type: 'module', name: 'documents' });
}

const bench: Promise<Workbench> = findDevice(navigator.hardwareConcurrency, spawnShard).then(
  (device) =>
    new Workbench({
      store,
      storage: store,
      shelf: passages,
      ...device,
      isolated: crossOriginIsolated,
      now,
      measureSpeed: (machine) => measureSpeed(machine, now),
      fetchSample,
      readDocument: readInThread(spawnUnpacker),
      countNgrams: countInThread(spawnCounter),
      countBaseline: baselineInThread(spawnCounter),
      // Not there outside secure contexts, whatever the types say.
      locks: new WebLocks((navigator as { locks?: LockManager }).locks),
      channel,
      patienceMs: TAKE_OVER_MS,
      spaceLeft,
    }),
);

// Exposed at once, for a message that finds nobody listening is lost; each call waits for the bench.
const face: TrainingWorker & Living = {
  life: holdLife,
  speak: adoptLanguage,
  watchStorage: (report) => {
    store.watch(report);
    return Promise.resolve();
  },
  startAnew: () => store.startAnew(),
  passages: () => passages.passages(),
  keepPassage: (passage) => passages.keepPassage(passage),
  removePassage: (id) => passages.removePassage(id),
  page: (runId) => pages.page(runId),
  keepPage: (page) => pages.keepPage(page),
  device: async () => (await bench).device(),
  useThreads: async (...call) => (await bench).useThreads(...call),
  beGentle: async (...call) => (await bench).beGentle(...call),
  readText: async (...call) => (await bench).readText(...call),
  stopReading: async () => (await bench).stopReading(),
  texts: async () => (await bench).texts(),
  fit: async (...call) => (await bench).fit(...call),
  labels: async (...call) => (await bench).labels(...call),
  textContent: async (...call) => (await bench).textContent(...call),
  estimate: async (...call) => (await bench).estimate(...call),
  start: async (...call) => (await bench).start(...call),
  startTwin: async (...call) => (await bench).startTwin(...call),
  resume: async (...call) => (await bench).resume(...call),
  takeOver: async (...call) => (await bench).takeOver(...call),
  watch: async (...call) => (await bench).watch(...call),
  unwatch: async () => (await bench).unwatch(),
  listen: async (...call) => (await bench).listen(...call),
  pause: async () => (await bench).pause(),
  stop: async () => (await bench).stop(),
  checkpoint: async () => (await bench).checkpoint(),
  change: async (...call) => (await bench).change(...call),
  ngramNats: async (...call) => (await bench).ngramNats(...call),
  baseline: async (...call) => (await bench).baseline(...call),
  judge: async (...call) => (await bench).judge(...call),
  runs: async () => (await bench).runs(),
  rename: async (...call) => (await bench).rename(...call),
  remove: async (...call) => (await bench).remove(...call),
  checkpoints: async (...call) => (await bench).checkpoints(...call),
  pin: async (...call) => (await bench).pin(...call),
  keep: async () => (await bench).keep(),
  copy: async (...call) => (await bench).copy(...call),
  exportSafetensors: async (...call) => (await bench).carrying.exportSafetensors(...call),
  exportOnnx: async (...call) => (await bench).carrying.exportOnnx(...call),
  exportBooklet: async (...call) => (await bench).carrying.exportBooklet(...call),
  importSafetensors: async (...call) => (await bench).carrying.importSafetensors(...call),
  stopCarrying: async () => (await bench).carrying.stopCarrying(),
  backUp: async (...call) => (await bench).copying.backUp(...call),
  restore: async (...call) => (await bench).copying.restore(...call),
  stopCopying: async () => (await bench).copying.stopCopying(),
};
Comlink.expose(face);

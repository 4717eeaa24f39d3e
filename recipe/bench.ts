/** The training worker's bench in Node: the same loop, kernels and threads as in the app, kept in memory only. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loadProgram, availableKernels } from '../src/engine/kernels/choose.ts';
import { DeviceError } from '../src/shared/errors.ts';
import { CAREFREE, type Keeping } from '../src/storage/memory-store.ts';
import { baselineHere } from '../src/workbench/baseline.ts';
import { readDocumentHere } from '../src/text/document.ts';
import { WebLocks } from '../src/workbench/lock.ts';
import { threadedMachine } from '../src/workbench/machine.ts';
import { measureSpeed } from '../src/workbench/calibration.ts';
import { countHere } from '../src/workbench/ngram-baseline.ts';
import { Workbench } from '../src/workbench/workbench.ts';
import { startThread } from './node-thread.ts';

/** Two threads that share one core would only wait for each other. */
export const THREADS = Math.min(2, availableParallelism());

const now = (): number => performance.now();

/** @throws DeviceError where Node has no WebAssembly SIMD. */
export async function openBench(store: Keeping): Promise<Workbench> {
  const [name] = availableKernels();
  if (name === 'reference') throw new DeviceError('This Node has no WebAssembly SIMD. Use Node 20.19 or newer.');
  const program = await loadProgram(name, true);
  const shard = join(import.meta.dirname, 'shard.mjs');
  return new Workbench({
    machine: (threads) => threadedMachine(program, threads ?? THREADS, () => startThread(shard).face),
    maximumThreads: THREADS,
    isolated: true,
    store,
    storage: CAREFREE,
    now,
    measureSpeed: (machine) => measureSpeed(machine, now),
    countNgrams: countHere,
    countBaseline: baselineHere,
    fetchSample: (id) => Promise.reject(new Error(`The recipe reads files; it has no bundled ${id}.`)),
    readDocument: readDocumentHere,
    shelf: { passages: () => Promise.resolve([]), bring: () => Promise.resolve() },
    spaceLeft: () => Promise.resolve(null),
    // Nobody else has the memory it is kept in.
    locks: new WebLocks(undefined),
    channel: { post: () => undefined, listen: () => () => undefined },
    patienceMs: 0,
  });
}

/** Trains as the app's training worker does: the same machine, the same shards, the same trainer. */
import * as Comlink from 'comlink';
import { availableKernels, loadProgram } from '../../../src/engine/kernels/choose.ts';
import { REFERENCE_KERNELS } from '../../../src/engine/kernels/reference/set.ts';
import { soloMachine, threadedMachine, type Machine } from '../../../src/workbench/machine.ts';
import type { BenchWorker, TrainingCase } from './interface.ts';
import { measurePeak } from './peak.ts';
import { profileTraining } from './profile.ts';
import { TrainingBench } from './training-bench.ts';

function spawnShard(): Worker {
  return new Worker(new URL('../../../workers/shard.ts', import.meta.url), { type: 'module', name: 'shard' });
}

async function machineFor({ kernels, threads }: TrainingCase): Promise<Machine> {
  if (kernels === 'reference') return soloMachine(REFERENCE_KERNELS);
  return threadedMachine(await loadProgram(kernels, true), threads, spawnShard);
}

const opened = new Map<number, TrainingBench>();
let next = 1;

function find(id: number): TrainingBench {
  const found = opened.get(id);
  if (found === undefined) throw new RangeError(`No training case ${id} is open.`);
  return found;
}

const bench: BenchWorker = {
  processors: () => navigator.hardwareConcurrency,
  availableKernels,
  async open(training) {
    const bench = await TrainingBench.open(training, await machineFor(training));
    const id = next++;
    opened.set(id, bench);
    return { id, flopsPerCharacter: bench.flopsPerCharacter, memoryBytes: bench.memoryBytes };
  },
  train: (id, milliseconds) => find(id).train(milliseconds),
  close(id) {
    find(id).close();
    opened.delete(id);
  },
  peak: measurePeak,
  profile: (training, milliseconds) => profileTraining(training, milliseconds, spawnShard),
};
Comlink.expose(bench);

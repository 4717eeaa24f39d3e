import { availableKernels, canShareMemory, loadProgram } from '../engine/kernels/choose.ts';
import { REFERENCE_KERNELS } from '../engine/kernels/reference/set.ts';
import { soloMachine, threadedMachine, type Machine } from './machine.ts';

/** More threads than this spend their time meeting. */
const MOST_THREADS = 16;
const SENSIBLE_THREADS = 8;

/** What this device can compute with. */
export interface Device {
  /** So many threads, or as many as are sensible: the page keeps a core for itself where there are more than two. */
  machine(threads: number | null): Machine;
  readonly maximumThreads: number;
}

/**
 * The fastest kernels that run here, on as many threads as may share memory.
 * @param spawn starts a worker that hands its first message to `follow`.
 */
export async function findDevice(processors: number, spawn: () => Worker): Promise<Device> {
  const [name] = availableKernels();
  if (name === 'reference') return { machine: () => soloMachine(REFERENCE_KERNELS), maximumThreads: 1 };
  const program = await loadProgram(name, canShareMemory());
  const sensible = Math.min(SENSIBLE_THREADS, processors > 2 ? processors - 1 : processors);
  if (!program.shared) return { machine: () => soloMachine(program.set), maximumThreads: 1 };
  return {
    machine: (threads) => threadedMachine(program, threads ?? sensible, spawn),
    maximumThreads: MOST_THREADS,
  };
}

import type { KernelSet } from '../engine/kernels/interface.ts';
import type { SimdProgram } from '../engine/kernels/simd/program.ts';
import type { Settings } from '../shared/settings.ts';
import { Control } from '../training/control.ts';
import { layOut, type Plan } from '../training/plan.ts';
import { leadTeam, soloTeam, type Team } from '../training/team.ts';
import type { FollowerStart } from './follower.ts';

/** Fewer lanes than this a thread are not worth the meeting. */
const LANES_PER_THREAD = 2;
/** A thread that has not begun by now never will. */
const START_MS = 10_000;

/** What this device computes with. */
export interface Machine {
  /** For planning: what an arena needs with all threads. */
  readonly kernels: KernelSet;
  /** How many compute together, this one among them. */
  readonly threads: number;
  /** Takes memory and gathers the threads for one run. @throws DeviceError when the device cannot give them. */
  gather(plan: Plan, settings: Settings): Promise<Team>;
}

/** What of a worker is used here. */
export type ThreadWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/** This thread alone. */
export function soloMachine(kernels: KernelSet): Machine {
  return { kernels, threads: 1, gather: (plan, settings) => Promise.resolve(soloTeam(kernels, plan, settings)) };
}

/**
 * Several threads over one shared memory. Each run has threads of its own, for a memory is given back only when nobody
 * holds it.
 * @param spawn starts a worker that hands its first message to `follow`.
 */
export function threadedMachine(program: SimdProgram, threads: number, spawn: () => ThreadWorker): Machine {
  const kernels = program.setFor(threads);
  return {
    kernels,
    threads,
    async gather(plan, settings) {
      const count = Math.min(threads, Math.floor(plan.window.lanes / LANES_PER_THREAD));
      if (count < 2) return soloTeam(kernels, plan, settings);
      const { layout, model: network } = layOut(kernels, plan.network, plan.window, settings);
      const { length } = layout;
      const memory = program.createMemory(length);
      const control = new Control(count);
      const { name, module } = program;
      const workers: ThreadWorker[] = [];
      const close = (): void => workers.forEach((worker) => worker.terminate());
      try {
        const begun = Array.from({ length: count - 1 }, (_, at) => {
          const worker = spawn();
          workers.push(worker);
          const index = at + 1;
          const start: FollowerStart = {
            ...{ index, count, threads, control: control.buffer, name, module, memory, length },
            ...{ network: plan.network, window: plan.window, settings },
          };
          return answer(worker, start);
        });
        await Promise.all(begun);
      } catch (error) {
        close();
        throw error;
      }
      const lead = { network, settings, kernels: program.kernels(memory, length, program.scratchOf(0)) };
      return leadTeam(lead, control, close);
    },
  };
}

/** Resolves when the worker says that it is ready. */
function answer(worker: ThreadWorker, start: FollowerStart): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`Thread ${start.index + 1} could not start: ${why}`));
    const timer = setTimeout(() => fail(`no answer within ${START_MS / 1000} seconds`), START_MS);
    worker.onmessage = () => {
      clearTimeout(timer);
      resolve();
    };
    worker.onerror = (event) => {
      clearTimeout(timer);
      event.preventDefault();
      fail(event.message);
    };
    worker.postMessage(start);
  });
}

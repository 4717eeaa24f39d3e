import { training } from '../messages/training.ts';
import type { Share } from '../engine/dimensions.ts';
import { DeviceError } from '../shared/errors.ts';
import { balance } from './balance.ts';

/** What all threads are to do together. */
export const ORDER = { train: 0, evaluate: 1 } as const;

export interface Order {
  readonly kind: (typeof ORDER)[keyof typeof ORDER];
  /** Optimizer steps taken before this one: selects the dropout masks and the bias corrections. */
  readonly step: number;
  readonly learningRate: number;
  /** Lanes that are filled, from the first, and steps of the batch. */
  readonly lanes: number;
  readonly steps: number;
}

/** Places in the control block's integers; one more for each thread behind each of the last two. */
const ARRIVED = 0;
const GENERATION = 1;
const FIRST_THREAD = 2;
const ORDER_LENGTH = 5;

/** Polling so often is quicker than going to sleep: a barrier is usually met within microseconds. */
const POLLS = 2000;
/** Nobody can hear of a thread that was killed, but its heart stops: it is looked at so often, */
const LOOK_EVERY_MS = 600;
/** and believed lost after so many looks without a beat. One alone proves nothing: the device may have slept. */
const SILENT_LOOKS = 2;

/**
 * What the threads of a run share beside the arena: the order of the moment and how its work is dealt, a barrier, and a
 * heartbeat each. Thread 0 gives the orders; the others wait at the barrier for the next one.
 */
export class Control {
  readonly buffer: SharedArrayBuffer;
  readonly threads: number;
  readonly #order: Float64Array;
  /** Where the share of each thread begins, and where the last one ends. */
  readonly #bounds: Float64Array;
  readonly #speeds: Float64Array;
  readonly #integers: Int32Array;

  constructor(threads: number, buffer?: SharedArrayBuffer) {
    this.threads = threads;
    const floats = ORDER_LENGTH + (threads + 1) + threads;
    const integers = FIRST_THREAD + 2 * threads;
    this.buffer = buffer ?? new SharedArrayBuffer(floats * 8 + integers * 4);
    const all = new Float64Array(this.buffer, 0, floats);
    this.#order = all.subarray(0, ORDER_LENGTH);
    this.#bounds = all.subarray(ORDER_LENGTH, ORDER_LENGTH + threads + 1);
    this.#speeds = all.subarray(ORDER_LENGTH + threads + 1);
    this.#integers = new Int32Array(this.buffer, floats * 8);
    if (buffer === undefined) this.#bounds.forEach((_, thread) => (this.#bounds[thread] = thread / threads));
  }

  get order(): Order {
    const [kind, step, learningRate, lanes, steps] = this.#order;
    return { kind: kind === ORDER.train ? ORDER.train : ORDER.evaluate, step, learningRate, lanes, steps };
  }

  /** By thread 0, before it meets the others. The work is dealt anew by the speeds that were reported since the last time. */
  give({ kind, step, learningRate, lanes, steps }: Order): void {
    this.#order.set([kind, step, learningRate, lanes, steps]);
    balance(this.#bounds, this.#speeds);
    this.#speeds.fill(0);
  }

  /** A thread's share of the order of the moment. */
  share(thread: number): Share {
    return { from: this.#bounds[thread], to: this.#bounds[thread + 1] };
  }

  /** @param speed how many lanes the thread steps in a millisecond; 0 when it had none. */
  report(thread: number, speed: number): void {
    this.#speeds[thread] = Number.isFinite(speed) ? speed : 0;
  }

  /** Says that a thread is alive and computing. */
  beat(thread: number): void {
    Atomics.add(this.#integers, this.#heart(thread), 1);
  }

  /**
   * Returns when every thread has come here. Thread 0 looks after the others while it waits.
   * @throws DeviceError, in thread 0, when another has stopped computing without coming.
   */
  meet(thread: number): void {
    const integers = this.#integers;
    const generation = Atomics.load(integers, GENERATION);
    Atomics.store(integers, this.#arrival(thread), generation + 1);
    if (Atomics.add(integers, ARRIVED, 1) === this.threads - 1) {
      Atomics.store(integers, ARRIVED, 0);
      Atomics.add(integers, GENERATION, 1);
      Atomics.notify(integers, GENERATION);
      return;
    }
    for (let poll = 0; poll < POLLS; poll++) if (Atomics.load(integers, GENERATION) !== generation) return;
    if (thread === 0) this.#waitWatching(generation);
    else while (Atomics.load(integers, GENERATION) === generation) Atomics.wait(integers, GENERATION, generation);
  }

  #waitWatching(generation: number): void {
    const integers = this.#integers;
    let beats = this.#beats(generation);
    let silent = 0;
    let nextLook = performance.now() + LOOK_EVERY_MS;
    // Being woken proves nothing: the wake of the meeting before may come late. Only the generation counts.
    while (Atomics.load(integers, GENERATION) === generation) {
      Atomics.wait(integers, GENERATION, generation, Math.max(0, nextLook - performance.now()));
      if (performance.now() < nextLook) continue;
      nextLook += LOOK_EVERY_MS;
      const now = this.#beats(generation);
      const still = [...now].filter(([thread, count]) => beats.get(thread) === count).map(([thread]) => thread + 1);
      silent = still.length > 0 ? silent + 1 : 0;
      if (silent === SILENT_LOOKS) {
        throw new DeviceError(training.threadsStopped(still, this.threads));
      }
      beats = now;
    }
  }

  /** The heartbeats of the threads that have not come yet. */
  #beats(generation: number): Map<number, number> {
    const beats = new Map<number, number>();
    for (let thread = 1; thread < this.threads; thread++) {
      if (Atomics.load(this.#integers, this.#arrival(thread)) === generation + 1) continue;
      beats.set(thread, Atomics.load(this.#integers, this.#heart(thread)));
    }
    return beats;
  }

  #arrival(thread: number): number {
    return FIRST_THREAD + thread;
  }

  #heart(thread: number): number {
    return FIRST_THREAD + this.threads + thread;
  }
}

import { WHOLE } from '../engine/dimensions.ts';
import type { Kernels, KernelSet } from '../engine/kernels/interface.ts';
import type { Network } from '../engine/network.ts';
import type { Settings } from '../shared/settings.ts';
import { ORDER, type Control, type Order } from './control.ts';
import { layOut, type Plan } from './plan.ts';
import { evaluateWindow, trainStep, type StepOutcome, type Thread } from './step.ts';

/** A network in its arena, and the threads that compute it. Whatever their number, they compute the same bits. */
export interface Team {
  readonly network: Network;
  /** Those of the thread that leads, which is the caller's. */
  readonly kernels: Kernels;
  readonly threads: number;
  /** @throws DeviceError when another thread was lost; the arena is then not to be used any more. */
  trainStep(order: Omit<Order, 'kind'>): StepOutcome;
  /** @returns mean loss of the batch, nats an answer. */
  evaluateWindow(order: Omit<Order, 'kind'>): number;
  /** Lets the other threads go. */
  close(): void;
}

/** A thread by itself, before it is one of a team. */
type Computing = Omit<Thread, 'share' | 'meet' | 'report'>;

/** One thread alone, in an arena of its own. */
export function soloTeam(kernelSet: KernelSet, plan: Plan, settings: Settings): Team {
  const { layout, model: network } = layOut(kernelSet, plan.network, plan.window, settings);
  const kernels = kernelSet.create(layout.length);
  const thread: Thread = {
    network,
    kernels,
    settings,
    share: () => WHOLE,
    meet: () => undefined,
    report: () => undefined,
  };
  return {
    network,
    kernels,
    threads: 1,
    trainStep: (order) => trainStep(thread, { ...order, kind: ORDER.train }),
    evaluateWindow: (order) => evaluateWindow(thread, { ...order, kind: ORDER.evaluate }),
    close: () => undefined,
  };
}

/**
 * The thread that leads several: it gives each order through the control block and does its own share.
 * @param close ends the other threads.
 */
export function leadTeam(lead: Computing, control: Control, close: () => void): Team {
  const thread = memberOf(lead, control, 0);
  const give = (order: Order): Order => {
    control.give(order);
    control.meet(0);
    return order;
  };
  return {
    network: lead.network,
    kernels: lead.kernels,
    threads: control.threads,
    trainStep: (order) => trainStep(thread, give({ ...order, kind: ORDER.train })),
    evaluateWindow: (order) => evaluateWindow(thread, give({ ...order, kind: ORDER.evaluate })),
    close,
  };
}

/** Another thread's part: it waits for orders and does its share of each. Returns only by an error. */
export function followTeam(follower: Computing, control: Control, index: number): never {
  const thread = memberOf(follower, control, index);
  for (;;) {
    control.meet(index);
    const order = control.order;
    if (order.kind === ORDER.train) trainStep(thread, order);
    else evaluateWindow(thread, order);
  }
}

function memberOf(thread: Computing, control: Control, index: number): Thread {
  return {
    ...thread,
    share: () => control.share(index),
    meet: () => control.meet(index),
    report: (speed) => control.report(index, speed),
  };
}

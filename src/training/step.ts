import { someOf, type Share } from '../engine/dimensions.ts';
import type { AdamStep, Kernels } from '../engine/kernels/interface.ts';
import type { Network } from '../engine/network.ts';
import { predictionsIn } from '../shared/network.ts';
import type { Settings } from '../shared/settings.ts';
import type { Order } from './control.ts';

/** As PyTorch's Adam has them. */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** One of the threads that step together. */
export interface Thread {
  readonly network: Network;
  readonly kernels: Kernels;
  /** What is this thread's of the step that begins. */
  readonly share: () => Share;
  readonly settings: Settings;
  /** Returns when every thread has come to the same place. */
  readonly meet: () => void;
  /** Hears how many lanes the thread steps in a millisecond. */
  readonly report: (speed: number) => void;
}

export interface StepOutcome {
  /** Mean loss of the batch, nats an answer, before the update. */
  readonly nats: number;
  /** Length of the whole gradient before clipping. */
  readonly gradientNorm: number;
}

/**
 * One step of stateful truncated BPTT as every thread runs it: forward and back over its own lanes; then its share of
 * each sum over all lanes; then its share of the clipped AdamW update. What depends on all lanes every thread works
 * out alike, so all decide alike. When loss or gradient is not finite, the weights are left as they were.
 */
export function trainStep(thread: Thread, order: Order): StepOutcome {
  const { network, kernels, settings, meet } = thread;
  const { steps: T, lanes: B } = order;
  const P = predictionsIn(network.configuration.task, T);
  const share = thread.share();
  const lanes = someOf(B, share);
  const key = settings.dropout > 0 || settings.embeddingDropout > 0 ? { seed: settings.seed, step: order.step } : null;

  const begun = performance.now();
  network.forward(kernels, lanes, T, key);
  network.backward(kernels, lanes, T, 1 / (P * B), key);
  thread.report((lanes.to - lanes.from) / (performance.now() - begun));
  meet();
  network.writeGradients(kernels, T, share, key !== null);
  meet();
  network.squareGradients(kernels, share);
  meet();
  const outcome = { nats: meanLoss(thread, B, P), gradientNorm: network.gradientNorm(kernels) };
  if (isFinite(outcome)) {
    update(thread, share, order, outcome.gradientNorm);
    meet();
    network.pack(kernels, share);
    network.carry(kernels, lanes, T);
  }
  meet();
  return outcome;
}

/** The mean loss of a batch, nats an answer, and the state carried on; nothing is learned. */
export function evaluateWindow(thread: Thread, order: Order): number {
  const { network, kernels, meet } = thread;
  const lanes = someOf(order.lanes, thread.share());
  network.forward(kernels, lanes, order.steps, null);
  network.loss(kernels, lanes, order.steps);
  network.carry(kernels, lanes, order.steps);
  meet();
  return meanLoss(thread, order.lanes, predictionsIn(network.configuration.task, order.steps));
}

export function isFinite({ nats, gradientNorm }: StepOutcome): boolean {
  return Number.isFinite(nats) && Number.isFinite(gradientNorm);
}

function update({ network, kernels, settings }: Thread, share: Share, order: Order, norm: number): void {
  // The small term is torch.nn.utils.clip_grad_norm_'s.
  const gradientScale = Math.min(1, settings.clipNorm / (norm + 1e-6));
  const shared = { ...ADAM, learningRate: order.learningRate, step: order.step + 1, gradientScale };
  const decayed: AdamStep = { ...shared, weightDecay: settings.weightDecay };
  network.update(kernels, decayed, { ...shared, weightDecay: 0 }, share);
}

function meanLoss({ network, kernels }: Thread, lanes: number, predictions: number): number {
  const B = network.window.lanes;
  let sum = 0;
  for (let p = 0; p < predictions; p++) {
    for (let b = 0; b < lanes; b++) sum += kernels.floats[network.losses + p * B + b];
  }
  return sum / (predictions * lanes);
}

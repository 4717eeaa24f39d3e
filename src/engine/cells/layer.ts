import type { Address } from '../layout.ts';
import type { Kernels } from '../kernels/interface.ts';
import type { LaneRange, Share } from '../dimensions.ts';

/** Prepares some weights for products, whenever they changed. Tasks do not depend on each other, so threads share them. */
export type PackingTask = (kernels: Kernels) => void;

/**
 * One recurrent layer, unrolled over the window. It owns its arrays; what comes from below is written into `gates` by
 * the layer's input, and what goes up is read from `h`.
 *
 * The three phases of a training step: `forward` and `backward` touch only the given lanes, so threads need not meet;
 * `writeGradients`, after all lanes are through, sums over all lanes and steps and writes only the given share.
 */
export interface RecurrentLayer {
  /** G·H. */
  readonly gateWidth: number;
  /** [T, B, G·H]: x · W_ihᵀ + bias going in, its gradient after `backward`. */
  readonly gates: Address;
  /** [G·H]: what the layer's input adds to every row of `gates`. Valid after packing. */
  readonly inputBias: Address;
  /** The parameters `inputBias` is the sum of. */
  readonly inputBiases: readonly Address[];
  /** The arrays carried from step to step, each [T + 1, B, H]: slot 0 is the state going in, slot t + 1 what step t left. */
  readonly states: readonly Address[];
  /** The first of `states`. */
  readonly h: Address;
  readonly packing: readonly PackingTask[];
  forward(kernels: Kernels, lanes: LaneRange, steps: number): void;
  /** @param dh [T + 1, B, H]: the gradient of each slot of h from above; the gradient through time is added on the way. */
  backward(kernels: Kernels, lanes: LaneRange, steps: number, dh: Address): void;
  writeGradients(kernels: Kernels, steps: number, share: Share): void;
}

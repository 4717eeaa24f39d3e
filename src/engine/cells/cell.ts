import type { Share } from '../dimensions.ts';
import type { Kernels } from '../kernels/interface.ts';
import type { Address } from '../layout.ts';

/** Prepares some weights for products, whenever they changed. Tasks do not depend on each other, so threads share them. */
export type PackingTask = (kernels: Kernels) => void;

/** Where one step of some lanes stands: indices of rows, the first lane's of `count` neighbours. */
export interface StepRows {
  readonly count: number;
  /** In [B, *]. */
  readonly lane: number;
  /** In [T, B, *]. */
  readonly row: number;
  /** In [T + 1, B, *]: the state going into the step, and the one it leaves. */
  readonly before: number;
  readonly after: number;
}

/**
 * One recurrent layer in one direction, step by step. It owns its arrays over the window and knows nothing of the order in
 * which the steps come: a `Sweep` does.
 */
export interface Cell {
  /** G·H. */
  readonly gateWidth: number;
  /** [T, B, G·H]: x · W_ihᵀ + bias going in, its gradient after `backward`. */
  readonly gates: Address;
  /** [G·H]: what the layer's input adds to every row of `gates`. Valid after packing. */
  readonly inputBias: Address;
  /** The parameters `inputBias` is the sum of. */
  readonly inputBiases: readonly Address[];
  /** The arrays carried from step to step, each [T + 1, B, H]. */
  readonly states: readonly Address[];
  /** The first of `states`: what the layer above reads. */
  readonly h: Address;
  /** [B, H]: gradients of the other states, as they travel back from step to step. */
  readonly dStates: readonly Address[];
  readonly packing: readonly PackingTask[];
  forward(kernels: Kernels, at: StepRows): void;
  /**
   * @param dh [T + 1, B, H]: the gradient of the state the step leaves is whole; its share in that of the state going in is added.
   * @param isFirst nothing asks for the gradient of the state going into the first step.
   */
  backward(kernels: Kernels, at: StepRows, dh: Address, isFirst: boolean): void;
  /** @param h [count, H]: the states going into each of `count` = steps · B steps, in the order of the rows of `gates`. */
  writeGradients(kernels: Kernels, h: Address, count: number, share: Share): void;
}

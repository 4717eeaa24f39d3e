import type { Cell, StepRows } from './cells/cell.ts';
import type { LaneRange, Share, WindowSize } from './dimensions.ts';
import type { Kernels } from './kernels/interface.ts';
import type { Address } from './layout.ts';

/**
 * A cell led through the steps of the window: from the first to the last, or in reverse. A state array has T + 1 slots, and
 * step t stands between slots t and t + 1: going forward it reads the left one and leaves the right one, in reverse
 * the other way round. That is all the difference there is.
 *
 * A forward sweep begins with what its first slot holds, the state carried from the window before; a reverse one
 * with zeros. Steps behind the end of a lane leave zeros as well, in both directions: so a reverse sweep begins at each lane's
 * own last symbol, what lies behind it costs and teaches nothing, and PyTorch's packed sequences are the same.
 */
export class Sweep {
  readonly cell: Cell;
  readonly reverse: boolean;
  /** Integer address [B] of how many steps each lane has, or null when all have all. */
  readonly #lengths: Address | null;
  readonly #B: number;
  readonly #H: number;
  readonly #at: { -readonly [Key in keyof StepRows]: StepRows[Key] } = {
    count: 0,
    lane: 0,
    row: 0,
    before: 0,
    after: 0,
  };

  constructor(cell: Cell, reverse: boolean, lengths: Address | null, window: WindowSize, H: number) {
    this.cell = cell;
    this.reverse = reverse;
    this.#lengths = lengths;
    this.#B = window.lanes;
    this.#H = H;
  }

  /** Of an array with the slots of `h`, the [T, B, H] that the steps leave. */
  left(slots: Address): Address {
    return this.reverse ? slots : slots + this.#B * this.#H;
  }

  forward(kernels: Kernels, lanes: LaneRange, steps: number): void {
    const { cell, reverse } = this;
    if (reverse) for (const state of cell.states) this.#clearStart(kernels, state, lanes, steps);
    for (let k = 0; k < steps; k++) {
      const t = reverse ? steps - 1 - k : k;
      const at = this.#goTo(t, lanes);
      cell.forward(kernels, at);
      for (const state of cell.states) this.#clearEnded(kernels, state + at.after * this.#H, t);
    }
  }

  /** @param dh [T + 1, B, H]: the gradient of each slot of h from above; the gradient through time is added on the way. */
  backward(kernels: Kernels, lanes: LaneRange, steps: number, dh: Address): void {
    const { cell, reverse } = this;
    this.#clearStart(kernels, dh, lanes, steps);
    for (const dState of cell.dStates) {
      kernels.fill(dState + lanes.from * this.#H, (lanes.to - lanes.from) * this.#H, 0);
    }
    for (let k = steps - 1; k >= 0; k--) {
      const t = reverse ? steps - 1 - k : k;
      const at = this.#goTo(t, lanes);
      this.#clearEnded(kernels, dh + at.after * this.#H, t);
      for (const dState of cell.dStates) this.#clearEnded(kernels, dState + at.lane * this.#H, t);
      cell.backward(kernels, at, dh, k === 0);
    }
  }

  writeGradients(kernels: Kernels, steps: number, share: Share): void {
    const before = this.reverse ? this.cell.h + this.#B * this.#H : this.cell.h;
    this.cell.writeGradients(kernels, before, steps * this.#B, share);
  }

  #goTo(t: number, { from, to }: LaneRange): StepRows {
    const row = t * this.#B + from;
    const at = this.#at;
    at.count = to - from;
    at.lane = from;
    at.row = row;
    at.before = this.reverse ? row + this.#B : row;
    at.after = this.reverse ? row : row + this.#B;
    return at;
  }

  /** Zeros in the slot the sweep begins with. */
  #clearStart(kernels: Kernels, slots: Address, lanes: LaneRange, steps: number): void {
    const slot = this.reverse ? steps : 0;
    kernels.fill(slots + (slot * this.#B + lanes.from) * this.#H, (lanes.to - lanes.from) * this.#H, 0);
  }

  /** Zeros in the rows of lanes that have no step t, for the lanes of the step gone to last. */
  #clearEnded(kernels: Kernels, rows: Address, t: number): void {
    if (this.#lengths === null) return;
    kernels.clearEnded(rows, this.#lengths + this.#at.lane, t, this.#at.count, this.#H);
  }
}

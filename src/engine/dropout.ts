import type { LaneRange, WindowSize } from './dimensions.ts';
import type { DropoutKey, Kernels } from './kernels/interface.ts';
import type { Address } from './layout.ts';
import { runCount, runRows } from './projection.ts';

/** Which share of the signals is left out while training: of the states, and of the symbols' learned vectors. */
export interface DropoutShares {
  readonly dropout: number;
  readonly embeddingDropout: number;
}

/** Leaves out a share of some signals [T, B, width] while training, and scales the others up. */
export class Dropout {
  readonly #window: WindowSize;
  readonly #width: number;
  readonly #share: number;
  readonly #place: number;

  /**
   * @param share part of the signals that is left out, below 1.
   * @param place which of the network's: each has masks of its own.
   */
  constructor(window: WindowSize, width: number, share: number, place: number) {
    this.#window = window;
    this.#width = width;
    this.#share = share;
    this.#place = place;
  }

  /** y = x without what is left out; going forward and back with the same key alike. y may be x. */
  apply(kernels: Kernels, y: Address, x: Address, lanes: LaneRange, steps: number, key: DropoutKey): void {
    const count = runRows(this.#window, lanes, steps) * this.#width;
    for (let run = 0; run < runCount(this.#window, lanes, steps); run++) {
      const index = (run * this.#window.lanes + lanes.from) * this.#width;
      kernels.dropout(y + index, x + index, count, index, 1 - this.#share, key.seed, key.step, this.#place);
    }
  }
}

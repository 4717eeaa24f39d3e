import type { WindowSize } from '../engine/dimensions.ts';
import { PURPOSE, RandomStream } from '../engine/rng.ts';
import { predictionsIn, type FillTask } from '../shared/network.ts';
import type { Batches, Slots } from './batches.ts';
import type { Windows } from './windows.ts';

/** How symbols are masked. */
export interface Masking {
  readonly task: FillTask;
  /** The id of the mask. */
  readonly mask: number;
  /** Symbols masked side by side, at most. */
  readonly longestSpan: number;
  readonly seed: number;
}

/**
 * To fill in: the same windows with spans of their symbols masked, as many symbols in each lane, other ones in each step.
 * A span has from one symbol to the longest, all as likely; at least one symbol stands between two.
 */
export class MaskedWindows implements Batches {
  readonly window: WindowSize;
  readonly perPass: number;
  readonly symbolsPerPass: number;
  readonly stride: number;
  readonly #windows: Windows;
  readonly #masking: Masking;

  constructor(windows: Windows, masking: Masking) {
    this.window = windows.window;
    this.perPass = windows.perPass;
    this.symbolsPerPass = windows.symbolsPerPass;
    this.stride = windows.stride;
    this.#windows = windows;
    this.#masking = masking;
  }

  read(step: number, slots: Slots): WindowSize {
    const { lanes: B, inputs, targets, lengths, places } = slots;
    const { mask, longestSpan, seed } = this.#masking;
    const { lanes, steps } = this.window;
    this.#windows.readInputs(step, slots);
    lengths.fill(steps, 0, lanes);
    const random = new RandomStream(seed, PURPOSE.masks, 0, step);
    for (let lane = 0; lane < lanes; lane++) {
      for (const [p, t] of drawMasked(steps, this.answers, longestSpan, random).entries()) {
        places[p * B + lane] = t;
        targets[p * B + lane] = inputs[t * B + lane];
        inputs[t * B + lane] = mask;
      }
    }
    return this.window;
  }

  /** P: masked symbols of each lane. */
  get answers(): number {
    return predictionsIn(this.#masking.task, this.window.steps);
  }

  /** Where in the text the symbol at a step of a lane stands. */
  placeOf(step: number, t: number, lane: number): number {
    return this.#windows.placeOf(step, t, lane);
  }
}

/** Which `count` of `steps` steps are masked, in their order; at most one more than half of them. */
export function drawMasked(steps: number, count: number, longestSpan: number, random: RandomStream): number[] {
  const lengths: number[] = [];
  for (let left = count; left > 0; left -= lengths[lengths.length - 1]) {
    lengths.push(1 + random.below(Math.min(left, longestSpan)));
  }
  // A span stands before one of the symbols that stay, or behind them all; no two at the same place.
  const spanAt = new Map<number, number>();
  for (const length of lengths) {
    let place: number;
    do place = random.below(steps - count + 1);
    while (spanAt.has(place));
    spanAt.set(place, length);
  }
  const masked: number[] = [];
  const inOrder = [...spanAt].sort(([one], [other]) => one - other);
  for (const [place, length] of inOrder) {
    // So many symbols that stay come before it, and so many that are masked already.
    const from = place + masked.length;
    for (let t = from; t < from + length; t++) masked.push(t);
  }
  return masked;
}

/** How a text is dealt out to be learned from: B lanes (places read side by side) of windows of T steps. */
import { reading } from '../messages/reading.ts';
import { InputError } from '../shared/errors.ts';

/** Either part of a text must hold one symbol to read and one to predict. */
const SHORTEST_PART = 2;

/**
 * How many symbols of a text of `length` are learned from, and how many at its end are held out to test on.
 * @param share part of the text to hold out, between 0 and 1
 * @throws InputError when either part would be too short
 */
export function splitLengths(length: number, share: number): { training: number; validation: number } {
  const validation = Math.round(length * share);
  const training = length - validation;
  if (!(validation >= SHORTEST_PART && training >= SHORTEST_PART)) {
    throw new InputError(reading.split(length, share * 100, training, validation, SHORTEST_PART));
  }
  return { training, validation };
}

/** Holds out the end of a text to test on, as `splitLengths` says. Both parts are views. */
export function splitTail(ids: Uint16Array, share: number): { training: Uint16Array; validation: Uint16Array } {
  const { training } = splitLengths(ids.length, share);
  return { training: ids.subarray(0, training), validation: ids.subarray(training) };
}

/** A number of lanes and a window that a text is long enough for. */
export interface Lanes {
  readonly lanes: number;
  readonly windowSteps: number;
}

/**
 * Reads a text as B contiguous stretches side by side, in windows of T steps each. A window of a lane goes on where the one
 * before ended, so the state carried over fits (stateful truncated backpropagation through time); the target of a step is
 * the symbol that follows. The symbols at the end of each lane that fill no whole window are not read.
 */
export class LaneReader {
  readonly lanes: number;
  readonly windowSteps: number;
  /** Symbols of the text in each lane. */
  readonly laneLength: number;
  /** Windows of each lane in one pass over the text. */
  readonly windowsPerPass: number;
  readonly #ids: Uint16Array;

  /** @throws InputError when the text is too short for that many lanes of that window; `fittingLanes` tells what fits */
  constructor(ids: Uint16Array, lanes: number, windowSteps: number) {
    this.#ids = ids;
    this.lanes = lanes;
    this.windowSteps = windowSteps;
    this.laneLength = Math.floor((ids.length - 1) / lanes);
    this.windowsPerPass = Math.floor(this.laneLength / windowSteps);
    if (this.windowsPerPass < 1) {
      throw new InputError(reading.tooShortForLanes(ids.length, lanes, windowSteps));
    }
  }

  /** What a text of `symbols` has room for: fewer lanes first, and a shorter window only when one lane has no room for it. */
  static fittingLanes(symbols: number, lanes: number, windowSteps: number): Lanes {
    const predictable = symbols - 1;
    if (predictable < 1) throw new InputError(reading.nothingToPredict(symbols));
    const room = Math.floor(predictable / windowSteps);
    return room < 1 ? { lanes: 1, windowSteps: predictable } : { lanes: Math.min(lanes, room), windowSteps };
  }

  /**
   * Fills one window of every lane, time-major: lane b of step t at t * stride + b.
   * @param cursor position in each lane where the window begins, in symbols: from 0 to laneLength - T
   * @param stride lanes in a row of the arrays: at least B
   * @param inputs [T, stride] symbol ids
   * @param targets [T, stride] ids of the symbols that follow, or null where they are not wanted
   */
  read(cursor: number, stride: number, inputs: Int32Array, targets: Int32Array | null): void {
    const { lanes, windowSteps, laneLength } = this;
    const ids = this.#ids;
    if (!(Number.isInteger(cursor) && cursor >= 0 && cursor + windowSteps <= laneLength)) {
      throw new RangeError(`A window of ${windowSteps} at ${cursor} does not fit into a lane of ${laneLength}.`);
    }
    const least = (windowSteps - 1) * stride + lanes;
    if (stride < lanes || Math.min(inputs.length, targets?.length ?? Infinity) < least) {
      throw new RangeError(`Inputs and targets must hold ${windowSteps} rows of ${lanes} ids or more.`);
    }
    for (let lane = 0; lane < lanes; lane += 1) {
      const start = lane * laneLength + cursor;
      for (let step = 0; step < windowSteps; step += 1) {
        inputs[step * stride + lane] = ids[start + step] ?? 0;
        if (targets !== null) targets[step * stride + lane] = ids[start + step + 1] ?? 0;
      }
    }
  }
}

import type { WindowSize } from '../engine/dimensions.ts';
import { LaneReader } from '../text/batches.ts';
import type { Batches, Dealt, Lesson, Slots } from './batches.ts';

/** A lane begins knowing nothing of what came before, so where it is tested it should be long against that. */
const VALIDATION_LANE_WINDOWS = 10;

/**
 * How the two parts of a text fall into windows: as wanted, or with fewer lanes, then fewer steps, where one is too short
 * for that. What is held out is read in fewer lanes.
 * @param training symbols to learn from.
 * @param validation symbols held out.
 * @throws InputError when there is nothing to predict.
 */
export function dealWindows(training: number, validation: number, wanted: WindowSize): Lesson<Dealt> {
  const window = fittingWindow(training, wanted);
  const lanes = Math.max(1, Math.floor(validation / (VALIDATION_LANE_WINDOWS * window.steps)));
  const tested = fittingWindow(validation, { ...window, lanes: Math.min(window.lanes, lanes) });
  return { training: dealt(training, window), validation: dealt(validation, tested) };
}

function fittingWindow(symbols: number, wanted: WindowSize): WindowSize {
  const { lanes, windowSteps } = LaneReader.fittingLanes(symbols, wanted.lanes, wanted.steps);
  return { lanes, steps: windowSteps };
}

/** Whole windows in each lane; the last symbol is only ever a target. */
function dealt(symbols: number, window: WindowSize): Dealt {
  const perPass = Math.floor((symbols - 1) / window.lanes / window.steps);
  return { window, perPass, symbolsPerPass: perPass * window.lanes * window.steps, stride: window.steps };
}

/** To write on: a text read window after window, each symbol to be predicted from those before it. */
export class Windows implements Batches {
  readonly window: WindowSize;
  readonly perPass: number;
  readonly symbolsPerPass: number;
  readonly stride: number;
  readonly #reader: LaneReader;

  constructor(ids: Uint16Array, { window, perPass, symbolsPerPass, stride }: Dealt) {
    this.window = window;
    this.perPass = perPass;
    this.symbolsPerPass = symbolsPerPass;
    this.stride = stride;
    this.#reader = new LaneReader(ids, window.lanes, window.steps);
  }

  read(step: number, { lanes, inputs, targets }: Slots): WindowSize {
    this.#reader.read(this.#cursor(step), lanes, inputs, targets);
    return this.window;
  }

  /** The symbols alone. */
  readInputs(step: number, { lanes, inputs }: Slots): void {
    this.#reader.read(this.#cursor(step), lanes, inputs, null);
  }

  /** Where in the text the symbol at a step of a lane stands. */
  placeOf(step: number, t: number, lane: number): number {
    return lane * this.#reader.laneLength + this.#cursor(step) + t;
  }

  #cursor(step: number): number {
    return (step % this.perPass) * this.stride;
  }
}

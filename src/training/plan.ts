/** What a run will do, worked out before it starts: its network, window, steps and memory. */
import type { WindowSize } from '../engine/dimensions.ts';
import type { KernelSet } from '../engine/kernels/interface.ts';
import { Layout } from '../engine/layout.ts';
import { Network } from '../engine/network.ts';
import { GATES } from '../engine/parameters.ts';
import { DeviceError } from '../shared/errors.ts';
import type { NetworkConfiguration } from '../shared/network.ts';
import type { Settings } from '../shared/settings.ts';
import { LaneReader } from '../text/batches.ts';

/** WebAssembly addresses memory with 32 bits, and browsers stop short of it. */
const MAXIMUM_ARENA_BYTES = 2 ** 32 - 2 ** 16;

/** All validation points together may cost this share of the training. */
const VALIDATION_COST = 0.04;
const MOST_POINTS = 200;
/** With fewer points than this nobody sees a text being learned by heart: rather than that, not all held-out text is read. */
const LEAST_POINTS = 4;
const SHORTEST_INTERVAL = 10;
/** A lane begins knowing nothing of what came before, so it should be long against that. */
const VALIDATION_LANE_WINDOWS = 10;
/** A forward pass costs about a third of a training step. */
const FORWARD_SHARE = 1 / 3;

/** Of the time a run takes, what is left to training when validation, samples and checkpoints have had theirs. */
export const TRAINING_SHARE = 0.92;

export interface Plan {
  readonly network: NetworkConfiguration;
  readonly window: WindowSize;
  readonly stepsPerPass: number;
  readonly totalSteps: number;
  /** Steps from one validation point to the next. */
  readonly validationInterval: number;
  /** Windows of the held-out text read for each point: all of it, or where that costs too much always the same ones. */
  readonly validationWindows: number;
  readonly validationWindow: WindowSize;
  /** Bytes of the arena. */
  readonly memoryBytes: number;
  readonly parameters: number;
}

/**
 * @param trainingLength symbols to learn from.
 * @param validationLength symbols held out.
 * @throws DeviceError when the arena is beyond what a browser can address.
 */
export function planRun(
  settings: Settings,
  network: NetworkConfiguration,
  trainingLength: number,
  validationLength: number,
  kernels: KernelSet,
): Plan {
  const wanted = { lanes: settings.lanes, steps: settings.windowSteps };
  const window = fittingWindow(trainingLength, wanted);
  const stepsPerPass = windowsIn(trainingLength, window);
  const totalSteps = stepsPerPass * settings.passes;
  const validation = planValidation(validationLength, window, totalSteps);
  const { layout, model } = layOut(kernels, network, window, settings.dropout);
  if (layout.bytes > MAXIMUM_ARENA_BYTES) {
    throw new DeviceError(
      `This network would need ${Math.ceil(layout.bytes / 2 ** 20)} MB of memory to train; a browser gives at most ` +
        `${MAXIMUM_ARENA_BYTES / 2 ** 20} MB. Choose fewer hidden units or layers, a smaller batch or a shorter window.`,
    );
  }
  return {
    network,
    window,
    stepsPerPass,
    totalSteps,
    ...validation,
    memoryBytes: layout.bytes,
    parameters: model.space.table.count,
  };
}

function planValidation(
  length: number,
  window: WindowSize,
  totalSteps: number,
): Pick<Plan, 'validationInterval' | 'validationWindows' | 'validationWindow'> {
  const lanes = Math.floor(length / (VALIDATION_LANE_WINDOWS * window.steps));
  const validationWindow = fittingWindow(length, { ...window, lanes: Math.min(window.lanes, Math.max(1, lanes)) });
  // Both in training steps.
  const affordable = totalSteps * VALIDATION_COST;
  const cost = (FORWARD_SHARE * (validationWindow.lanes * validationWindow.steps)) / (window.lanes * window.steps);
  const most = Math.max(1, Math.floor(affordable / cost / LEAST_POINTS));
  const validationWindows = Math.min(windowsIn(length, validationWindow), most);
  const points = Math.min(MOST_POINTS, Math.max(1, Math.floor(affordable / (cost * validationWindows))));
  const validationInterval = Math.max(SHORTEST_INTERVAL, Math.ceil(totalSteps / points));
  return { validationInterval, validationWindows, validationWindow };
}

/** The window of a text: as wanted, or with fewer lanes, then fewer steps, where the text is too short for that. */
function fittingWindow(symbols: number, wanted: WindowSize): WindowSize {
  const { lanes, windowSteps } = LaneReader.fittingLanes(symbols, wanted.lanes, wanted.steps);
  return { lanes, steps: windowSteps };
}

/** The addresses of a network to train, from the start of an arena. */
export function layOut(
  kernels: KernelSet,
  network: NetworkConfiguration,
  window: WindowSize,
  dropout: number,
): { readonly layout: Layout; readonly model: Network } {
  const layout = new Layout(kernels.start);
  const model = new Network(layout, kernels.packing, network, window, dropout);
  return { layout, model };
}

/** Whole windows in each lane of a text; the last symbol is only ever a target. */
function windowsIn(length: number, window: WindowSize): number {
  return Math.floor((length - 1) / window.lanes / window.steps);
}

/** Floating-point operations of training on one symbol: two a weight forward, four back. A look-up is free. */
export function flopsPerSymbol(network: NetworkConfiguration, parameters: number): number {
  const lookedUp =
    network.input.kind === 'embedding'
      ? network.vocabulary * network.input.width
      : network.vocabulary * network.hidden * GATES[network.cell];
  return 6 * (parameters - lookedUp);
}

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

/** A validation point may cost this share of the training steps between two of them. */
const VALIDATION_COST = 0.04;
/** A forward pass costs about a third of a training step. */
const FORWARD_SHARE = 1 / 3;

export interface Plan {
  readonly network: NetworkConfiguration;
  readonly window: WindowSize;
  readonly stepsPerPass: number;
  readonly totalSteps: number;
  /** Steps from one validation point to the next. */
  readonly validationInterval: number;
  /** Windows of the held-out text read for each point: always the same ones. */
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
  const validationWindow = fittingWindow(validationLength, window);
  const stepsPerPass = windowsIn(trainingLength, window);
  const totalSteps = stepsPerPass * settings.passes;
  const validationInterval = Math.max(10, Math.ceil(totalSteps / 200));
  const affordable = Math.floor((validationInterval * VALIDATION_COST) / FORWARD_SHARE);
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
    validationInterval,
    validationWindows: Math.min(windowsIn(validationLength, validationWindow), Math.max(1, affordable)),
    validationWindow,
    memoryBytes: layout.bytes,
    parameters: model.space.table.count,
  };
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

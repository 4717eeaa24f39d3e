/** What a run will do, worked out before it starts: its network, window, steps and memory. */
import { training as words } from '../messages/training.ts';
import type { WindowSize } from '../engine/dimensions.ts';
import type { DropoutShares } from '../engine/dropout.ts';
import type { KernelSet } from '../engine/kernels/interface.ts';
import { Layout } from '../engine/layout.ts';
import { Network } from '../engine/network.ts';
import { GATES } from '../engine/parameters.ts';
import { DeviceError } from '../shared/errors.ts';
import { inputSymbols, outputCount, type NetworkConfiguration, type Task } from '../shared/network.ts';
import type { Settings } from '../shared/settings.ts';
import type { Dealt, Lesson } from './batches.ts';

/** WebAssembly addresses memory with 32 bits, and browsers stop short of it. */
const MAXIMUM_ARENA_BYTES = 2 ** 32 - 2 ** 16;

/** All validation points together may cost this share of the training. */
const VALIDATION_COST = 0.04;
const MOST_POINTS = 200;
/** With fewer points than this nobody sees a text being learned by heart: rather than that, not all held-out text is read. */
const LEAST_POINTS = 4;
const SHORTEST_INTERVAL = 10;
/** A forward pass costs about a third of a training step. */
const FORWARD_SHARE = 1 / 3;

/** Of short rows less time goes into arithmetic: a row of this many units costs twice what its flops say. Measured: docs/recipe.md. */
const ROW_OVERHEAD = 27;
/** So many flops would take as long as updating a weight and packing it anew, in every training step, */
const UPDATE_COST = 120;
/** and so many as going one step through time in a layer, forward and back, besides what is computed there. */
const TIME_STEP_COST = 1e5;

/** Of the time a run takes, what is left to training when validation, samples and checkpoints have had theirs. */
export const TRAINING_SHARE = 0.92;

export interface Plan {
  readonly network: NetworkConfiguration;
  /** The largest batch there will be. */
  readonly window: WindowSize;
  readonly stepsPerPass: number;
  readonly totalSteps: number;
  /** Read in a step, in the mean, padding among them. */
  readonly symbolsPerStep: number;
  /** Steps from one validation point to the next. */
  readonly validationInterval: number;
  /** Batches of what is held out that are read for each point: all, or where that costs too much always the same ones. */
  readonly validationBatches: number;
  /** Bytes of the arena. */
  readonly memoryBytes: number;
  readonly parameters: number;
}

/**
 * @param lesson how what is learned and what is held out fall into batches.
 * @throws DeviceError when the arena is beyond what a browser can address.
 */
export function planRun(
  settings: Settings,
  network: NetworkConfiguration,
  { training, validation }: Lesson<Dealt>,
  kernels: KernelSet,
): Plan {
  const window = {
    lanes: training.window.lanes,
    steps: Math.max(training.window.steps, validation.window.steps),
  };
  const stepsPerPass = training.perPass;
  const totalSteps = stepsPerPass * settings.passes;
  const symbolsPerStep = training.symbolsPerPass / stepsPerPass;
  const { layout, model } = layOut(kernels, network, window, settings);
  if (layout.bytes > MAXIMUM_ARENA_BYTES) {
    throw new DeviceError(words.needsMemory(Math.ceil(layout.bytes / 2 ** 20), MAXIMUM_ARENA_BYTES / 2 ** 20));
  }
  return {
    network,
    window,
    stepsPerPass,
    totalSteps,
    symbolsPerStep,
    ...planValidation(validation, symbolsPerStep, totalSteps),
    memoryBytes: layout.bytes,
    parameters: model.space.table.count,
  };
}

function planValidation(
  { perPass, symbolsPerPass }: Dealt,
  symbolsPerStep: number,
  totalSteps: number,
): Pick<Plan, 'validationInterval' | 'validationBatches'> {
  // Both in training steps.
  const affordable = totalSteps * VALIDATION_COST;
  const cost = (FORWARD_SHARE * (symbolsPerPass / perPass)) / symbolsPerStep;
  const most = Math.max(1, Math.floor(affordable / cost / LEAST_POINTS));
  const validationBatches = Math.min(perPass, most);
  const points = Math.min(MOST_POINTS, Math.max(1, Math.floor(affordable / (cost * validationBatches))));
  const validationInterval = Math.max(SHORTEST_INTERVAL, Math.ceil(totalSteps / points));
  return { validationInterval, validationBatches };
}

/** The addresses of a network to train, from the start of an arena. */
export function layOut(
  kernels: KernelSet,
  network: NetworkConfiguration,
  window: WindowSize,
  dropout: DropoutShares,
): { readonly layout: Layout; readonly model: Network } {
  const layout = new Layout(kernels.start);
  const model = new Network(layout, kernels.packing, network, window, dropout);
  return { layout, model };
}

/** How many weights and biases are multiplied for a symbol: those of the layers, and of the head for each answer. A look-up is free. */
export function multipliedWeights(
  network: NetworkConfiguration,
  parameters: number,
): { readonly layers: number; readonly head: number } {
  const { hidden, directions, cell, input } = network;
  const lookedUp =
    inputSymbols(network) * (input.kind === 'embedding' ? input.width : hidden * GATES[cell] * directions);
  const head = outputCount(network) * (hidden * directions + 1);
  return { layers: parameters - lookedUp - head, head: head * answersPerSymbol(network.task) };
}

/** Floating-point operations of training on one symbol: two a weight forward, four back. */
export function flopsPerSymbol(network: NetworkConfiguration, parameters: number): number {
  const { layers, head } = multipliedWeights(network, parameters);
  return 6 * (layers + head);
}

/** Of a line so much is read for its one answer that it does not count. */
function answersPerSymbol(task: Task): number {
  switch (task.kind) {
    case 'continue':
      return 1;
    case 'fill':
      return task.share;
    case 'classify':
      return 0;
  }
}

/** What the costs of a training step are shared by. */
export interface Batch {
  readonly lanes: number;
  /** Of all lanes together. */
  readonly symbols: number;
}

export function batchOf({ window, symbolsPerStep }: Plan): Batch {
  return { lanes: window.lanes, symbols: symbolsPerStep };
}

/**
 * What training on one symbol costs, in flops: its own, as many more as the time would do that is lost on short rows, and
 * its share of what each step costs however little is read in it.
 */
export function costPerSymbol(network: NetworkConfiguration, parameters: number, { lanes, symbols }: Batch): number {
  const timeSteps = (network.layers * network.directions) / lanes;
  const perStep = (UPDATE_COST * parameters) / symbols + TIME_STEP_COST * timeSteps;
  return flopsPerSymbol(network, parameters) * (1 + ROW_OVERHEAD / network.hidden) + perStep;
}

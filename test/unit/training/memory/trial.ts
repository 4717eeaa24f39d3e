/** Trains a network on a memory task, with the app's own trainer, and judges it. */
import type { KernelSet } from '../../../../src/engine/kernels/interface.ts';
import {
  outputCount,
  predictionsIn,
  type CellKind,
  type NetworkConfiguration,
} from '../../../../src/shared/network.ts';
import { DEFAULT_SETTINGS, networkFor, type Settings } from '../../../../src/shared/settings.ts';
import type { Slots } from '../../../../src/training/batches.ts';
import { planRun } from '../../../../src/training/plan.ts';
import { soloTeam, type Team } from '../../../../src/training/team.ts';
import { Trainer } from '../../../../src/training/trainer.ts';
import { EndlessLines, layOut, type Legal, type MemoryTask } from './task.ts';

export interface Course {
  readonly hidden: number;
  readonly learningRate: number;
  /** The most; it ends earlier when the task is solved. */
  readonly steps: number;
  readonly seed?: number;
}

export interface Outcome {
  /** Of the lines tested, those with every answer right. */
  readonly right: number;
  /** After which that was seen. */
  readonly steps: number;
}

const LANES = 32;
/** From one test to the next. */
const INTERVAL = 100;

/**
 * Learns from new lines in every step, and is tested as it goes; the best test counts. A step is right when every answer
 * that may follow is likelier than every other; a line when all its steps are (Hochreiter and Schmidhuber 1997).
 */
export function trial(kernels: KernelSet, cell: CellKind, task: MemoryTask, course: Course): Outcome {
  const { hidden, learningRate, steps: most, seed = 1 } = course;
  const classes = task.asks.kind === 'classify' ? task.asks.classes : 0;
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    ...{ task: task.asks.kind, reading: 'forward', cell, layers: 1, hidden, lanes: LANES, windowSteps: task.longest },
    ...{ passes: most, learningRate, warmupSteps: 100, clipNorm: 1, seed },
  };
  const network = networkFor(settings, task.symbols, classes);
  const lesson = { training: new EndlessLines(task, LANES, seed), validation: new EndlessLines(task, LANES, seed) };
  const plan = planRun(settings, network, lesson, kernels);
  const team = soloTeam(kernels, plan, settings);
  const trainer = new Trainer(plan, settings, lesson, team);
  let best: Outcome = { right: 0, steps: 0 };
  for (let step = 1; step <= most && best.right < 1; step++) {
    trainer.step(learningRate);
    if (step % INTERVAL > 0 && step < most) continue;
    const right = rightOf(team, network, task);
    if (right > best.right) best = { right, steps: step };
  }
  team.close();
  return best;
}

/** The share of the tests that are right. */
function rightOf(team: Team, network: NetworkConfiguration, { tests, longest }: MemoryTask): number {
  const { kernels, network: model } = team;
  const C = outputCount(network);
  let right = 0;
  for (let from = 0; from < tests.length; from += LANES) {
    const lines = tests.slice(from, from + LANES);
    const batch = layOut(lines, slotsOf(team, predictionsIn(network.task, longest), longest));
    model.forget(kernels, { from: 0, to: LANES });
    team.evaluateWindow({ ...batch, step: 0, learningRate: 0 });
    for (const [lane, { legal }] of lines.entries()) {
      const rows = legal.map((may, p) => ({ may, row: model.logits + (p * LANES + lane) * C }));
      if (rows.every(({ may, row }) => isRight(may, kernels.floats.subarray(row, row + C)))) right++;
    }
  }
  model.forget(kernels, { from: 0, to: LANES });
  return right / tests.length;
}

function isRight(legal: Legal, logits: Float32Array | Float64Array): boolean {
  if (legal === null) return true;
  const leastLegal = Math.min(...legal.map((id) => logits[id]));
  return logits.every((logit, id) => legal.includes(id) || logit < leastLegal);
}

function slotsOf({ kernels, network }: Team, answers: number, steps: number): Slots {
  const { integers } = kernels;
  const at = (address: number, length: number): Int32Array => integers.subarray(address, address + length);
  return {
    lanes: LANES,
    inputs: at(network.inputs, steps * LANES),
    targets: at(network.targets, answers * LANES),
    lengths: at(network.lengths, LANES),
    places: at(network.places, answers * LANES),
  };
}

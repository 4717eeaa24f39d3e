import { DEFAULT_SETTINGS, networkFor, type Settings } from '../../../src/shared/settings.ts';
import { textLesson } from '../../../src/training/lesson.ts';
import { flopsPerSymbol, planRun } from '../../../src/training/plan.ts';
import { Trainer } from '../../../src/training/trainer.ts';
import type { Team } from '../../../src/training/team.ts';
import type { Machine } from '../../../src/workbench/machine.ts';
import type { TrainingCase } from './interface.ts';

/** Windows of each lane before the text begins again. */
const WINDOWS = 8;

/** Symbols that mean nothing, the small ids more often, as in a text. */
function symbols(length: number, vocabulary: number): Uint16Array {
  let state = 1;
  return Uint16Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const uniform = state / 2 ** 32;
    return Math.floor(uniform * uniform * vocabulary);
  });
}

/** A run that never ends, trained a moment at a time. */
export class TrainingBench {
  readonly flopsPerCharacter: number;
  readonly memoryBytes: number;
  readonly #trainer: Trainer;
  readonly #team: Team;
  readonly #settings: Settings;

  private constructor(trainer: Trainer, team: Team, settings: Settings) {
    const { network, parameters, memoryBytes } = trainer.plan;
    this.#trainer = trainer;
    this.#team = team;
    this.#settings = settings;
    this.flopsPerCharacter = flopsPerSymbol(network, parameters);
    this.memoryBytes = memoryBytes;
  }

  static async open(training: TrainingCase, machine: Machine): Promise<TrainingBench> {
    const { cell, hidden, layers, lanes, steps } = training;
    const settings: Settings = {
      ...{ ...DEFAULT_SETTINGS, cell, hidden, layers, lanes, windowSteps: steps },
      ...{ passes: 1_000_000, learningRate: 0.002, schedule: 'constant', warmupSteps: 0, dropout: 0 },
    };
    const ids = symbols(lanes * steps * WINDOWS + 1, training.vocabulary);
    const network = networkFor(settings, training.vocabulary);
    const lesson = textLesson({ training: ids, validation: ids }, settings, network);
    const plan = planRun(settings, network, lesson, machine.kernels);
    const team = await machine.gather(plan, settings);
    return new TrainingBench(new Trainer(plan, settings, lesson, team), team, settings);
  }

  /** @returns optimizer steps taken, and how long they took. */
  steps(milliseconds: number, endStep?: () => void): { readonly steps: number; readonly milliseconds: number } {
    const begun = performance.now();
    for (let steps = 1; ; steps++) {
      this.#trainer.step(this.#settings.learningRate);
      endStep?.();
      const passed = performance.now() - begun;
      if (passed >= milliseconds) return { steps, milliseconds: passed };
    }
  }

  /** @returns characters a second. */
  train(wanted: number): number {
    const { lanes, steps: windowSteps } = this.#trainer.plan.window;
    const { steps, milliseconds } = this.steps(wanted);
    return (steps * lanes * windowSteps * 1000) / milliseconds;
  }

  close(): void {
    this.#team.close();
  }
}

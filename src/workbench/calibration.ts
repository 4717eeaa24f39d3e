import { DEFAULT_SETTINGS, networkFor } from '../shared/settings.ts';
import { flopsPerSymbol, planRun } from '../training/plan.ts';
import { Trainer } from '../training/trainer.ts';
import type { Machine } from './machine.ts';

/** Long enough to see the speed of a warm machine, short enough not to be noticed. */
const MEASURE_MS = 100;
const VOCABULARY = 64;
const LENGTH = 4000;

/** Floating-point operations a second this device trains with: measured once, and corrected by every run. */
export class Speed {
  readonly #now: () => number;
  #perSecond: number | null = null;
  #measuring: Promise<number> | null = null;

  /** @param now milliseconds on a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Measures it where it is not known yet.
   * @param isIdle false while a run trains: measuring would only measure what that leaves over, so it stays null.
   */
  async of(machine: Machine, isIdle: boolean): Promise<number | null> {
    if (this.#perSecond !== null || !isIdle) return this.#perSecond;
    // Two measurements at once would only measure each other.
    this.#measuring ??= measureSpeed(machine, this.#now).finally(() => {
      this.#measuring = null;
    });
    this.#perSecond = await this.#measuring;
    return this.#perSecond;
  }

  /** A run has shown it. */
  learn(perSecond: number): void {
    this.#perSecond = perSecond;
  }

  /** The machine is another one now. */
  forget(): void {
    this.#perSecond = null;
  }
}

/** Measured by training a small network on symbols that mean nothing. */
async function measureSpeed(machine: Machine, now: () => number): Promise<number> {
  const settings = { ...DEFAULT_SETTINGS, cell: 'gru', lanes: 32, windowSteps: 16, passes: 1000 } as const;
  const ids = Uint16Array.from({ length: LENGTH }, (_, index) => (index * index) % VOCABULARY);
  const network = networkFor(settings, VOCABULARY);
  const plan = planRun(settings, network, LENGTH, LENGTH, machine.kernels);
  const team = await machine.gather(plan, settings);
  const trainer = new Trainer(plan, settings, ids, ids, team);
  trainer.step(settings.learningRate);
  const begun = now();
  let steps = 0;
  do {
    trainer.step(settings.learningRate);
    steps++;
  } while (now() - begun < MEASURE_MS && !trainer.finished);
  team.close();
  const symbols = steps * plan.window.lanes * plan.window.steps;
  return (symbols * flopsPerSymbol(network, plan.parameters)) / ((now() - begun) / 1000);
}

import { DEFAULT_SETTINGS, networkFor } from '../shared/settings.ts';
import { textLesson } from '../training/lesson.ts';
import { batchOf, costPerSymbol, planRun } from '../training/plan.ts';
import { Trainer } from '../training/trainer.ts';
import type { Machine } from './machine.ts';

/**
 * WebAssembly begins as code that was compiled in haste, and is several times as fast a little later. So the speed is
 * looked at again and again, until this many looks in a row have shown no better one.
 */
const LOOK_MS = 30;
const LOOKS_ALIKE = 6;
const BETTER = 1.05;
/** Short enough not to be noticed. */
const MOST_MS = 1000;
const VOCABULARY = 64;
const LENGTH = 4000;

/** Two measurements that differ by less are the same; so many are made at most. */
const SAME = 1.1;
const MOST_MEASUREMENTS = 4;

/**
 * What this device trains in a second, in units of `costPerSymbol`: measured until two measurements agree, and corrected by every
 * run. Whatever else the device does meanwhile makes it seem slower and never faster, so the best one counts.
 */
export class Speed {
  readonly #measure: (machine: Machine) => Promise<number>;
  #perSecond: number | null = null;
  #measurements = 0;
  #measuring: Promise<void> | null = null;

  constructor(measure: (machine: Machine) => Promise<number>) {
    this.#measure = measure;
  }

  /**
   * Measures it where it is not known well yet: once each time it is asked for, so that nobody waits for more.
   * @param isIdle false while a run trains: measuring would only measure what that leaves over, so what is known is told.
   */
  async of(machine: Machine, isIdle: boolean): Promise<number | null> {
    if (this.#measurements >= MOST_MEASUREMENTS || !isIdle) return this.#perSecond;
    // Two measurements at once would only measure each other.
    this.#measuring ??= this.#look(machine).finally(() => {
      this.#measuring = null;
    });
    await this.#measuring;
    return this.#perSecond;
  }

  /** Measures it until it is known well: for settings that are to keep to it, and stay as they are when it is known better later. */
  async settled(machine: Machine, isIdle: boolean): Promise<number | null> {
    while (isIdle && this.#measurements < MOST_MEASUREMENTS) await this.of(machine, isIdle);
    return this.#perSecond;
  }

  /** A run has shown it. */
  learn(perSecond: number): void {
    this.#perSecond = perSecond;
    this.#measurements = MOST_MEASUREMENTS;
  }

  /** The machine is another one now. */
  forget(): void {
    this.#perSecond = null;
    this.#measurements = 0;
  }

  async #look(machine: Machine): Promise<void> {
    const found = await this.#measure(machine);
    const known = this.#perSecond;
    this.#perSecond = Math.max(found, known ?? 0);
    const isSettled = known !== null && Math.max(found / known, known / found) < SAME;
    this.#measurements = isSettled ? MOST_MEASUREMENTS : this.#measurements + 1;
  }
}

/**
 * Measured by training a small network on symbols that mean nothing.
 * @param now milliseconds on a clock that never goes back.
 */
export async function measureSpeed(machine: Machine, now: () => number): Promise<number> {
  const settings = { ...DEFAULT_SETTINGS, cell: 'gru', lanes: 32, windowSteps: 16, passes: 1000 } as const;
  const ids = Uint16Array.from({ length: LENGTH }, (_, index) => (index * index) % VOCABULARY);
  const network = networkFor(settings, VOCABULARY);
  const lesson = textLesson({ training: ids, validation: ids }, settings, network);
  const plan = planRun(settings, network, lesson, machine.kernels);
  const team = await machine.gather(plan, settings);
  const trainer = new Trainer(plan, settings, lesson, team);
  const stepCost = plan.symbolsPerStep * costPerSymbol(network, plan.parameters, batchOf(plan));
  const look = (): number => {
    const begun = now();
    let steps = 0;
    do {
      trainer.step(settings.learningRate);
      steps++;
    } while (now() - begun < LOOK_MS && !trainer.finished);
    return (steps * stepCost) / ((now() - begun) / 1000);
  };
  const speed = settled(look, now);
  team.close();
  return speed;
}

/** The mean of the last looks, when they show no better speed than was seen before. */
function settled(look: () => number, now: () => number): number {
  const begun = now();
  let best = 0;
  let alike: number[] = [];
  while (alike.length < LOOKS_ALIKE && now() - begun < MOST_MS) {
    const speed = look();
    if (speed > best * BETTER) alike = [];
    alike.push(speed);
    best = Math.max(best, speed);
  }
  return alike.reduce((sum, speed) => sum + speed) / alike.length;
}

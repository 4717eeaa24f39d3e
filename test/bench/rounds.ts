/** How the bench measures: in turns, so that what disturbs the machine for a while disturbs all alike. */
import { median, rounded, spread } from './statistics.ts';

export interface Pace {
  readonly rounds: number;
  /** Of one measurement; a figure is the median of as many as there are rounds. */
  readonly milliseconds: number;
  readonly warmUpMilliseconds: number;
}

export const THOROUGH: Pace = { rounds: 5, milliseconds: 400, warmUpMilliseconds: 500 };
export const QUICK: Pace = { rounds: 2, milliseconds: 250, warmUpMilliseconds: 150 };

export interface Measured {
  readonly value: number;
  readonly spread: number;
}

/** Takes so long to measure something once. */
export type Measurement = (milliseconds: number) => Promise<number>;

/** Each subject is measured once a round. */
export async function inTurns(subjects: readonly Measurement[], pace: Pace): Promise<Measured[]> {
  const values = subjects.map((): number[] => []);
  for (const measure of subjects) await measure(pace.warmUpMilliseconds);
  for (let round = 0; round < pace.rounds; round++) {
    for (const [at, measure] of subjects.entries()) values[at].push(await measure(pace.milliseconds));
  }
  return values.map((measured) => ({ value: rounded(median(measured)), spread: rounded(spread(measured), 2) }));
}

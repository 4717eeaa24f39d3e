/** One drill: tells its outcome, and in the long run records it for docs/reliability.md. */
import { DRILLS, type DrillName } from './catalogue.ts';
import { SOAK, times } from './counts.ts';
import { RELIABILITY, record, type DrillRecord } from './records.ts';

/** Says that one time went well, and what was measured at it, in the unit of the catalogue: the most is the worst. */
export type Passed = (measure?: number) => void;

/**
 * Does a drill of the catalogue. Give its test the tag `@name`, so that `npm run test:soak -- --only name` finds it.
 * @param body does it as often as `times(name)` says and calls `passed` each time that went well; what it throws fails
 * the drill, and counts as one time that did not.
 * @throws Error too when it passed fewer times than it had to.
 */
export async function drill(name: DrillName, body: (passed: Passed) => Promise<void> | void): Promise<void> {
  const begun = performance.now();
  const measures: number[] = [];
  let count = 0;
  let broken = true;
  try {
    await body((measure) => {
      count += 1;
      if (measure !== undefined) measures.push(measure);
    });
    const least = Number.isFinite(times(name)) ? times(name) : 1;
    broken = count < least;
    if (broken) throw new Error(`The drill ${name} was to be done ${least} times and was done ${count} times.`);
  } finally {
    const { unit } = DRILLS[name];
    const outcome: DrillRecord = {
      name,
      count: count + (broken ? 1 : 0),
      passed: count,
      worst: measures.length === 0 ? null : Number(most(measures).toPrecision(3)),
      unit: unit ?? null,
      seconds: Math.round((performance.now() - begun) / 1000),
    };
    if (SOAK) record(RELIABILITY, outcome);
    process.stdout.write(`  ${sentence(outcome)}\n`);
  }
}

function most(measures: readonly number[]): number {
  return measures.reduce((one, other) => Math.max(one, other));
}

function sentence({ name, count, passed, worst, unit, seconds }: DrillRecord): string {
  const measured = worst === null ? '' : `; at most ${worst} ${unit ?? ''}`;
  return `${name}: ${passed} of ${count} passed${measured}; ${seconds} s`;
}

/** Where the time of a step goes, phase by phase. */
import type { ProfileRow } from '../report.ts';
import type { Stage } from '../stage.ts';
import { rounded } from '../statistics.ts';
import { BASE, CELLS, nameOf } from './cases.ts';

export async function measureProfile(
  stage: Stage,
  threads: number,
  milliseconds: number,
  say: (line: string) => void,
): Promise<ProfileRow[]> {
  const rows: ProfileRow[] = [];
  for (const cell of CELLS) {
    for (const hidden of [128, 512]) {
      for (const count of threads > 1 ? [1, threads] : [1]) {
        say(`profile of ${nameOf(cell, hidden)}, ${count} thread${count === 1 ? '' : 's'}`);
        const training = { ...BASE, cell, hidden, threads: count };
        const phases = await stage.call('training', 'profile', training, milliseconds);
        const millisecondsPerStep = rounded(phases.reduce((sum, phase) => sum + phase.millisecondsPerStep, 0));
        rows.push({ cell, hidden, threads: count, millisecondsPerStep, phases: phases.map(roundPhase) });
      }
    }
  }
  return rows;
}

function roundPhase({
  phase,
  millisecondsPerStep,
  gflops,
}: ProfileRow['phases'][number]): ProfileRow['phases'][number] {
  return {
    phase,
    millisecondsPerStep: rounded(millisecondsPerStep, 3),
    gflops: gflops === null ? null : rounded(gflops, 3),
  };
}

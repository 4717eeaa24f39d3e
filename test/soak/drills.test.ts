/** The drills as often as they are promised; UNROLL_SOAK_SCALE (0 to 1) scales the counts down. */
import { drills, openDrills } from '../drills/drills.ts';
import { full } from '../drills/counts.ts';

drills({
  kills: full(100),
  workerErrors: full(25),
  crashes: full(25),
  quotas: full(20),
  freezes: full(20),
  latestKillMs: 15_000,
  offeredSeconds: 2,
});

openDrills();

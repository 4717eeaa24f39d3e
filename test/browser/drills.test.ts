/** The quick half of the drills; the long run has the same ones with their full counts. */
import { drills } from '../drills/drills.ts';

// A machine that is busy with other tests may take longer than promised.
drills({ kills: 5, workerErrors: 2, crashes: 2, quotas: 1, freezes: 1, latestKillMs: 4000, offeredSeconds: 6 });

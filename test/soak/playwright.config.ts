/**
 * The long run, by `npm run test:soak`: the drills as often as promised, and training as long as UNROLL_SOAK_MINUTES says,
 * an hour when it does not.
 */
import base from '../browser/playwright.config.ts';

export const MINUTES = Number(process.env.UNROLL_SOAK_MINUTES ?? '60');

// Every test process reads this file first, and the drills count by it.
process.env.UNROLL_SOAK = '1';

export default {
  ...base,
  projects: [
    { name: 'drills', testDir: '../drills' },
    { name: 'soak', testDir: '.' },
  ],
  retries: 0,
  timeout: (MINUTES + 5) * 60_000,
};

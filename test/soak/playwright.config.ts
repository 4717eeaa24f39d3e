/** The long run, by `npm run test:soak`; UNROLL_SOAK_MINUTES says how long, an hour when it does not. */
import base from '../browser/playwright.config.ts';

export const MINUTES = Number(process.env.UNROLL_SOAK_MINUTES ?? '60');

export default { ...base, testDir: '.', retries: 0, timeout: (MINUTES + 5) * 60_000 };

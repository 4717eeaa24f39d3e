/** How the tests start Chromium. */

/** Quiet, and able to run in a container as root. Only pages of this machine are ever opened. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The executable that test/run.mjs found; without it Playwright takes its own. */
export function launchOptions(): { args: string[]; executablePath?: string } {
  const executablePath = process.env.UNROLL_CHROMIUM;
  return executablePath ? { args: CHROMIUM_FLAGS, executablePath } : { args: CHROMIUM_FLAGS };
}

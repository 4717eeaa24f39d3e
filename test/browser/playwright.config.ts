/** Tests of the built app in real Chromium, served as `npm start` serves it. Run them by `npm test`, which builds first. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { launchOptions } from './browser.ts';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

// Every test process reads this file again; all must name the port the first one chose.
process.env.UNROLL_PORT ||= String(await freePort());
const address = `http://localhost:${process.env.UNROLL_PORT}`;

export default defineConfig({
  projects: [
    { name: 'browser', testDir: '.' },
    { name: 'drills', testDir: '../drills' },
  ],
  testMatch: '**/*.test.ts',
  outputDir: '../../test-results',
  fullyParallel: false,
  forbidOnly: true,
  workers: 1,
  // Once more, for two noisy cores: test/run.mjs names each test that needed it.
  retries: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    baseURL: address,
    headless: true,
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    launchOptions: launchOptions(),
  },
  webServer: {
    command: `"${process.execPath}" node_modules/vite/bin/vite.js preview --port ${process.env.UNROLL_PORT} --strictPort`,
    cwd: join(import.meta.dirname, '../..'),
    url: address,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});

/**
 * Lighthouse over the built app, as on a phone, three times: `npm run lighthouse`. The runner-up by performance is told, and
 * what in it fell short. It is installed when it is asked for, outside the project's own packages.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { preview } from 'vite';
import { findChromium } from './chromium.mjs';

const VERSION = '12.8.2';
const RUNS = 3;
const WANTED = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const cache = join(import.meta.dirname, '../node_modules/.cache/unroll-lighthouse');
const cli = join(cache, 'node_modules/lighthouse/cli/index.js');
const FLAGS =
  '--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-sync';

function install() {
  if (existsSync(cli)) return;
  mkdirSync(cache, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(
    npm,
    ['install', '--prefix', cache, '--ignore-scripts', '--no-audit', '--no-fund', `lighthouse@${VERSION}`],
    { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`Lighthouse ${VERSION} could not be installed.`);
}

// Not spawnSync: this process serves the app meanwhile.
async function measure(address, run, chromium) {
  const file = join(cache, `report-${run}.json`);
  const lighthouse = spawn(
    process.execPath,
    [
      ...[cli, address, '--quiet', '--output=json', `--output-path=${file}`, `--chrome-flags=${FLAGS}`],
      `--only-categories=${Object.keys(WANTED).join(',')}`,
    ],
    { stdio: 'inherit', env: { ...process.env, CHROME_PATH: chromium } },
  );
  const [status] = await once(lighthouse, 'exit');
  if (status !== 0) throw new Error(`Lighthouse ended with ${status}.`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

install();
const server = await preview({ preview: { port: 4500 }, logLevel: 'error' });
const chromium = await findChromium();
const reports = [];
for (let run = 0; run < RUNS; run++) reports.push(await measure(server.resolvedUrls.local[0], run, chromium));
await server.close();

const score = (report, category) => Math.round(report.categories[category].score * 100);
const median = reports.toSorted((one, other) => score(one, 'performance') - score(other, 'performance'))[1];
for (const [category, wanted] of Object.entries(WANTED)) {
  const all = reports.map((report) => score(report, category)).join(', ');
  console.log(`${category}: ${score(median, category)}, wanted ${wanted} (all: ${all})`);
  for (const { id, weight } of median.categories[category].auditRefs) {
    const audit = median.audits[id];
    if (weight > 0 && audit.score !== null && audit.score < 1) {
      console.log(`  ${audit.title}: ${audit.displayValue ?? ''} (${Math.round(audit.score * 100)})`);
    }
  }
}
process.exitCode = Object.entries(WANTED).every(([category, wanted]) => score(median, category) >= wanted) ? 0 : 1;

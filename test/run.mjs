/**
 * Runs the tests named on the command line (`unit`, `browser`, `soak`) and sums them up in one last line,
 * `N passed, N failed`. The exit code is 0 only when something passed and nothing failed. `--only NAME` does one drill of
 * test/drills/catalogue.ts.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { runnerImport } from 'vite';
import { findChromium } from './chromium.mjs';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const reports = mkdtempSync(join(tmpdir(), 'unroll-test-'));

/** Told at the very end, where they are found: tests that failed, with their errors, and tests that passed when tried once more. */
const failures = [];
const secondTries = [];

/** Runs a package's command with this Node and resolves to its exit code. */
function run(name, script, args, environment = {}) {
  const path = join(dirname(require.resolve(`${name}/package.json`)), script);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path, ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** What a runner says of itself, held against its exit code: a crash outside any test is a failure too. */
function tally(code, passed, failed) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function unit() {
  const file = join(reports, 'unit.json');
  const code = await run('vitest', 'vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ]);
  const report = readReport(file);
  for (const { assertionResults } of report?.testResults ?? [])
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status !== 'passed') failures.push(`${fullName}: ${failureMessages.join('; ')}`);
      else if (failureMessages.length > 0) secondTries.push(fullName);
    }
  // A test that is skipped proves nothing, so it counts as failed.
  return tally(code, report?.numPassedTests ?? 0, report ? report.numTotalTests - report.numPassedTests : 0);
}

let built = null;

/** Builds the app once, however many kinds of test need it. */
function build() {
  built ??= run('vite', 'bin/vite.js', ['build', '--logLevel', 'warn']);
  return built;
}

/** A drill is found by the tag of its test. */
function chosen() {
  return values.only === undefined ? [] : ['--grep', `@${values.only}(\\s|$)`];
}

async function playwright(folder) {
  if ((await build()) !== 0) {
    console.log('The build failed, so no browser test was run.');
    return { passed: 0, failed: 1 };
  }
  const file = join(reports, `${folder}.json`);
  let chromium;
  try {
    chromium = await findChromium();
  } catch (error) {
    console.log(error.message);
    return { passed: 0, failed: 1 };
  }
  const code = await run(
    '@playwright/test',
    'cli.js',
    ['test', '--config', `test/${folder}/playwright.config.ts`, '--reporter=list,json', ...chosen()],
    { UNROLL_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const report = readReport(file);
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  for (const { title, tests } of specsOf(report?.suites ?? [])) {
    const errors = tests.flatMap(({ results }) => results.flatMap(({ error }) => (error ? [error.message] : [])));
    if (tests.some(({ status }) => status === 'flaky')) secondTries.push(title);
    else if (tests.some(({ status }) => status !== 'expected')) failures.push(`${title}: ${errors.join('; ')}`);
  }
  return tally(code, expected + flaky, unexpected + skipped);
}

/** Suites hold specs and further suites. */
function specsOf(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsOf(inner)]);
}

/** The long run also writes what came out into docs/reliability.md. */
async function soak() {
  const outcome = await playwright('soak');
  const table = join(import.meta.dirname, 'drills/table.ts');
  const { module } = await runnerImport(table, { configFile: false, logLevel: 'warn' });
  await module.writeTable();
  return outcome;
}

const KINDS = { unit, browser: () => playwright('browser'), soak };
const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });

const total = { passed: 0, failed: 0 };
for (const kind of positionals) {
  if (!Object.hasOwn(KINDS, kind)) {
    console.log(`There are no ${kind} tests; there are ${Object.keys(KINDS).join(', ')}.`);
    total.failed += 1;
    continue;
  }
  const { passed, failed } = await KINDS[kind]();
  total.passed += passed;
  total.failed += failed;
}
rmSync(reports, { recursive: true, force: true });
for (const title of secondTries) console.log(`Passed at the second try: ${title}`);
for (const failure of failures) console.log(`Failed: ${stripVTControlCharacters(failure).slice(0, 2000)}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

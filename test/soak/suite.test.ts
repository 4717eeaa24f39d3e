/** The whole browser suite once more, for what all its tests saw of requests and of the content security policy. */
import { readFile } from 'node:fs/promises';
import type { JSONReport, JSONReportSuite, JSONReportTest } from '@playwright/test/reporter';
import { expect, test } from '@playwright/test';
import { SEEN, type Seen } from '../browser/support.ts';
import { drill } from '../drills/drill.ts';
import { runCommand } from './node.ts';

function testsOf(suite: JSONReportSuite): JSONReportTest[] {
  return [...suite.specs.flatMap(({ tests }) => tests), ...(suite.suites ?? []).flatMap(testsOf)];
}

test(
  'over the whole browser suite no request leaves this machine, and the policy is violated nowhere',
  { tag: ['@requests-stay', '@policy-kept'] },
  async ({}, info) => {
    test.setTimeout(3_600_000);
    const file = info.outputPath('suite.json');
    const args = ['test', '--config', 'test/browser/playwright.config.ts', '--reporter=list,json'];
    const environment = { UNROLL_SOAK: '', UNROLL_PORT: '', PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    const code = await runCommand('@playwright/test', 'cli.js', args, environment);
    const report = JSON.parse(await readFile(file, 'utf8')) as JSONReport;
    const seen = report.suites
      .flatMap(testsOf)
      .flatMap(({ annotations }) => annotations.filter(({ type }) => type === SEEN))
      .map(({ description }) => JSON.parse(description ?? '') as Seen);
    await drill('requests-stay', (passed) => {
      for (const { requests, elsewhere } of seen) {
        expect(elsewhere).toBe(0);
        for (let request = 0; request < requests; request++) passed();
      }
    });
    await drill('policy-kept', (passed) => {
      for (const { violations } of seen) {
        expect(violations).toBe(0);
        passed();
      }
    });
    expect(code).toBe(0);
  },
);

/** The drills that need no browser, with their full counts: they run in Vitest, where `npm test` runs them in part. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';

const FILES = [
  'test/unit/storage/model.test.ts',
  'test/unit/storage/damage-many.test.ts',
  'test/unit/formats/mutation.test.ts',
  'test/unit/workbench/resumed.test.ts',
];

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

for (const file of FILES) {
  test(`${file} passes with the counts of the long run`, async () => {
    test.setTimeout(3_600_000);
    const code = await new Promise<number | null>((resolve) => {
      const child = spawn(process.execPath, [vitest, 'run', file], {
        cwd: join(import.meta.dirname, '../..'),
        stdio: 'inherit',
        env: { ...process.env, UNROLL_SOAK: '1' },
      });
      child.once('error', () => resolve(null));
      child.once('exit', resolve);
    });
    expect(code).toBe(0);
  });
}

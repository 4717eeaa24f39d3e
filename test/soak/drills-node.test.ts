/** The drills that need no browser, with their full counts: they run in Vitest, where `npm test` runs them in part. */
import { expect, test } from '@playwright/test';
import type { DrillName } from '../drills/catalogue.ts';
import { runCommand } from './node.ts';

/** Which drill stands in which file. */
const FILES: readonly (readonly [drill: DrillName, file: string])[] = [
  ['store-model', 'test/unit/storage/model.test.ts'],
  ['bytes-damaged', 'test/unit/storage/damage-many.test.ts'],
  ['files-mutated', 'test/unit/formats/mutation.test.ts'],
  ['backups-mutated', 'test/unit/formats/backup/mutation.test.ts'],
  ['resumed', 'test/unit/workbench/resumed.test.ts'],
  ['tabs', 'test/unit/workbench/tabs-many.test.ts'],
  ['long-memory', 'test/unit/training/memory/long-memory.test.ts'],
];

for (const [drill, file] of FILES) {
  test(`${file} passes with the counts of the long run`, { tag: `@${drill}` }, async () => {
    test.setTimeout(3_600_000);
    expect(await runCommand('vitest', 'vitest.mjs', ['run', file])).toBe(0);
  });
}

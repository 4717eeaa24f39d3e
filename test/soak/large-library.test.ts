/** A library of 500 MB goes into a file and out of it: what the page and its workers hold does not grow with it. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, type Page } from '@playwright/test';
import { region, runCards } from '../browser/story.ts';
import { test } from '../browser/support.ts';
import { drill } from '../drills/drill.ts';
import { encodeCheckpoint } from '../../src/formats/checkpoint.ts';
import { writeBackup, type BackupItem } from '../../src/formats/backup/write.ts';
import { checksum } from '../../src/shared/checksum.ts';
import { networkFor } from '../../src/shared/settings.ts';
import { checkpointOf, randomParameters, VOCABULARY } from '../unit/formats/fixtures.ts';
import { megabytes } from './memory.ts';

const LIBRARY_BYTES = 500_000_000;
/** Above what the page holds at rest: a few checkpoints on their way, and what awaits its collection. */
const MOST_MEGABYTES = 200;

/** Runs of one checkpoint of some 40 MB each, as many as it takes. */
async function* largeRuns(): AsyncGenerator<BackupItem> {
  const settings = { ...checkpointOf().settings, layers: 2, hidden: 512 };
  const network = networkFor(settings, VOCABULARY.symbols.length);
  const tensors = ['', 'adam.m.', 'adam.v.'].flatMap((prefix, seed) =>
    randomParameters(network, seed).map((tensor) => ({ ...tensor, name: prefix + tensor.name })),
  );
  const carried = ['carried.h', 'carried.c'].map((name) => ({
    name,
    shape: [2, 3, 512],
    data: new Float32Array(3072),
  }));
  for (let number = 0, bytesSoFar = 0; bytesSoFar < LIBRARY_BYTES; number++) {
    const { progress, ...rest } = checkpointOf({ settings, network, tensors: [...tensors, ...carried] });
    const bytes = encodeCheckpoint({ ...rest, progress: { ...progress, seconds: number } });
    bytesSoFar += bytes.length;
    const id = `3f1c2b7e-0f4d-4a53-9d0a-${String(number).padStart(12, '0')}`;
    const run = {
      id,
      name: `Large ${number + 1}`,
      createdAt: number,
      updatedAt: number,
      state: 'paused' as const,
      step: progress.step,
    };
    const details = { step: progress.step, savedAt: number, validationNats: null, pinned: false };
    yield { kind: 'checkpoint', bytes, checksum: await checksum(bytes), run, details };
  }
}

/** The most that was held while something went on. */
async function mostWhile(page: Page, act: () => Promise<void>): Promise<number> {
  const state = { isDone: false };
  const done = act().finally(() => {
    state.isDone = true;
  });
  let most = 0;
  do most = Math.max(most, await megabytes(page));
  while (!state.isDone);
  await done;
  return most;
}

test(
  `a library of ${LIBRARY_BYTES / 1e6} MB restored and backed up: page and workers never hold ${MOST_MEGABYTES} MB more than at rest`,
  { tag: '@large-library' },
  async ({ profile }, info) => {
    test.setTimeout(1_800_000);
    const file = info.outputPath('large.zip');
    await pipeline(Readable.fromWeb(writeBackup(largeRuns(), Date.now())), createWriteStream(file));
    const page = await profile.launch();
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await page.goto('/#library');
    await expect(page.getByText('No runs yet.')).toBeVisible();
    const panel = region(page, 'Backup');
    const outcome = panel.getByRole('status');
    await drill('large-library', async (passed) => {
      const rest = await megabytes(page);
      const restoring = await mostWhile(page, async () => {
        await page.locator('input[accept=".zip"]').setInputFiles(file);
        await expect(outcome).toContainText('came in', { timeout: 900_000 });
      });
      const runs = await runCards(page).count();
      expect(runs * 40e6).toBeGreaterThan(LIBRARY_BYTES * 0.9);
      const download = page.waitForEvent('download', { timeout: 900_000 });
      const writing = await mostWhile(page, async () => {
        await panel.getByRole('button', { name: 'Back up everything', exact: true }).click();
        await expect(outcome).toHaveText(`${runs} runs are in the backup.`, { timeout: 900_000 });
      });
      expect(await (await download).failure()).toBeNull();
      const more = Math.max(restoring, writing) - rest;
      expect(more).toBeLessThan(MOST_MEGABYTES);
      passed(more);
    });
  },
);

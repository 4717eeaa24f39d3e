/** The whole browser killed at each step of what is done with the database: afterwards it holds the old state or the new. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { DATABASE, SCHEMA_VERSION } from '../../src/storage/schema.ts';
import { bringEasyText, download, press, runCards, trainTiny, untilStep, view } from '../browser/story.ts';
import { test } from '../browser/support.ts';
import { makeDatabase, type DatabaseCopy } from '../unit/storage/database-copy.ts';
import type { DrillName } from './catalogue.ts';
import { SOAK, times } from './counts.ts';
import { drill, type Passed } from './drill.ts';
import type { Profile } from './profile.ts';
import { shownStep } from './run.ts';
import { committed, launchToStop, stoppedAt } from './steps.ts';
import { expectWhole, runsOf, stepsOf, stored, withoutRemarks } from './stored.ts';

// One would bring the training worker's script without asking the network.
test.use({ serviceWorkers: 'block' });

const STEP_MS = 60_000;
/** No protocol is longer than this. */
const MOST_STEPS = 40;
/** Something that is done with the database in several requests. */
interface Protocol {
  /** The step at which it is through. */
  readonly end: string;
  /** Where the quick half begins: amid its writes. */
  readonly amid: number;
  /** Brings the worker to do it, in a browser that will stop it. */
  begin(page: Page): Promise<void>;
  /** Holds the new state against the old one. */
  expectNew(before: DatabaseCopy | null, after: DatabaseCopy): void;
  /** Sees that what is there can be used, and makes ready for the next kill. */
  use(page: Page, isNew: boolean): Promise<void>;
}

/** Kills at each step of it, up to where it is through. */
async function killAtEachStep(profile: Profile, name: DrillName, protocol: Protocol, passed: Passed): Promise<void> {
  const first = SOAK ? 1 : protocol.amid;
  for (let step = first; step < first + Math.min(times(name), MOST_STEPS); step++) {
    const before = await stored(await blankPage(profile));
    await profile.close();
    const page = await launchToStop(profile, step);
    const pid = await profile.pid();
    const stopped = stoppedAt(page, step);
    await page.goto('/');
    await protocol.begin(page);
    const at = await stopped;
    await profile.kill(pid);

    const after = await stored(await blankPage(profile));
    if (after !== null) expectWhole(after);
    const isNew = at === protocol.end;
    if (isNew && after !== null) protocol.expectNew(before, after);
    else expect(withoutRemarks(after), `after a kill at ${at}`).toEqual(withoutRemarks(before));
    await profile.close();
    await protocol.use(await profile.open(), isNew);
    await profile.close();
    passed();
    if (isNew) break;
  }
}

/** A page of the app's origin without the app. */
async function blankPage(profile: Profile): Promise<Page> {
  const page = await profile.launch();
  await page.goto('/manifest.webmanifest');
  return page;
}

/** Goes on with the run that the Library shows first. */
async function resumeAndPause(page: Page): Promise<void> {
  await view(page, 'Library');
  await runCards(page).first().getByRole('button', { name: 'Resume', exact: true }).click();
  await untilStep(page, (await shownStep(page)) + 10);
  await press(page, 'Pause');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
}

/** A run with as many checkpoints as are kept, so that the next save prunes. */
async function makeRun(profile: Profile): Promise<void> {
  const page = await profile.open();
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  await press(page, 'Pause');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  for (let time = 0; time < 2; time++) await resumeAndPause(page);
  const copy = await stored(page);
  expect(copy && stepsOf(copy, runsOf(copy)[0].id).length).toBeGreaterThanOrEqual(3);
  await profile.close();
}

test(
  'the browser killed at each step of saving and pruning: the old state or the new, whole, and the run goes on',
  { tag: '@save-killed' },
  async ({ profile }) => {
    test.setTimeout((Math.min(times('save-killed'), MOST_STEPS) + 2) * STEP_MS);
    await makeRun(profile);
    const saving: Protocol = {
      end: committed('checkpoints', 'runs'),
      amid: 8,
      async begin(page) {
        await view(page, 'Library');
        await runCards(page).getByRole('button', { name: 'Resume', exact: true }).click();
      },
      expectNew(before, after) {
        const [run] = runsOf(after);
        const old = before === null ? [] : stepsOf(before, run.id);
        expect(run.step).toBeGreaterThan(old[old.length - 1]);
        expect(stepsOf(after, run.id).slice(-3)).toEqual([...old.slice(-2), run.step]);
      },
      use: resumeAndPause,
    };
    await drill('save-killed', (passed) => killAtEachStep(profile, 'save-killed', saving, passed));
  },
);

test(
  'the browser killed at each step of an import: the run is there whole or not at all',
  { tag: '@import-killed' },
  async ({ profile }) => {
    test.setTimeout((Math.min(times('import-killed'), MOST_STEPS) + 2) * STEP_MS);
    await makeRun(profile);
    const page = await profile.open();
    await view(page, 'Library');
    const exported = await download(page, page.getByRole('button', { name: 'Export safetensors', exact: true }));
    await profile.close();
    const importing: Protocol = {
      end: committed('checkpoints', 'runs'),
      amid: 3,
      async begin(page) {
        await view(page, 'Library');
        const file = { name: exported.name, mimeType: 'application/octet-stream', buffer: exported.bytes };
        await page.locator('input[accept=".safetensors"]').setInputFiles(file);
      },
      expectNew(before, after) {
        expect(runsOf(after)).toEqual(expect.arrayContaining([...runsOf(before!)]));
        expect(runsOf(after)).toHaveLength(2);
      },
      async use(page, isNew) {
        await view(page, 'Library');
        await expect(runCards(page)).toHaveCount(isNew ? 2 : 1);
        const button = runCards(page).first().getByRole('button', { name: 'Export safetensors', exact: true });
        expect((await download(page, button)).bytes.equals(exported.bytes)).toBe(true);
      },
    };
    await drill('import-killed', (passed) => killAtEachStep(profile, 'import-killed', importing, passed));
  },
);

test(
  'the browser killed at each step of a restore: the library is the old or the new one, whole',
  { tag: '@restore-killed' },
  async ({ profile }) => {
    test.setTimeout((Math.min(times('restore-killed'), MOST_STEPS) + 2) * STEP_MS);
    await makeRun(profile);
    const page = await profile.open();
    const early = await stored(page);
    await resumeAndPause(page);
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await page.reload();
    await view(page, 'Library');
    const backup = await download(page, page.getByRole('button', { name: 'Back up everything', exact: true }));
    const goBack = async (page: Page): Promise<void> => {
      await page.goto('/manifest.webmanifest');
      await putBack(page, early);
    };
    await goBack(page);
    await profile.close();
    const restoring: Protocol = {
      end: committed('checkpoints', 'runs'),
      amid: 6,
      async begin(page) {
        await view(page, 'Library');
        const file = { name: backup.name, mimeType: 'application/zip', buffer: backup.bytes };
        await page.locator('input[accept=".zip"]').setInputFiles(file);
      },
      expectNew(before, after) {
        const [old] = runsOf(before!);
        const [moved, come] = [...runsOf(after)].sort((one, other) => one.step - other.step);
        expect(runsOf(after)).toHaveLength(2);
        expect([come.id, come.name]).toEqual([old.id, old.name]);
        expect([moved.step, moved.name]).toEqual([old.step, `${old.name} (as it was here)`]);
        expect(stepsOf(after, moved.id)).toEqual(stepsOf(before!, old.id));
      },
      async use(page, isNew) {
        await view(page, 'Library');
        await expect(runCards(page)).toHaveCount(isNew ? 2 : 1);
        await resumeAndPause(page);
        // The next kill finds again what this one found.
        await goBack(page);
      },
    };
    await drill('restore-killed', (passed) => killAtEachStep(profile, 'restore-killed', restoring, passed));
  },
);

test(
  'the browser killed at each step of the first opening and of every migration: all runs are there and go on',
  { tag: '@migration-killed' },
  async ({ profile }) => {
    test.setTimeout((Math.min(times('migration-killed'), MOST_STEPS) + 2) * SCHEMA_VERSION * STEP_MS);
    await drill('migration-killed', async (passed) => {
      // Version 0 is no database at all.
      for (let version = 0; version < SCHEMA_VERSION; version++) {
        const page = await blankPage(profile);
        await page.evaluate((name) => void indexedDB.deleteDatabase(name), DATABASE);
        const old = version === 0 ? null : fixture(version);
        if (old !== null) await page.evaluate(makeDatabase, [DATABASE, old] as const);
        await profile.close();
        const runs = old === null ? [] : runsOf(old);
        const opening: Protocol = {
          end: committed(),
          // The first opening makes four stores; what follows it, one.
          amid: version === 0 ? 3 : 1,
          begin: () => Promise.resolve(),
          expectNew(_before, after) {
            expect(after.version).toBe(SCHEMA_VERSION);
            expect(runsOf(after).map(({ id, step }) => [id, step])).toEqual(runs.map(({ id, step }) => [id, step]));
          },
          async use(page) {
            await view(page, 'Library');
            await expect(runCards(page)).toHaveCount(runs.length);
            if (runs.length > 0) await resumeAndPause(page);
            else await expect(page.getByText('No runs yet.')).toBeVisible();
            await page.goto('/manifest.webmanifest');
            // What was used is of this version now: the next kill finds the old one again.
            await putBack(page, old);
          },
        };
        await killAtEachStep(profile, 'migration-killed', opening, passed);
      }
    });
  },
);

/** Makes the browser hold this database, or none. */
async function putBack(page: Page, copy: DatabaseCopy | null): Promise<void> {
  await page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
    DATABASE,
  );
  if (copy !== null) await page.evaluate(makeDatabase, [DATABASE, copy] as const);
}

function fixture(version: number): DatabaseCopy {
  const file = join(import.meta.dirname, `../fixtures/storage/v${version}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as DatabaseCopy;
}

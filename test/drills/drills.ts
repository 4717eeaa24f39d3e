/** The drills in a real browser: the same ones in `npm test`, a few times, and in the long run, as often as promised. */
import { expect, test, type Page, type TestInfo } from '@playwright/test';
import { problem, runCards, view } from '../browser/story.ts';
import { randomIntegers } from './counts.ts';
import { Profile } from './profile.ts';
import { begin, interruptedStep, resumeFrom, shownStep, StepLog, untilSaved } from './run.ts';

export interface DrillCounts {
  readonly kills: number;
  readonly workerErrors: number;
  readonly crashes: number;
  readonly quotas: number;
  readonly freezes: number;
  /** No kill comes later than this after training was seen to go on. */
  readonly latestKillMs: number;
  /** Resume is to be offered within so many seconds of a crash. */
  readonly offeredSeconds: number;
}

/** What is promised: no more training than this is ever lost, in seconds. */
const MOST_LOST_SECONDS = 10;
/** A drill takes no longer than this, launch and all. */
const DRILL_MS = 60_000;

function note(info: TestInfo, text: string): void {
  info.annotations.push({ type: 'drill', description: text });
  process.stdout.write(`  ${text}\n`);
}

async function withProfile(address: string, drill: (profile: Profile) => Promise<void>): Promise<void> {
  const profile = await Profile.make(address);
  try {
    await drill(profile);
  } finally {
    await profile.remove();
  }
}

/** Opens the profile again after its end and resumes. @returns what the run lost, in seconds, and the page. */
async function comeBack(
  profile: Profile,
  log: StepLog,
  end: number,
): Promise<{ page: Page; log: StepLog; lost: number }> {
  const page = await profile.open();
  const step = await interruptedStep(page);
  expect(step).toBeGreaterThanOrEqual(log.reachedBy(end - MOST_LOST_SECONDS * 1000));
  return { page, log: await resumeFrom(page, step), lost: log.secondsLost(step, end) };
}

function summed(losses: readonly number[]): string {
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  return `training lost: at most ${Math.max(...losses).toFixed(1)} s, ${mean.toFixed(1)} s on average`;
}

export function drills(counts: DrillCounts): void {
  const address = (baseURL: string | undefined): string => baseURL ?? '';

  test(`the whole browser killed at ${counts.kills} random moments of training: each time the run is in the Library, at most ${MOST_LOST_SECONDS} s short, and goes on`, async ({
    baseURL,
  }, info) => {
    test.setTimeout((counts.kills + 1) * DRILL_MS);
    await withProfile(address(baseURL), async (profile) => {
      const below = randomIntegers(info.workerIndex + counts.kills);
      let page = await profile.open();
      await begin(page);
      await untilSaved(page);
      let log = new StepLog(page);
      const losses: number[] = [];
      for (let kill = 0; kill < counts.kills; kill++) {
        const pid = await profile.pid();
        await log.until(Date.now() + below(counts.latestKillMs));
        const end = Date.now();
        await profile.kill(pid);
        const back = await comeBack(profile, log, end);
        ({ page, log } = back);
        losses.push(back.lost);
      }
      expect(await shownStep(page)).toBeGreaterThan(0);
      note(info, `${losses.length} kills; ${summed(losses)}`);
    });
  });

  test(`a page frozen and then killed ${counts.freezes} times: at most ${MOST_LOST_SECONDS} s are lost; frozen and made active again, it goes on`, async ({
    baseURL,
  }, info) => {
    test.setTimeout((counts.freezes + 1) * DRILL_MS);
    await withProfile(address(baseURL), async (profile) => {
      const below = randomIntegers(counts.freezes);
      let page = await profile.open();
      await begin(page);
      await untilSaved(page);
      let log = new StepLog(page);
      const losses: number[] = [];
      for (let freeze = 0; freeze < counts.freezes; freeze++) {
        const session = await profile.context.newCDPSession(page);
        await session.send('Page.setWebLifecycleState', { state: 'frozen' });
        await session.send('Page.setWebLifecycleState', { state: 'active' });
        const thawed = await shownStep(page);
        await expect.poll(() => shownStep(page)).toBeGreaterThan(thawed + 5);
        const pid = await profile.pid();
        await log.until(Date.now() + below(3000));
        const end = Date.now();
        await session.send('Page.setWebLifecycleState', { state: 'frozen' });
        await profile.kill(pid);
        const back = await comeBack(profile, log, end);
        ({ page, log } = back);
        losses.push(back.lost);
      }
      note(info, `${losses.length} freezes; ${summed(losses)}`);
    });
  });

  test(`the training thread dying of an error ${counts.workerErrors} times: within ${counts.offeredSeconds} s Resume is offered, and the run goes on`, async ({
    page,
  }, info) => {
    test.setTimeout((counts.workerErrors + 1) * DRILL_MS);
    await page.goto('/');
    await begin(page);
    await untilSaved(page);
    const waits: number[] = [];
    for (let death = 0; death < counts.workerErrors; death++) {
      const workers = page.workers().filter((worker) => /training/.test(worker.url()));
      const begun = Date.now();
      await workers[workers.length - 1].evaluate(() => {
        setTimeout(() => {
          throw new Error('struck by the drill');
        });
      });
      await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible({
        timeout: counts.offeredSeconds * 1000,
      });
      waits.push(Date.now() - begun);
      await expect(problem(page)).toContainText('What was saved is in the Library');
      await page.getByRole('button', { name: 'Resume', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
      const step = await shownStep(page);
      await expect.poll(() => shownStep(page)).toBeGreaterThan(step + 5);
    }
    note(info, `${waits.length} threads died; Resume was offered after at most ${Math.max(...waits)} ms`);
  });

  test(`the page’s process crashing ${counts.crashes} times: a new tab offers Resume within ${counts.offeredSeconds} s, and at most ${MOST_LOST_SECONDS} s are lost`, async ({
    context,
    page: first,
  }, info) => {
    test.setTimeout((counts.crashes + 1) * DRILL_MS);
    let page = first;
    await page.goto('/');
    await begin(page);
    await untilSaved(page);
    let log = new StepLog(page);
    const losses: number[] = [];
    const waits: number[] = [];
    for (let crash = 0; crash < counts.crashes; crash++) {
      await log.look();
      const session = await context.newCDPSession(page);
      const crashed = new Promise((resolve) => page.once('crash', resolve));
      const end = Date.now();
      // Never answered: whoever should answer is gone.
      session.send('Page.crash').catch(() => undefined);
      await crashed;
      const next = await context.newPage();
      const opened = Date.now();
      await next.goto('/');
      await expect(next.getByRole('main')).toContainText('was cut off at', { timeout: counts.offeredSeconds * 1000 });
      await expect(next.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
      waits.push(Date.now() - opened);
      await page.close();
      page = next;
      const step = await interruptedStep(page);
      expect(step).toBeGreaterThanOrEqual(log.reachedBy(end - MOST_LOST_SECONDS * 1000));
      losses.push(log.secondsLost(step, end));
      log = await resumeFrom(page, step);
    }
    note(info, `${losses.length} crashes; ${summed(losses)}; offered after at most ${Math.max(...waits)} ms`);
  });

  test(`no room left at ${counts.quotas} thresholds: it is said, training goes on, and the checkpoint before it is resumed`, async ({
    baseURL,
  }, info) => {
    test.setTimeout((counts.quotas + 1) * DRILL_MS);
    await withProfile(address(baseURL), async (profile) => {
      const origin = new URL(address(baseURL)).origin;
      let page = await profile.open();
      await begin(page);
      await untilSaved(page);
      const waits: number[] = [];
      for (let threshold = 0; threshold < counts.quotas; threshold++) {
        // Chromium believes in the room it found for half a minute: so the browser is opened anew.
        await profile.close();
        page = await profile.launch();
        const session = await profile.context.newCDPSession(page);
        const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
        // From next to nothing to as much as is used.
        const quotaSize = Math.ceil((usage * (threshold + 1)) / counts.quotas);
        await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
        await page.goto('/');
        const kept = await interruptedStep(page);
        const begun = Date.now();
        await resumeFrom(page, kept);
        await expect(problem(page)).toContainText('no room left', { timeout: 45_000 });
        waits.push((Date.now() - begun) / 1000);
        const refused = await shownStep(page);
        await expect.poll(() => shownStep(page)).toBeGreaterThan(refused + 5);
        await session.send('Storage.overrideQuotaForOrigin', { origin });
        await page.reload();
        const step = await interruptedStep(page);
        expect(step).toBeGreaterThan(0);
        await resumeFrom(page, step);
      }
      note(
        info,
        `${waits.length} thresholds; said at most ${Math.max(...waits).toFixed(1)} s after Resume was pressed`,
      );
    });
  });
}

/** What the app does not withstand yet: in the long run alone, and named in docs/reliability.md. */
export function openDrills(): void {
  test('the training thread ending in silence, without an error: within 2 s Resume is offered', async ({ page }) => {
    await page.goto('/');
    await begin(page);
    await untilSaved(page);
    const training = page.workers().filter((worker) => /training/.test(worker.url()));
    // Never answered: whoever should answer is gone.
    training[training.length - 1].evaluate(() => close()).catch(() => undefined);
    await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible({ timeout: 2000 });
  });
  test('another tab asking to delete the database: training goes on, and after a reload the run is there and goes on', async ({
    page,
    context,
  }) => {
    await page.goto('/');
    await begin(page);
    await untilSaved(page);
    const other = await context.newPage();
    // A page of the same origin without the app, whose own connection would be in the way.
    await other.goto('/manifest.webmanifest');
    await other.evaluate(() => void indexedDB.deleteDatabase('unroll'));
    const step = await shownStep(page);
    await expect.poll(() => shownStep(page)).toBeGreaterThan(step + 5);
    await other.close();
    await page.reload();
    await view(page, 'Library');
    await expect(runCards(page)).toHaveCount(1);
    await resumeFrom(page, await interruptedStep(page));
  });
}

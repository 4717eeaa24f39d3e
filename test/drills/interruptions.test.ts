/** Training that is cut off: by a kill, a frozen page, a dead thread, a crash, a full disk. */
import { expect, type Page } from '@playwright/test';
import { problem } from '../browser/story.ts';
import { test } from '../browser/support.ts';
import { hearRefusal } from './acknowledged.ts';
import { randomIntegers, SOAK, times } from './counts.ts';
import { drill } from './drill.ts';
import type { Profile } from './profile.ts';
import { begin, interruptedStep, resumeFrom, shownStep, StepLog, untilSaved } from './run.ts';

/** What is promised: no more training than this is ever lost, in seconds. */
const MOST_LOST_SECONDS = 10;
/** A drill takes no longer than this each time, launch and all. */
const DRILL_MS = 60_000;
/** No kill comes later than this after training was seen to go on. */
const LATEST_KILL_MS = SOAK ? 15_000 : 4000;
/** Resume is to be offered within so many seconds; a machine that is busy with other tests may take longer than promised. */
const OFFERED_SECONDS = SOAK ? 2 : 6;

/** And what was not stored is to be said within so many. */
const SAID_SECONDS = SOAK ? 1 : 6;

/** In the page. @returns when these words stand in it, in milliseconds since 1970. */
function saidAt(words: string): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!document.body.textContent.includes(words)) return;
      resolve(performance.timeOrigin + performance.now());
      watch.disconnect();
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });
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

test(
  `the whole browser killed at ${times('browser-killed')} random moments of training: each time the run is in the Library, at most ${MOST_LOST_SECONDS} s short, and goes on`,
  { tag: '@browser-killed' },
  async ({ profile }) => {
    test.setTimeout((times('browser-killed') + 1) * DRILL_MS);
    const below = randomIntegers(times('browser-killed'));
    let page = await profile.open();
    await begin(page);
    await untilSaved(page);
    let log = new StepLog(page);
    await drill('browser-killed', async (passed) => {
      for (let kill = 0; kill < times('browser-killed'); kill++) {
        const pid = await profile.pid();
        await log.until(Date.now() + below(LATEST_KILL_MS));
        const end = Date.now();
        await profile.kill(pid);
        const back = await comeBack(profile, log, end);
        ({ page, log } = back);
        passed(back.lost);
      }
    });
    expect(await shownStep(page)).toBeGreaterThan(0);
  },
);

test(
  `a page frozen and then killed ${times('frozen')} times: at most ${MOST_LOST_SECONDS} s are lost; frozen and made active again, it goes on`,
  { tag: '@frozen' },
  async ({ profile }) => {
    test.setTimeout((times('frozen') + 1) * DRILL_MS);
    const below = randomIntegers(times('frozen'));
    let page = await profile.open();
    await begin(page);
    await untilSaved(page);
    let log = new StepLog(page);
    await drill('frozen', async (passed) => {
      for (let freeze = 0; freeze < times('frozen'); freeze++) {
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
        passed(back.lost);
      }
    });
  },
);

test(
  `the training thread dying of an error ${times('thread-dies')} times: within ${OFFERED_SECONDS} s Resume is offered, and the run goes on`,
  { tag: '@thread-dies' },
  async ({ page }) => {
    test.setTimeout((times('thread-dies') + 1) * DRILL_MS);
    await page.goto('/');
    await begin(page);
    await untilSaved(page);
    await drill('thread-dies', async (passed) => {
      for (let death = 0; death < times('thread-dies'); death++) {
        const workers = page.workers().filter((worker) => /training/.test(worker.url()));
        const begun = Date.now();
        await workers[workers.length - 1].evaluate(() => {
          setTimeout(() => {
            throw new Error('struck by the drill');
          });
        });
        await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible({
          timeout: OFFERED_SECONDS * 1000,
        });
        const wait = (Date.now() - begun) / 1000;
        await expect(problem(page)).toContainText('What was saved is in the Library');
        await page.getByRole('button', { name: 'Resume', exact: true }).click();
        await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
        const step = await shownStep(page);
        await expect.poll(() => shownStep(page)).toBeGreaterThan(step + 5);
        passed(wait);
      }
    });
  },
);

test(
  `the page’s process crashing ${times('page-crashes')} times: a new tab offers Resume within ${OFFERED_SECONDS} s, and at most ${MOST_LOST_SECONDS} s are lost`,
  { tag: '@page-crashes' },
  async ({ context, page: first }) => {
    test.setTimeout((times('page-crashes') + 1) * DRILL_MS);
    let page = first;
    await page.goto('/');
    await begin(page);
    await untilSaved(page);
    let log = new StepLog(page);
    await drill('page-crashes', async (passed) => {
      for (let crash = 0; crash < times('page-crashes'); crash++) {
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
        await expect(next.getByRole('main')).toContainText('was cut off at', { timeout: OFFERED_SECONDS * 1000 });
        await expect(next.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
        const wait = (Date.now() - opened) / 1000;
        await page.close();
        page = next;
        const step = await interruptedStep(page);
        expect(step).toBeGreaterThanOrEqual(log.reachedBy(end - MOST_LOST_SECONDS * 1000));
        log = await resumeFrom(page, step);
        passed(wait);
      }
    });
  },
);

test(
  `no room left at ${times('no-room')} thresholds: it is said, training goes on, and the checkpoint before it is resumed`,
  { tag: '@no-room' },
  async ({ profile, baseURL }) => {
    const thresholds = times('no-room');
    test.setTimeout((thresholds + 1) * DRILL_MS);
    const { origin } = new URL(baseURL ?? '');
    let page = await profile.open();
    await begin(page);
    await untilSaved(page);
    await drill('no-room', async (passed) => {
      for (let threshold = 0; threshold < thresholds; threshold++) {
        // Chromium believes in the room it found for half a minute: so the browser is opened anew.
        await profile.close();
        page = await profile.launch();
        const session = await profile.context.newCDPSession(page);
        const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
        // From next to nothing to as much as is used.
        const quotaSize = Math.ceil((usage * (threshold + 1)) / thresholds);
        await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
        await page.goto('/');
        const kept = await interruptedStep(page);
        const { refused } = await hearRefusal(page);
        const said = page.evaluate(saidAt, 'no room left');
        await resumeFrom(page, kept);
        const wait = ((await said) - (await refused)) / 1000;
        expect(wait).toBeLessThan(SAID_SECONDS);
        await expect(problem(page)).toContainText('no room left');
        const shown = await shownStep(page);
        await expect.poll(() => shownStep(page)).toBeGreaterThan(shown + 5);
        await session.send('Storage.overrideQuotaForOrigin', { origin });
        await page.reload();
        const step = await interruptedStep(page);
        expect(step).toBeGreaterThan(0);
        await resumeFrom(page, step);
        passed(wait);
      }
    });
  },
);

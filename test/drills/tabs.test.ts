/** Several tabs of one browser, each doing at random what a person may do, all at once. */
import { errors, expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { decodeCheckpoint } from '../../src/formats/checkpoint.ts';
import { bringFile, choose, easyText, problem, region, runCards, TINY, view } from '../browser/story.ts';
import { test } from '../browser/support.ts';
import { hearSaves, type Acknowledged } from './acknowledged.ts';
import { FIRST_SEED, randomIntegers, times } from './counts.ts';
import { drill } from './drill.ts';
import { shownStep } from './run.ts';
import { expectWhole, newestOf, runsOf, stored } from './stored.ts';

// One would bring the training worker's script without asking the network.
test.use({ serviceWorkers: 'block' });

const SEEDS = times('tabs-browser');
const SEED_MS = 300_000;
/** What each tab does in one life of the browser. */
const ACTS = 8;
/** Whatever is not there to be pressed by then was taken away by another tab. */
const ACT_MS = 10_000;

type Random = (limit: number) => number;

/** Does one thing through the page, if it can be done there now. @returns the id of a run that is deleted by it for good. */
type Verb = (page: Page, below: Random) => Promise<string | null>;

function button(within: Page | Locator, name: string): Locator {
  return within.getByRole('button', { name, exact: true });
}

async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/');
  await bringFile(page, 'sea.txt', easyText(120));
  // Beside it a run of the same name may be offered, which trains in another tab.
  await expect(region(page, 'sea.txt').filter({ hasText: 'the whale' })).toBeVisible();
  await view(page, 'Train');
  await choose(page, TINY);
  page.setDefaultTimeout(ACT_MS);
  return page;
}

/** Waits until a run that begins here trains and is saved, or it is said why not, or another tab has it. */
async function untilBegun(page: Page): Promise<void> {
  const main = page.getByRole('main');
  const begun = main.getByText('just now').or(button(main, 'Resume')).or(region(page, 'Trains in another tab'));
  await expect(begun.or(problem(page)).filter({ visible: true }).first()).toBeVisible();
}

async function inTrain(page: Page, name: string): Promise<boolean> {
  await view(page, 'Train');
  const wanted = button(page.getByRole('main'), name);
  if (!(await wanted.isVisible())) return false;
  await wanted.click();
  return true;
}

/** A run of the Library that has this button, found anew by its id each time it is used; null when none has. */
async function someRun(page: Page, below: Random, name: string): Promise<{ id: string; card: Locator } | null> {
  await view(page, 'Library');
  const labels = await runCards(page)
    .filter({ has: button(page, name) })
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-labelledby') ?? ''));
  if (labels.length === 0) return null;
  const label = labels[below(labels.length)];
  return { id: label.replace('run-', ''), card: page.locator(`article[aria-labelledby="${label}"]`) };
}

/** Where training stands among the verbs. */
const TRAIN = 0;
const VERBS: readonly Verb[] = [
  async function train(page) {
    if (await inTrain(page, 'Train')) await untilBegun(page);
    return null;
  },
  async function pause(page) {
    await inTrain(page, 'Pause');
    return null;
  },
  async function resume(page, below) {
    const run = await someRun(page, below, 'Resume');
    await run?.card.getByRole('button', { name: 'Resume', exact: true }).click();
    if (run !== null) await untilBegun(page);
    return null;
  },
  async function takeOver(page, below) {
    const run = await someRun(page, below, 'Watch');
    if (run === null) return null;
    await button(run.card, 'Watch').click();
    await button(page, 'Take over here').click();
    await untilBegun(page);
    await inTrain(page, 'Take it all the same');
    return null;
  },
  async function rename(page, below) {
    const run = await someRun(page, below, 'Write');
    const pencil = run?.card.getByRole('button', { name: /^Rename / });
    if (run === null || pencil === undefined || !(await pencil.isVisible())) return null;
    await pencil.click();
    await page.getByLabel('Name', { exact: true }).fill(`name ${below(1000)}`);
    await page.keyboard.press('Enter');
    return null;
  },
  async function remove(page, below) {
    const run = await someRun(page, below, 'Delete');
    if (run === null) return null;
    const forGood = below(3) === 0;
    await button(run.card, 'Delete').click();
    const undo = button(page, 'Undo');
    const undone =
      !forGood &&
      (await undo.click().then(
        () => true,
        () => false,
      ));
    // One deletion at a time, so that it is known which of them is undone.
    await expect(undo).toBeHidden();
    return undone ? null : run.id;
  },
];

/**
 * One place in the tab strip: what is done there, and the tab that closes and is followed by another. One of them trains first:
 * where nothing did, nothing would be tried.
 */
async function live(context: BrowserContext, below: Random, removed: Set<string>, trainsFirst: boolean): Promise<void> {
  let page = await openTab(context);
  for (let act = 0; act < ACTS; act++) {
    if (below(ACTS) === 0) {
      await page.close();
      page = await openTab(context);
    }
    try {
      const verb = below(VERBS.length);
      const id = await VERBS[trainsFirst && act === 0 ? TRAIN : verb](page, below);
      if (id !== null) removed.add(id);
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
    }
  }
  await page.close();
}

/** Once another writer has saved a run, no earlier one does again. */
function expectOneWriter(saves: readonly Acknowledged[]): void {
  const writers = saves.map(({ writer }) => writer).filter((writer, at, all) => writer !== all[at - 1]);
  expect(writers).toEqual([...new Set(writers)]);
}

/** Nothing that was acknowledged is missing, and what is there is whole. */
async function expectKept(page: Page, saves: readonly Acknowledged[], removed: ReadonlySet<string>): Promise<number> {
  await page.goto('/manifest.webmanifest');
  // What a closed tab still wrote is written when its locks are free.
  const held = (): Promise<number> => page.evaluate(async () => (await navigator.locks.query()).held?.length ?? 0);
  await expect.poll(held).toBe(0);
  const copy = await stored(page);
  if (copy === null) throw new Error('No database was made.');
  expectWhole(copy);
  const runs = runsOf(copy);
  for (const run of runs) expect(decodeCheckpoint(newestOf(copy, run)).progress.step).toBe(run.step);
  for (const runId of new Set(saves.map((save) => save.runId))) {
    const own = saves.filter((save) => save.runId === runId).sort((one, other) => one.time - other.time);
    expectOneWriter(own);
    const kept = runs.find(({ id }) => id === runId);
    if (!removed.has(runId)) expect(kept?.step).toBeGreaterThanOrEqual(own[own.length - 1].step);
  }
  return runs.length;
}

test(
  `${SEEDS} times two to five tabs at once do at random what a person may do: one writer a run, none lost, each whole, and one goes on`,
  { tag: '@tabs-browser' },
  async ({ browser, baseURL, watch }) => {
    test.setTimeout((SEEDS + 1) * SEED_MS);
    await drill('tabs-browser', async (passed) => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
        const context = await browser.newContext({ baseURL: baseURL ?? '', serviceWorkers: 'block' });
        await watch.follow(context);
        const saves = await hearSaves(context);
        const removed = new Set<string>();
        const below = randomIntegers(seed);
        const places = Array.from({ length: 2 + below(4) }, (_, place) => randomIntegers(seed * 10 + place));
        await Promise.all(places.map((random, place) => live(context, random, removed, place === 0)));
        expect(saves.length).toBeGreaterThan(0);

        const page = await context.newPage();
        const count = await expectKept(page, saves, removed);
        await page.goto('/');
        await view(page, 'Library');
        await expect(runCards(page)).toHaveCount(count);
        if (count > 0) {
          await button(runCards(page).first(), 'Resume').click();
          const step = await shownStep(page);
          await expect.poll(() => shownStep(page)).toBeGreaterThan(step + 5);
        }
        await context.close();
        passed();
      }
    });
  },
);

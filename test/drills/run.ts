/** A run as the drills see it: what the page says of its steps, and what the Library has kept. */
import { expect, type Page } from '@playwright/test';
import { bringEasyText, choose, press, runCards, view } from '../browser/story.ts';

/** Trains for hours, in steps of a millisecond or so, with checkpoints of some hundred kilobytes. */
const ENDLESS = {
  Cell: 'LSTM',
  Layers: '1',
  'Hidden units': '48',
  Window: '16',
  Batch: '8',
  Passes: '10000',
  Seed: '3',
};

export async function begin(page: Page): Promise<void> {
  await bringEasyText(page, 'sea.txt', 2000);
  await view(page, 'Train');
  await choose(page, ENDLESS);
  await press(page, 'Train');
  await expect.poll(() => shownStep(page), { timeout: 60_000 }).toBeGreaterThan(5);
}

/** The step the page shows; the run is at it or beyond. */
export async function shownStep(page: Page): Promise<number> {
  const text = await page.getByText(/^step [\d,]+ of/).textContent();
  return Number(/step ([\d,]+) of/.exec(text ?? '')?.[1].replaceAll(',', ''));
}

/** Waits for the first checkpoint: before it there is nothing to come back to. */
export async function untilSaved(page: Page): Promise<void> {
  await expect(page.getByRole('main').getByText('just now')).toBeVisible();
}

/** Steps at moments, as they were seen. */
export class StepLog {
  readonly #seen: { readonly time: number; readonly step: number }[] = [];
  readonly #page: Page;
  readonly #from: number;

  /** @param from the step of a checkpoint the run was resumed from: it can never fall behind that. */
  constructor(page: Page, from = 0) {
    this.#page = page;
    this.#from = from;
  }

  async look(): Promise<void> {
    const step = await shownStep(this.#page);
    // The moment after looking: by then the run was certainly there.
    this.#seen.push({ time: Date.now(), step });
  }

  /** Looks on until then. */
  async until(time: number): Promise<void> {
    await expect
      .poll(async () => (await this.look(), Date.now()), { timeout: 60_000, intervals: [100] })
      .toBeGreaterThanOrEqual(time);
  }

  /** A step the run had certainly reached by then; where it began when it was not seen so long ago. */
  reachedBy(time: number): number {
    return this.#seen.findLast((seen) => seen.time <= time)?.step ?? this.#from;
  }

  /** Seconds of training behind `time` that are not in a checkpoint of this step. */
  secondsLost(step: number, time: number): number {
    const beyond = this.#seen.find((seen) => seen.step > step);
    return beyond === undefined ? 0 : Math.max(0, time - beyond.time) / 1000;
  }
}

/** The step of the one run in the Library, as it was found there: interrupted. */
export async function interruptedStep(page: Page): Promise<number> {
  await view(page, 'Library');
  await expect(runCards(page)).toHaveCount(1);
  await expect(runCards(page)).toContainText('Interrupted');
  const text = await runCards(page).innerText();
  return Number(/([\d,]+) of [\d,]+ steps/.exec(text)?.[1].replaceAll(',', ''));
}

/** Resumes it, and sees it go on from there. */
export async function resumeFrom(page: Page, step: number): Promise<StepLog> {
  await runCards(page).getByRole('button', { name: 'Resume', exact: true }).click();
  await expect.poll(() => shownStep(page), { timeout: 60_000 }).toBeGreaterThan(step + 5);
  const log = new StepLog(page, step);
  await log.look();
  return log;
}

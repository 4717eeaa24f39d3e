/** For hands and ears: keys alone are enough, and what a curve and samples show is told as well. */
import { expect, type Page } from '@playwright/test';
import { bringEasyText, easyText, lossRows, press, region, runCards, trainTiny, untilStep } from './story.ts';
import { test } from './support.ts';

/** Goes on by Tab, or back, until the place with this name has the focus. */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const wanted = page.getByRole('main').getByLabel(name, { exact: true });
  const place = wanted.or(page.getByRole('main').getByRole('button', { name, exact: true })).first();
  for (let presses = 0; presses < 60; presses++) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`“${name}” is not reached by ${key}.`);
}

test('from a text to its echo and to a page written together by keys alone, and what was deleted comes back', async ({
  page,
}) => {
  await page.goto('/');
  await tabTo(page, 'Paste text');
  await page.keyboard.insertText(easyText(400));
  await tabTo(page, 'Use this text');
  await page.keyboard.press('Enter');
  await expect(region(page, 'Pasted text')).toBeVisible();
  await tabTo(page, 'Train', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(region(page, 'Sample').getByText(/\w/).first()).toBeVisible();
  const lookBack = page.getByRole('slider', { name: 'Look back at earlier samples' });
  await expect(lookBack).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByText('at step 0', { exact: true }).or(page.getByText(/^at step \d/))).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  await page.keyboard.press('?');
  await expect(region(page, 'Keyboard')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(region(page, 'Keyboard')).toBeHidden();
  await page.keyboard.press('4');
  await expect(runCards(page)).toHaveCount(1);
  await tabTo(page, 'Delete');
  await page.keyboard.press('Enter');
  await expect(runCards(page)).toHaveCount(0);
  await page.keyboard.press('u');
  await expect(runCards(page)).toHaveCount(1);
  await page.keyboard.press('3');
  await tabTo(page, 'Text');
  await page.keyboard.type('the whale ');
  await page.keyboard.press('Control+Enter');
  const sheet = region(page, 'Page');
  await expect.poll(async () => (await sheet.textContent())?.length).toBeGreaterThan(100);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveAttribute('aria-busy', 'false');
  await expect(sheet).toContainText('the whale ');
  await tabTo(page, 'Eight ways on');
  await page.keyboard.press('Enter');
  await expect(region(page, 'Eight ways on').getByRole('button', { name: /^Way \d/ })).toHaveCount(8);
  await page.keyboard.press('Escape');
  await tabTo(page, 'Keep');
  await page.keyboard.press('Enter');
  await expect(region(page, 'Kept passages').getByRole('article')).toContainText('the whale');
});

test('who listens is told of loss and sample no more often than every ten seconds, and reads the curve as a table', async ({
  page,
}) => {
  await page.clock.install();
  await page.goto('/');
  await bringEasyText(page, 'sea.txt', 400);
  await page.evaluate(() => {
    const told: { at: number; text: string }[] = [];
    Object.assign(window, { told });
    const note = (): void => {
      const text = document.querySelector('p.hidden-visually[aria-live]')?.textContent ?? '';
      if (text !== '' && text !== told.at(-1)?.text) told.push({ at: Date.now(), text });
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const told = () => page.evaluate(() => (window as unknown as { told: readonly { at: number; text: string }[] }).told);
  await trainTiny(page);
  await untilStep(page, 60);
  for (let times = 1; times <= 3; times++) {
    await page.clock.fastForward(10_000);
    await expect.poll(async () => (await told()).length).toBeGreaterThanOrEqual(times);
  }
  const all = await told();
  // A jump of the clock is not to the millisecond.
  for (const [at, { at: time }] of all.slice(1).entries()) expect(time - all[at].at).toBeGreaterThan(9900);
  for (const { text } of all) expect(text).toMatch(/^Step [\d,]+, loss \d\.\d+ nats\. [^]*\w/);
  await press(page, 'Stop');

  const rows = await lossRows(page);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.length).toBeLessThanOrEqual(50);
  const steps = rows.map(({ step }) => step);
  expect(steps).toEqual(steps.toSorted((one, other) => one - other));
  const smoothed = rows.map((row) => row.smoothed).filter(Number.isFinite);
  expect(smoothed[smoothed.length - 1]).toBeLessThan(smoothed[0]);
});

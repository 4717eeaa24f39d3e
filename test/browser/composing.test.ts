/** A person and a network write a page together: pause, go on, edit, branch, choose, keep. */
import { expect, type Page } from '@playwright/test';
import { LONG_TASK_MS, tasksWhile } from './main-thread.ts';
import { choose, easyText, press, region, runCards, trainedRun, view } from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

const box = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });
const sheet = (page: Page) => region(page, 'Page');

/** What stands on the page, once nothing is being written; the drawing of it is the same to the last character. */
async function text(page: Page): Promise<string> {
  await expect(sheet(page)).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  const value = await box(page).inputValue();
  await expect.poll(() => sheet(page).textContent()).toBe(value);
  return value;
}

/** Puts the caret before the character `at`. */
async function caretAt(page: Page, at: number): Promise<void> {
  await box(page).focus();
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < at; step++) await page.keyboard.press('ArrowRight');
}

test('a page is written by both: paused, gone on with, edited, branched from a place, and taken back, by keyboard alone', async ({
  page,
}) => {
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Write');
  await choose(page, { Length: '40', Seed: '5' });
  await box(page).fill('the whale ');
  await page.keyboard.press('Control+Enter');
  const first = await text(page);
  expect([first.startsWith('the whale '), first.length]).toEqual([true, 50]);

  // A pause changes nothing: what is gone on with is what would have been written.
  await page.keyboard.press('Control+Enter');
  const gone = await text(page);
  expect([gone.startsWith(first), gone.length]).toEqual([true, 90]);
  await press(page, 'New page');
  await choose(page, { Length: '80', Seed: '5' });
  await box(page).fill('the whale ');
  await page.keyboard.press('Control+Enter');
  expect(await text(page)).toBe(gone);
  await choose(page, { Length: '100000' });
  await box(page).focus();
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await sheet(page).textContent())?.length).toBeGreaterThan(120);
  await page.keyboard.press('Escape');
  const long = await text(page);
  expect(long.startsWith(gone)).toBe(true);

  // From a place within, everything behind it makes room; one undoing brings it back.
  await choose(page, { Length: '40' });
  await caretAt(page, 4);
  await expect(page.getByRole('button', { name: 'Go on from here', exact: true })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const again = await text(page);
  expect([again.startsWith('the '), again.length]).toEqual([true, 44]);
  await page.keyboard.press('Control+z');
  expect(await text(page)).toBe(long);
  await page.keyboard.press('Control+Shift+z');
  expect(await text(page)).toBe(again);

  // What is typed between is read on from.
  await caretAt(page, 4);
  await page.keyboard.type('old ');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Enter');
  const edited = await text(page);
  expect([edited.startsWith(`the old ${again.slice(4)}`), edited.length]).toEqual([true, 88]);

  // Another symbol in the place of one, and a branch from it.
  await caretAt(page, 8);
  await page.keyboard.press('Alt+ArrowDown');
  const list = page.getByRole('listbox', { name: 'What else could stand here' });
  await expect(list).toBeFocused();
  const options = list.getByRole('option');
  await expect(options).toHaveCount(8);
  const symbols = await options.locator('bdi').allTextContents();
  const other = symbols.findIndex((symbol) => /^[a-z]$/.test(symbol) && symbol !== edited[8]);
  await page.keyboard.press('Home');
  for (let step = 0; step < other; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const branched = await text(page);
  expect([branched.slice(0, 9), branched.length]).toEqual([`the old ${symbols[other]}`, 49]);
  await expect(box(page)).toBeFocused();
});

test('eight ways on are chosen from, probabilities tint the page, and a passage that is kept is there after a reload', async ({
  page,
}) => {
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Write');
  await box(page).fill('the grey sea ');
  await press(page, 'Eight ways on');
  const ways = region(page, 'Eight ways on').getByRole('button', { name: /^Way \d/ });
  await expect(ways).toHaveCount(8);
  const second = (await ways.nth(1).locator('.passage').textContent()) ?? '';
  await page.keyboard.press('2');
  const chosen = await text(page);
  expect(second.endsWith(chosen.slice('the grey sea '.length))).toBe(true);
  expect(chosen.length).toBeGreaterThan('the grey sea '.length + 50);
  await expect(ways).toHaveCount(8);
  await page.keyboard.press('Escape');
  await expect(ways).toHaveCount(0);

  const grades = sheet(page).locator('[class*="grade-"]:not(.grade-0)');
  await expect(grades).toHaveCount(0);
  await press(page, 'Show how likely each character is');
  await expect.poll(() => grades.count()).toBeGreaterThan(3);
  expect(await sheet(page).textContent()).toBe(chosen);

  await press(page, 'Keep');
  const kept = region(page, 'Kept passages').getByRole('article');
  await expect(kept).toContainText(chosen.trim().slice(0, 40));
  await page.reload();
  await view(page, 'Write');
  await expect(kept).toContainText('sea.txt, step');
  await kept.getByRole('button', { name: 'Put on the page' }).click();
  expect(await text(page)).toBe(chosen);
  await kept.getByRole('button', { name: 'Delete' }).click();
  await expect(kept).toHaveCount(0);
  await page.getByText('Undo', { exact: true }).click();
  await expect(kept).toHaveCount(1);
});

test('the page of each run is there after a reload, also one that comes at once, and goes with its run', async ({
  page,
}) => {
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await trainedRun(page, 'ship.txt');
  const network = page.getByLabel('Network', { exact: true });
  const turnTo = async (name: string): Promise<void> => {
    const option = network.locator('option', { hasText: name });
    await network.selectOption({ label: (await option.textContent()) ?? '' });
  };
  await view(page, 'Write');
  await expect(network.locator('option:checked')).toContainText('ship.txt');
  await choose(page, { Length: '40', Temperature: '1.3' });
  await box(page).fill('our ship ');
  await page.keyboard.press('Control+Enter');
  const ship = await text(page);
  expect(ship.length).toBe(49);
  await turnTo('sea.txt');
  expect(await text(page)).toBe(ship);
  await choose(page, { Temperature: '0.4' });
  await box(page).fill('the grey sea ');
  await caretAt(page, 4);
  // Nothing has been stored of this yet.
  await page.reload();

  await view(page, 'Write');
  await expect(network.locator('option:checked')).toContainText('sea.txt');
  await expect(box(page)).toHaveValue('the grey sea ');
  await expect(page.getByLabel('Temperature', { exact: true })).toHaveValue('0.4');
  await expect(page.getByRole('button', { name: 'Go on from here', exact: true })).toBeVisible();
  await turnTo('ship.txt');
  await expect(box(page)).toHaveValue(ship);
  await expect(page.getByLabel('Temperature', { exact: true })).toHaveValue('1.3');
  // What is the network's is still drawn as its own.
  const own = sheet(page).locator('.own');
  await expect.poll(async () => (await own.allTextContents()).join('')).toBe('our ship ');
  await box(page).focus();
  await page.keyboard.press('Control+Enter');
  expect((await text(page)).startsWith(ship)).toBe(true);

  // Deleted, it is gone from the desk; brought back, it has its page.
  const whole = await text(page);
  await view(page, 'Library');
  const card = runCards(page).filter({ hasText: 'ship.txt' });
  await card.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(card).toHaveCount(0);
  await view(page, 'Write');
  await expect(box(page)).toHaveValue('the grey sea ');
  await page.getByText('Undo', { exact: true }).click();
  await turnTo('ship.txt');
  await expect(box(page)).toHaveValue(whole);
});

test('the page is shared by the sheet of the browser, where it has one, and the keys of the page stand on the help sheet', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const shared: ShareData[] = [];
    Reflect.set(window, 'shared', shared);
    Reflect.set(navigator, 'canShare', ({ text }: ShareData) => typeof text === 'string');
    Reflect.set(navigator, 'share', (data: ShareData) => {
      if (shared.push(data) === 1) return Promise.resolve();
      return Promise.reject(
        new DOMException(
          shared.length === 2 ? 'Dismissed' : 'Not now',
          shared.length === 2 ? 'AbortError' : 'NotAllowedError',
        ),
      );
    });
  });
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Write');
  const share = page.getByRole('button', { name: 'Share', exact: true });
  await expect(share).toBeDisabled();
  await box(page).fill('the grey sea');
  for (let time = 0; time < 3; time++) {
    await share.click();
    await expect
      .poll(() => page.evaluate(() => Reflect.get(window, 'shared') as unknown))
      .toEqual(Array(time + 1).fill({ text: 'the grey sea' }));
    // Dismissed by the person is as good as shared.
    if (time < 2) await expect(page.getByText('The browser would not share this.')).toBeHidden();
  }
  await expect(page.getByText('The browser would not share this.')).toBeVisible();

  await press(page, 'Keyboard shortcuts');
  const help = region(page, 'Keyboard');
  await expect(help.getByText('Eight ways on', { exact: true })).toBeVisible();
  for (const keys of ['CtrlEnter', 'Esc', 'CtrlShiftEnter', 'Alt↓', 'CtrlZ', 'CtrlShiftZ\\s*CtrlY'])
    await expect(help.locator('dt').filter({ hasText: new RegExp(`^\\s*${keys}\\s*$`) })).toHaveCount(1);
});

test('where the browser has no share sheet there is no button for one', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'share'));
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Write');
  await box(page).fill('the grey sea');
  await expect(page.getByRole('button', { name: 'Save as .txt', exact: true })).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toHaveCount(0);
});

test('in a page of 20,000 characters without a line end, tinted, no key and nothing that is written holds up the page', async ({
  browser,
  page,
}) => {
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Write');
  await box(page).fill(easyText(1200).replaceAll('\n', ' ').slice(0, 20_000));
  await press(page, 'Show how likely each character is');
  await expect.poll(() => sheet(page).locator('[class*="grade-"]:not(.grade-0)').count()).toBeGreaterThan(100);
  const tasks = await tasksWhile(browser, page, async () => {
    await box(page).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('the quick brown fox ', { delay: 20 });
    await page.keyboard.press('Control+End');
    await page.keyboard.type('jumps over. ', { delay: 20 });
    await page.keyboard.press('Control+Enter');
    await text(page);
  });
  expect(await text(page)).toHaveLength(20_032 + 500);
  expect(Math.max(...tasks)).toBeLessThan(LONG_TASK_MS);
});

/** For every eye and hand, every view in every state: axe finds nothing, nothing is too small to be hit, and all fits at 400 %. */
import { expect, type Page } from '@playwright/test';
import { encodeCheckpoint } from '../../src/formats/checkpoint.ts';
import { checkpointOf } from '../unit/formats/fixtures.ts';
import { look, USUAL } from './looking.ts';
import {
  bringEasyText,
  choose,
  easyText,
  press,
  problem,
  region,
  runCards,
  trainTiny,
  untilStep,
  view,
} from './story.ts';
import { test } from './support.ts';

test.use({ viewport: USUAL, serviceWorkers: 'block' });
test.setTimeout(600_000);

/** Keeps what is found in each state, by its name. */
class Finds {
  readonly #found: Record<string, readonly string[]> = {};

  async at(state: string, page: Page): Promise<void> {
    const found = await look(page);
    if (found.length > 0) this.#found[state] = found;
  }

  expectNone(): void {
    expect(this.#found).toEqual({});
  }
}

function task(page: Page, name: 'Fill in' | 'Classify'): Promise<void> {
  return page.getByRole('radio', { name, exact: true }).check({ force: true });
}

test('nothing is amiss in Text and Train, from the first screen to a run that has ended', async ({ page }) => {
  const finds = new Finds();
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  await finds.at('first screen', page);
  await view(page, 'Library');
  await finds.at('empty library', page);
  await view(page, 'Write');
  await finds.at('nothing to write with', page);
  await view(page, 'Text');
  await page.getByLabel('Paste text').fill('short');
  await press(page, 'Use this text');
  await expect(problem(page)).toBeVisible();
  await finds.at('refused text', page);
  await bringEasyText(page, 'sea.txt', 400);
  await finds.at('text chosen', page);
  await view(page, 'Train');
  await finds.at('before training', page);
  await choose(page, { 'Hidden units': '0' });
  await finds.at('settings, one of them wrong', page);
  await trainTiny(page);
  await expect(page.getByRole('slider', { name: 'Look back at earlier samples' })).toBeVisible();
  await page.locator('summary').evaluateAll((all: HTMLElement[]) => all.forEach((each) => each.click()));
  await finds.at('training', page);
  await page.keyboard.press('?');
  await expect(region(page, 'Keyboard')).toBeFocused();
  await finds.at('help sheet', page);
  await page.keyboard.press('Escape');
  await view(page, 'Text');
  await finds.at('text while training', page);
  await page.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    dispatchEvent(Object.assign(event, { prompt: () => Promise.resolve() }));
  });
  await page.context().setOffline(true);
  await expect(page.getByRole('banner').getByText('Offline')).toBeVisible();
  await finds.at('offline, with the install button', page);
  await page.context().setOffline(false);
  await view(page, 'Train');
  await press(page, 'Pause');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  await finds.at('paused', page);
  await press(page, 'Resume');
  await untilStep(page, 50);
  const workers = page.workers().filter((worker) => /training/.test(worker.url()));
  await workers[workers.length - 1].evaluate(() => {
    setTimeout(() => {
      throw new Error('struck');
    });
  });
  await expect(problem(page)).toContainText('What was saved is in the Library');
  await finds.at('stopped by an error', page);
  await press(page, 'Resume');
  await untilStep(page, 60);
  await press(page, 'Stop');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();
  await finds.at('stopped', page);
  finds.expectNone();
});

test('nothing is amiss while a network learns to classify and to fill in, in its results, and in Write', async ({
  page,
}) => {
  const finds = new Finds();
  await page.goto('/');
  await task(page, 'Classify');
  await finds.at('labels needed', page);
  await page.getByLabel('Paste text').fill(easyText(40));
  await press(page, 'Use this text');
  await expect(problem(page)).toBeVisible();
  await finds.at('labels refused', page);
  await problem(page).locator('..').getByRole('button', { name: 'Twenty languages', exact: true }).click();
  await expect(page.getByRole('table', { name: /^20 classes/ })).toBeVisible();
  await finds.at('labels', page);
  await view(page, 'Train');
  await choose(page, { Cell: 'RNN', Layers: '1', 'Hidden units': '16', Passes: '1' });
  await finds.at('settings to classify', page);
  await press(page, 'Train');
  await expect(region(page, 'Lines it never learned from').getByRole('listitem').first()).toBeVisible();
  await finds.at('learning to classify', page);
  await expect(page.getByRole('img', { name: 'Confusion matrix of 20 classes' })).toBeVisible({ timeout: 120_000 });
  await page.getByText('As a table', { exact: true }).click();
  await finds.at('result of classifying', page);
  await press(page, 'Classify with it');
  const line = page.getByRole('textbox', { name: 'Line' });
  await finds.at('classify, empty', page);
  await line.fill('All human beings 学 are');
  await expect(region(page, 'Answer')).toContainText('After 22 characters');
  await finds.at('classify, a line', page);
  await line.fill(`${easyText(8)}\n学\n`);
  await expect(page.getByRole('button', { name: 'Save as .csv' })).toBeEnabled();
  await finds.at('classify, several lines', page);

  await view(page, 'Text');
  await press(page, 'Shakespeare’s sonnets');
  await expect(region(page, 'Shakespeare’s sonnets')).toBeVisible();
  await task(page, 'Fill in');
  await finds.at('text to fill in', page);
  await view(page, 'Train');
  await choose(page, { Cell: 'RNN', Layers: '1', 'Hidden units': '16', Window: '32', Batch: '64', Passes: '1' });
  await finds.at('settings to fill in', page);
  await press(page, 'Train');
  await expect(region(page, 'A passage it never learned from').locator('mark').first()).toBeVisible();
  await finds.at('learning to fill in', page);
  await expect(page.getByRole('button', { name: 'Train the forward-only twin' })).toBeVisible({ timeout: 120_000 });
  await finds.at('result of filling in', page);
  await press(page, 'Fill in with it');
  await finds.at('fill in, empty', page);
  await page.getByRole('textbox', { name: 'Passage' }).fill('Shall I compare t__e to a 学’s d_y?');
  await finds.at('fill in, blanks', page);
  await press(page, 'Fill in');
  await expect(region(page, 'Filled in')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  await region(page, 'From both sides').getByRole('button').first().focus();
  await finds.at('filled in, alternatives open', page);
  finds.expectNone();
});

test('nothing is amiss where a page is written, nor in the Library', async ({ page }) => {
  const finds = new Finds();
  await page.goto('/');
  await bringEasyText(page, 'sea.txt', 400);
  await trainTiny(page);
  await press(page, 'Stop');
  await press(page, 'Write with it');
  await finds.at('empty page', page);
  const box = page.getByRole('textbox', { name: 'Text', exact: true });
  const sheet = region(page, 'Page');
  await box.fill('the 学 whale ');
  await choose(page, { Length: '200', Seed: '5' });
  await press(page, 'Write');
  await expect(sheet).toHaveAttribute('aria-busy', 'false');
  await expect.poll(async () => (await box.inputValue()).length).toBeGreaterThan(200);
  await finds.at('written, settings open', page);
  await press(page, 'Show how likely each character is');
  await expect.poll(() => sheet.locator('[class*="grade-"]:not(.grade-0)').count()).toBeGreaterThan(3);
  await finds.at('tint', page);
  await box.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('listbox')).toBeFocused();
  await finds.at('alternatives', page);
  await page.keyboard.press('Escape');
  await press(page, 'Keep');
  await expect(region(page, 'Kept passages').getByRole('article')).toBeVisible();
  await press(page, 'Eight ways on');
  await expect(region(page, 'Eight ways on').getByRole('button', { name: /^Way \d/ })).toHaveCount(8);
  await finds.at('eight ways on, kept passages', page);
  await press(page, 'Done');
  await choose(page, { Length: '0' });
  await finds.at('a wrong setting of writing', page);

  await view(page, 'Library');
  for (const kind of ['fill', 'classify'] as const) {
    const buffer = Buffer.from(encodeCheckpoint(checkpointOf({}, kind)));
    const file = { name: `${kind}.safetensors`, mimeType: 'application/octet-stream', buffer };
    await page.locator('input[type=file][accept*=safetensors]').setInputFiles([file]);
    await expect(runCards(page).filter({ hasText: kind === 'fill' ? 'Fill in' : 'Classify' })).toBeVisible();
  }
  await runCards(page).filter({ hasText: 'sea.txt' }).getByText('Checkpoints', { exact: true }).click();
  await expect(page.getByRole('list', { name: 'Checkpoints' })).toBeVisible();
  await finds.at('library, checkpoints open', page);
  await runCards(page)
    .filter({ hasText: 'sea.txt' })
    .getByRole('button', { name: /^Rename/ })
    .click();
  await finds.at('library, a name changed', page);
  await page.keyboard.press('Escape');
  await page
    .locator('input[type=file][accept*=safetensors]')
    .setInputFiles([{ name: 'x.safetensors', mimeType: 'application/octet-stream', buffer: Buffer.from('nothing') }]);
  await expect(problem(page)).toBeVisible();
  await page
    .locator('input[type=file][accept=".zip"]')
    .setInputFiles([{ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('nothing') }]);
  await expect(region(page, 'Backup').getByRole('alert')).toBeVisible();
  await finds.at('library, what was refused', page);
  await runCards(page).first().getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible();
  await finds.at('library, undo shown', page);

  // Another tab of a later version takes the database.
  const other = await page.context().newPage();
  await other.goto('/manifest.webmanifest');
  await page.bringToFront();
  await other.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('unroll', 1000);
        request.onsuccess = resolve;
      }),
  );
  await expect(region(page, 'This tab is of an older version')).toBeVisible();
  await finds.at('nothing can be saved', page);
  finds.expectNone();
});

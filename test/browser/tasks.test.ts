/** The other two tasks, from the page: lines that are classified and blanks that are filled in, and how good that became. */
import { expect, type Locator, type Page } from '@playwright/test';
import { choose, easyText, press, problem, region, runCards, view } from './story.ts';
import { test } from './support.ts';

function task(page: Page, name: 'Write on' | 'Fill in' | 'Classify'): Promise<void> {
  return page.getByRole('radio', { name, exact: true }).check();
}

/** The percentage that a figure or a row of a table shows. */
async function percentIn(place: Locator): Promise<number> {
  const [, percent = 'none'] = /([\d.]+) %/.exec((await place.textContent()) ?? '') ?? [];
  return Number.parseFloat(percent);
}

function result(page: Page): Locator {
  return region(page, 'How good it became');
}

function row(page: Page, name: RegExp): Locator {
  return result(page).getByRole('row', { name });
}

test('lines without labels are refused in words; first names, at one press, are classified better than by frequency', async ({
  page,
}) => {
  await page.goto('/');
  await task(page, 'Classify');
  await page.getByLabel('Paste text').fill(easyText(40));
  await press(page, 'Use this text');
  await expect(problem(page)).toContainText('no column of labels beside its texts');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await problem(page).locator('..').getByRole('button', { name: 'First names', exact: true }).click();
  const names = region(page, 'First names');
  await expect(names.getByRole('table', { name: '2 classes, 8,003 lines' })).toContainText('female');
  await expect(page.getByRole('img', { name: /unrolled over a line, which it takes for female/ })).toBeVisible();

  await press(page, 'Train');
  const right = page.locator('dl > div', { hasText: 'Right on unseen text' });
  await expect(right).toContainText(/naive Bayes: 8\d\.\d %; always the largest class: 56\.6 %/, { timeout: 60_000 });
  await expect.poll(() => percentIn(right), { timeout: 120_000 }).toBeGreaterThan(70);
  await expect(region(page, 'Lines it never learned from').getByRole('listitem')).toHaveCount(8);
  await press(page, 'Stop');

  await expect(row(page, /This network/)).toBeVisible({ timeout: 60_000 });
  expect(await percentIn(row(page, /This network/))).toBeGreaterThan(
    await percentIn(row(page, /Always the largest class/)),
  );
  await expect(page.getByRole('img', { name: 'Confusion matrix of 2 classes' })).toBeVisible();
  await expect(region(page, 'The worst mistakes').getByRole('listitem').first()).toContainText(/taken for (fe)?male/);
  await expect(region(page, 'Class by class').getByRole('row', { name: /^female/ })).toContainText('%');
});

test('sonnets are filled in from both sides and judged beside n-grams and beside a forward-only twin, also from the Library', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Shakespeare’s sonnets', exact: true }).click();
  await expect(region(page, 'Shakespeare’s sonnets')).toBeVisible();
  await task(page, 'Fill in');
  await view(page, 'Train');
  await choose(page, { Cell: 'GRU', Layers: '1', 'Hidden units': '16', Window: '32', Batch: '32', Passes: '1' });
  await expect(page.getByLabel('Longest blank')).toHaveValue('12');
  await expect(page.getByLabel('Answers from')).toBeHidden();
  await press(page, 'Train');
  await expect(region(page, 'A passage it never learned from').locator('mark').first()).toBeVisible();
  await expect(row(page, /This network/)).toBeVisible({ timeout: 120_000 });
  await expect(row(page, /N-grams from the left/)).toContainText('%');

  await press(page, 'Train the forward-only twin');
  await expect(page.getByRole('main')).toContainText('forward only');
  await expect(row(page, /This network.*forward only/)).toBeVisible({ timeout: 120_000 });
  await view(page, 'Library');
  await expect(runCards(page)).toHaveCount(2);
  await runCards(page).filter({ hasText: 'both ways' }).getByRole('button', { name: 'Show the result' }).click();
  await expect(row(page, /The same, reading forward only/)).toContainText('%', { timeout: 60_000 });
  await expect(result(page)).toContainText(/Seeing both sides is worth|gains nothing over reading forward only/);
});

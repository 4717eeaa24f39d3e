/** Numbers no network can be made of: refused at their field, in words, and nothing starts. */
import { expect, type Page } from '@playwright/test';
import { bringEasyText, choose, press, problem, runCards, TINY, untilStep, view } from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

/** Types into a field key by key, as a person does; what stood there goes. */
async function type(page: Page, label: string, keys: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.press('ControlOrMeta+A');
  await field.press('Delete');
  if (keys !== '') await field.pressSequentially(keys);
}

/** Is what is typed marked and explained at its field, and can nothing start? */
async function expectRefused(page: Page, label: string, said: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.field', { has: field }).getByRole('alert')).toContainText(said);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await expect(problem(page).filter({ hasText: 'One of the settings cannot be used' })).toBeVisible();
}

test('100,000 hidden units, none at all, 1e999 and what is no number are refused at the field; nothing starts until it is right', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await view(page, 'Train');
  await choose(page, TINY);
  const cases: readonly (readonly [label: string, keys: string, said: string])[] = [
    ['Hidden units', '100000', 'Hidden units is 100000; it must be a whole number from 16 to 1024'],
    ['Hidden units', '', 'Hidden units is empty'],
    ['Hidden units', '1e999', 'Hidden units is not a number'],
    ['Hidden units', 'NaN', 'Hidden units is empty'],
    ['Hidden units', '--', 'Hidden units is not a number'],
    ['Hidden units', '16.5', 'Hidden units is 16.5; it must be a whole number'],
    ['Learning rate', '-0.1', 'Learning rate is -0.1; it must be a number from 0.000001 to 1'],
    ['Learning rate', '1e9', 'Learning rate is 1000000000'],
  ];
  for (const [label, keys, said] of cases) {
    await type(page, label, keys);
    await expectRefused(page, label, said);
    await type(page, label, label === 'Hidden units' ? '16' : '0.004');
    await expect(problem(page)).toHaveCount(0);
  }
  await view(page, 'Library');
  await expect(page.getByRole('main')).toContainText('No runs yet');

  // A wrong number in one field leaves the others as they were set.
  await view(page, 'Train');
  await expect(page.getByLabel('Cell', { exact: true })).toHaveValue('rnn');
  await press(page, 'Train');
  await untilStep(page, 5);
  await press(page, 'Stop');
  await view(page, 'Library');
  await expect(runCards(page)).toHaveCount(1);
});

test('a number stays as it is typed: 1e-3 is a learning rate, and a wrong one for a running run is not applied', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await view(page, 'Train');
  await choose(page, TINY);
  const field = page.getByLabel('Learning rate', { exact: true });
  await type(page, 'Learning rate', '1e-3');
  await expect(field).toHaveValue('1e-3');
  await expect(problem(page)).toHaveCount(0);
  await press(page, 'Train');
  await untilStep(page, 5);
  await expect(field).toHaveValue('0.001');

  await type(page, 'Learning rate', '7');
  await expect(page.locator('.field', { has: field }).getByRole('alert')).toContainText('Learning rate is 7;');
  await expect(page.getByRole('button', { name: 'Apply', exact: true })).toBeDisabled();
  await press(page, 'Stop');
});

/** Keys alone are enough: from a text to its echo, to a page written together, and back from what was deleted. */
import { expect, type Page } from '@playwright/test';
import { easyText, region, runCards } from './story.ts';
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

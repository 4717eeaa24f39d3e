/** For every eye and hand: axe finds nothing, all of it fits when enlarged, and keys alone are enough. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { easyText, press, region, runCards } from './story.ts';
import { test } from './support.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const USUAL = { width: 1280, height: 800 };
/** The usual window at 200 % and at 400 %, and the narrowest phone. */
const ENLARGED = [
  { width: 640, height: 400 },
  { width: 320, height: 640 },
];

/** What is wrong with the page as it stands, in light and dark, and what of it does not fit when it is enlarged. */
async function look(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  const keep = (when: string, { violations }: AxeResults): void => {
    for (const { id, nodes } of violations) found.push(`${when} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  keep('light', await new AxeBuilder({ page }).withTags(TAGS).analyze());
  // Of all that axe looks at, colours alone are others in the dark.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  keep('dark', await new AxeBuilder({ page }).withRules(['color-contrast']).analyze());
  for (const size of ENLARGED) {
    await page.setViewportSize(size);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > size.width) found.push(`${width} pixels wide in ${size.width}`);
  }
  await page.setViewportSize(USUAL);
  return found;
}

test('axe finds nothing on the first screen, in training and on the help sheet, light and dark, and all fits at 400 %', async ({
  page,
}) => {
  const found: Record<string, readonly string[]> = {};
  await page.setViewportSize(USUAL);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  found.first = await look(page);
  await press(page, 'Train');
  await expect(page.getByRole('slider', { name: 'Look back at earlier samples' })).toBeVisible();
  found.training = await look(page);
  await page.keyboard.press('?');
  await expect(region(page, 'Keyboard')).toBeFocused();
  found.help = await look(page);
  expect(found).toEqual({ first: [], training: [], help: [] });
});

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

test('from a text to its echo by keys alone, and what was deleted comes back', async ({ page }) => {
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
  await expect(page.getByRole('heading', { name: 'Write', exact: true })).toBeVisible();
});

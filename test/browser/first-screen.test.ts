/** The first screen shows what one press does. */
import { expect } from '@playwright/test';
import { bringEasyText, press, view } from './story.ts';
import { test } from './support.ts';

test('the network on the first screen is the one that a press on Train trains, before and after a text is chosen', async ({
  page,
}) => {
  await page.goto('/');
  const picture = page.getByRole('img', { name: /unrolled over/ });
  await expect(picture).toHaveAccessibleName(/^GRU 2 × \d+, .*Call.me/);
  await page.getByRole('radio', { name: 'Classify', exact: true }).check();
  await expect(picture).toHaveAccessibleName(/^GRU 1 × /);
  await page.getByRole('radio', { name: 'Write on', exact: true }).check();
  await expect(picture).toHaveAccessibleName(/^GRU 2 × /);
  await bringEasyText(page, 'diary.txt');
  await expect(picture).toHaveAccessibleName(/^GRU 1 × /);
  await press(page, 'Train');
  await view(page, 'Library');
  await expect(page.getByRole('main').getByRole('article')).toContainText('GRU 1 × ');
});

/** A network that has learned one text goes on with another. */
import { expect } from '@playwright/test';
import { bringFile, choose, press, region, runCards, trainedRun, untilStep, view } from './story.ts';
import { test } from './support.ts';

const SECOND = 'Quick zebras jump over six lazy dogs, and then they rest.\n'.repeat(80);

test('a stopped run goes on with another text: its network keeps its shape, the page says what it knew before, and the run can be resumed after a reload', async ({
  page,
}) => {
  await page.goto('/');
  await trainedRun(page, 'first.txt');

  await view(page, 'Library');
  await press(page, 'Go on with another text');
  const main = page.getByRole('main');
  await expect(main).toContainText('Goes on with the network of “first.txt”');
  await expect(main).toContainText('It has learned from this very text');

  await bringFile(page, 'second.txt', SECOND);
  await expect(region(page, 'second.txt')).toContainText('Quick zebras');
  await view(page, 'Train');
  await expect(main).not.toContainText('It has learned from this very text');
  await expect(main).toContainText(/\d+ symbols of this text are new to “first.txt” and will be added\./);
  await choose(page, { Passes: '10000' });
  await expect(page.getByLabel('Hidden units', { exact: true })).toHaveCount(0);
  await press(page, 'Train');
  await untilStep(page, 10);
  await expect(main).toContainText(/It goes on with what “first.txt” had learned by step [\d,]+\./);
  await expect(main).toContainText(
    /Before the first step that predicted the unseen part of this text at \d+\.\d+ nats\./,
  );

  await press(page, 'Pause');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeHidden();
  await page.reload();
  await view(page, 'Library');
  const card = runCards(page).filter({ hasText: 'went on from “first.txt”' });
  await expect(card).toContainText('RNN 1 × 16');
  await card.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect(main).toContainText(/It goes on with what “first.txt” had learned/);
});

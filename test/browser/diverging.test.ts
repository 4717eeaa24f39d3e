/** The highest learning rate there is: the run diverges, turns back, says so, and comes to its end with something learned. */
import { expect } from '@playwright/test';
import { bringEasyText, choose, lossRows, press, problem, runCards, view } from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

test('a learning rate of 10 is refused at its field; a run at 1 diverges, goes on at a lower rate, says so, and ends with something learned', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt', 400);
  await view(page, 'Train');
  await choose(page, { Cell: 'GRU', Layers: '2', 'Hidden units': '64', Window: '16', Batch: '8', Passes: '6' });
  await choose(page, { 'Learning rate': '10' });
  await expect(page.locator('.field', { has: page.getByLabel('Learning rate', { exact: true }) })).toContainText(
    'Learning rate is 10; it must be a number from 0.000001 to 1',
  );
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();

  await choose(page, { 'Learning rate': '1' });
  await press(page, 'Train');
  const main = page.getByRole('main');
  await expect(main).toContainText(
    /Training diverged at step \d+\. It went on from step \d+ at a lower learning rate, 0\.0\d+\./,
    {
      timeout: 60_000,
    },
  );
  await expect(main).toContainText('Finished · GRU 2 × 64', { timeout: 60_000 });
  await expect(problem(page)).toHaveCount(0);
  // Knowing nothing costs 3.2 nats of such a text. How far it comes after such a beginning is chance.
  const learned = (await lossRows(page)).map(({ smoothed }) => smoothed).filter(Number.isFinite);
  expect(learned.at(-1)).toBeLessThan(3);
  await view(page, 'Library');
  await expect(runCards(page)).toContainText('finished', { ignoreCase: true });
});

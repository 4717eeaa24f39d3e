/** As many classes as there may be: on the page from the text to the answers, and the page stays at hand. */
import { expect } from '@playwright/test';
import { MAXIMUM_CLASSES } from '../../src/shared/labelled.ts';
import { look, USUAL } from './looking.ts';
import { LONG_TASK_MS, tasksWhile } from './main-thread.ts';
import { bringFile, choose, press, region, view } from './story.ts';
import { test } from './support.ts';

test.use({ viewport: USUAL, serviceWorkers: 'block', permissions: ['clipboard-read', 'clipboard-write'] });

const LINES = 8;

test(`${MAXIMUM_CLASSES} classes are learned, judged and answered with, nothing holds up the page, and nothing is amiss in what is shown`, async ({
  page,
  browser,
}, info) => {
  test.setTimeout(400_000);
  const longest: Record<string, number> = {};
  const within = async (what: string, act: () => Promise<void>): Promise<void> => {
    longest[what] = Math.round(Math.max(...(await tasksWhile(browser, page, act))));
  };
  const classes = Array.from({ length: MAXIMUM_CLASSES }, (_, at) => `class ${at}`);
  const lines = classes.flatMap((name, at) =>
    Array.from({ length: LINES }, (_, line) => `${name}\tnumber ${at} is ${'abcdefgh'[line]} ${at % 7}`),
  );
  await page.goto('/');
  await page.getByRole('radio', { name: 'Classify', exact: true }).check({ force: true });
  await within('reading', async () => {
    await bringFile(page, 'many.tsv', lines.join('\n'));
    await expect(page.getByRole('table', { name: `1,000 classes, 8,000 lines` })).toBeVisible();
  });
  await view(page, 'Train');
  await choose(page, { Cell: 'RNN', Layers: '1', 'Hidden units': '16', Passes: '1' });
  const picture = page.getByRole('img', { name: 'Confusion matrix of 1,000 classes' });
  await within('training and its result', async () => {
    await press(page, 'Train');
    await expect(picture).toBeVisible({ timeout: 120_000 });
  });
  const found: Record<string, readonly string[]> = { result: await look(page) };
  const table = region(page, 'Class by class').getByRole('table');
  await expect(table.locator('tbody tr')).toHaveCount(100);
  await within('more rows', () => press(page, 'Show 100 more classes'));
  await expect(table.locator('tbody tr')).toHaveCount(200);
  const box = await picture.boundingBox();
  if (box === null) throw new Error('The picture is not there.');
  await within('pointing', async () => {
    await picture.hover({ position: { x: box.width / 2, y: box.height / 2 } });
    await page.mouse.move(box.x + 20, box.y + 20, { steps: 20 });
  });

  await press(page, 'Classify with it');
  const line = page.getByRole('textbox', { name: 'Line' });
  const answer = region(page, 'Answer');
  await within('a line', async () => {
    await line.fill('number 77 is a 0 '.repeat(40));
    await expect(answer).toContainText('After 500 characters');
    await expect(answer).toHaveAttribute('aria-busy', 'false');
    await page.getByRole('slider').press('ArrowLeft');
    await expect(answer).toContainText('After 499 characters');
  });
  found.line = await look(page);
  // Pasted as a person does: filling the box in, as a test can, inserts line by line.
  const many = Array.from({ length: 60 }, (_, at) => `number ${at} is a`).join('\n');
  await page.evaluate((text) => navigator.clipboard.writeText(text), many);
  await line.focus();
  await within('several lines', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+v');
    await expect(page.getByRole('button', { name: 'Save as .csv' })).toBeEnabled({ timeout: 60_000 });
  });
  found.lines = await look(page);
  info.annotations.push({ type: 'longest tasks, ms', description: JSON.stringify(longest) });
  expect(found).toEqual({ result: [], line: [], lines: [] });
  expect(Math.max(...Object.values(longest)), JSON.stringify(longest)).toBeLessThan(LONG_TASK_MS);
});

/** Networks that fill in and classify, in Write: untrained ones, for what they answer is not what is tried here. */
import { expect, type Page } from '@playwright/test';
import { encodeCheckpoint } from '../../src/formats/checkpoint.ts';
import type { Checkpoint } from '../../src/shared/run.ts';
import { networkFor, type Settings } from '../../src/shared/settings.ts';
import { checkpointOf, randomParameters } from '../unit/formats/fixtures.ts';
import { download, press, region, view } from './story.ts';
import { test } from './support.ts';

/** It knows: line end, space, a, é, 学, 🙂. */
function untrained(task: Settings['task'], reading: Settings['reading']): Checkpoint {
  const base = checkpointOf({}, task);
  const settings = { ...base.settings, reading };
  const network = networkFor(settings, base.network.vocabulary, base.classes?.length);
  const tensors = ['', 'adam.m.', 'adam.v.'].flatMap((prefix, seed) =>
    randomParameters(network, seed + 1, 1).map((tensor) => ({ ...tensor, name: prefix + tensor.name })),
  );
  const carried = base.tensors.filter(({ name }) => name.startsWith('carried.'));
  return { ...base, settings, network, tensors: [...tensors, ...carried] };
}

async function bring(page: Page, ...checkpoints: readonly Checkpoint[]): Promise<void> {
  await view(page, 'Library');
  for (const [at, checkpoint] of checkpoints.entries()) {
    const buffer = Buffer.from(encodeCheckpoint(checkpoint));
    const file = { name: 'network.safetensors', mimeType: 'application/octet-stream', buffer };
    await page.locator('input[type=file][accept*=safetensors]').setInputFiles([file]);
    await expect(page.getByRole('article')).toHaveCount(at + 1);
  }
  await view(page, 'Write');
}

const percent = /\d %$/;

test('a passage is filled in from both sides and from the left, with the alternatives of each character', async ({
  page,
}) => {
  await page.goto('/');
  await bring(page, untrained('fill', 'forward'), untrained('fill', 'both'));
  await page.getByLabel('Network').selectOption({ index: 0 });
  const passage = page.getByRole('textbox', { name: 'Passage' });
  const result = region(page, 'Filled in');
  const fillIn = page.getByRole('button', { name: 'Fill in', exact: true });

  // Without a blank it says what to do; a blank may stand at the very first place.
  await passage.fill('é学 a');
  await expect(page.getByText('no blank yet')).toBeVisible();
  await expect(fillIn).toBeDisabled();
  await passage.press('Home');
  await passage.press('Shift+ArrowRight');
  await press(page, 'Blank');
  await expect(passage).toHaveValue('_学 a');
  await passage.pressSequentially('__');
  await expect(passage).toHaveValue('___学 a');
  await fillIn.click();

  const both = region(page, 'From both sides');
  const left = region(page, 'From the left alone');
  await expect(left).toContainText('probability');
  await expect(both).toContainText('both ways');
  const line = both.getByRole('paragraph').filter({ hasText: '学 a' });
  const places = line.getByRole('button');
  await expect(places).toHaveCount(3);
  await places.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(places.nth(1)).toBeFocused();
  const alternatives = both.getByRole('list', { name: 'What could stand at place 2' }).getByRole('listitem');
  await expect(alternatives).toHaveCount(6);
  await expect(alternatives.first()).toContainText(percent);

  // Another filling takes its place; a range of lengths is tried as a whole.
  const first = (await line.textContent()) ?? '';
  await result.getByRole('radio').nth(1).check();
  await expect(line).not.toHaveText(first);
  await page.getByLabel('to', { exact: true }).fill('5');
  await fillIn.click();
  await expect(result).toHaveAttribute('aria-busy', 'false');
  const lengths = (await result.getByRole('radio').all()).map((radio) =>
    radio.locator('..').locator('bdi').textContent(),
  );
  expect(new Set((await Promise.all(lengths)).map((text) => [...(text ?? '')].length)).size).toBeGreaterThan(1);

  // What was hidden is remembered and held against the filling; its text is not on this device, so nothing can be counted.
  await passage.fill('a é学');
  await passage.press('End');
  await passage.press('Shift+ArrowLeft');
  await press(page, 'Blank');
  await page.getByLabel('Compare with').selectOption({ label: 'N-grams of its text, from the left' });
  await fillIn.click();
  await expect(both).toContainText(/What stood there, “学”: .+ %/);
  await expect(both).toContainText(/[01] of 1 character right/);
  await expect(result).toContainText('日记.txt is no longer kept on this device');
  await expect(left).toBeHidden();
});

test('a line’s classes move with every character, and several lines are answered at once and leave as CSV', async ({
  page,
}) => {
  await page.goto('/');
  await bring(page, untrained('classify', 'both'));
  const line = page.getByRole('textbox', { name: 'Line' });
  const answer = region(page, 'Answer');
  await expect(answer).toContainText('Type something');
  await line.pressSequentially('aé学');
  await expect(answer).toContainText(/After 3 characters: (female|male|\s*tab), \d+/);
  const bars = answer.getByRole('list').first().getByRole('listitem');
  await expect(bars).toHaveCount(3);
  const shares = (await bars.allTextContents()).map((text) => Number(/([\d.]+) %/.exec(text)?.[1]));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeGreaterThan(98);

  // Back along the line, by keyboard.
  const slider = answer.getByRole('slider', { name: 'Look back along the line' });
  await slider.press('ArrowLeft');
  await expect(answer).toContainText('After 2 characters');
  await expect(slider).toHaveAttribute('aria-valuetext', /^After 2 characters: /);
  await slider.press('ArrowRight');
  await line.press('Backspace');
  await expect(answer).toContainText('After 2 characters');

  await line.fill('aé '.repeat(3000));
  await expect(page.getByText('Only the first 500 characters of the line are read')).toBeVisible();
  await expect(answer).toContainText(/After 500 characters/, { timeout: 60_000 });

  await line.fill('a\n\n"é, 学"\naQ');
  const rows = answer.getByRole('table').locator('tbody').getByRole('row');
  await expect(rows).toHaveCount(3);
  const file = await download(page, page.getByRole('button', { name: 'Save as .csv' }));
  expect(file.name).toMatch(/\.csv$/);
  const table = file.bytes.toString('utf8').replace('\uFEFF', '').split('\r\n');
  expect(table[0]).toBe('Line,Answer,Probability,female,male,"\ttab"');
  expect(table[2]).toMatch(/^"""é, 学""",.+(,\d\.\d{4}){4}$/);
  expect(table).toHaveLength(5);

  await line.fill('');
  await expect(answer).toContainText('Type something');
});

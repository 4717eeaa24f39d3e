/** Both other tasks on bundled data, without a network: trained to stated figures, answering, exported, brought back and answering the same. */
import { expect, type Page } from '@playwright/test';
import { choose, download, press, region, runCards, tensorsOf, view } from './story.ts';
import { test } from './support.ts';

function task(page: Page, name: 'Fill in' | 'Classify'): Promise<void> {
  return page.getByRole('radio', { name, exact: true }).check({ force: true });
}

/** Trains until so many percent of the answers on unseen text are right, and stops. */
async function trainTo(page: Page, percent: number, settings: Readonly<Record<string, string>>): Promise<void> {
  await view(page, 'Train');
  await choose(page, settings);
  await press(page, 'Train');
  const figure = page.locator('dl > div', { hasText: 'Right on unseen text' });
  const right = async () => Number.parseFloat(/([\d.]+) %/.exec((await figure.textContent()) ?? '')?.[1] ?? '0');
  await expect.poll(right, { timeout: 240_000 }).toBeGreaterThan(percent);
  await press(page, 'Stop');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();
}

/** Out as both kinds of file, and in again. */
async function exportAndImport(page: Page, name: string, format: string): Promise<void> {
  await view(page, 'Library');
  const card = runCards(page).filter({ hasText: name });
  const onnx = await download(page, card.getByRole('button', { name: 'Export ONNX', exact: true }));
  expect(onnx.bytes.includes(format)).toBe(true);
  const exported = await download(page, card.getByRole('button', { name: 'Export safetensors', exact: true }));
  expect(Object.keys(tensorsOf(exported.bytes))).toContain('rnn.weight_hh_l0_reverse');
  const file = { name: exported.name, mimeType: 'application/octet-stream', buffer: exported.bytes };
  await page.locator('input[type=file][accept*=safetensors]').setInputFiles([file]);
  await expect(page.getByRole('article', { name: `${name} (imported)` })).toBeVisible();
}

/** Writes with the run of this card at its newest state, which is what was exported. */
async function useInWrite(page: Page, name: string): Promise<void> {
  await view(page, 'Library');
  const card = page.getByRole('article', { name, exact: true });
  await card
    .getByRole('button', { name: 'Write', exact: true })
    .or(card.getByRole('button', { name: /^(Fill in|Classify)$/ }))
    .click();
  const newest = page.getByLabel('Checkpoint').getByRole('option', { name: /newest/ });
  await page.getByLabel('Checkpoint').selectOption(await newest.getAttribute('value'));
}

test('names and sonnets are learned, answered, exported and brought back without a network', async ({
  page,
  context,
}) => {
  test.setTimeout(600_000);
  await page.goto('/');
  await expect(page.getByText('Ready to work offline')).toBeVisible({ timeout: 60_000 });
  await context.setOffline(true);
  await page.reload();

  await task(page, 'Classify');
  await press(page, 'First names');
  await expect(region(page, 'First names')).toBeVisible();
  await trainTo(page, 80, { Cell: 'GRU', Layers: '1', 'Hidden units': '32', Passes: '200' });
  await exportAndImport(page, 'First names', 'unroll-classify');
  const classified: (string | null)[] = [];
  for (const name of ['First names', 'First names (imported)']) {
    await useInWrite(page, name);
    await page.getByRole('textbox', { name: 'Line' }).fill('Maria\nAlexander\nChristina');
    const rows = region(page, 'Answer').getByRole('table').locator('tbody').getByRole('row');
    await expect(rows.nth(0)).toContainText(/female.*\d %/);
    await expect(rows.nth(1)).toContainText(/male.*\d %/);
    await expect(page.getByRole('button', { name: 'Save as .csv' })).toBeEnabled();
    classified.push((await rows.allTextContents()).join('\n'));
  }
  expect(classified[1]).toBe(classified[0]);

  await view(page, 'Text');
  await task(page, 'Fill in');
  await press(page, 'Shakespeare’s sonnets');
  await expect(region(page, 'Shakespeare’s sonnets')).toBeVisible();
  await trainTo(page, 22, { Cell: 'GRU', Layers: '1', 'Hidden units': '48', Window: '32', Batch: '32', Passes: '200' });
  await exportAndImport(page, 'Shakespeare’s sonnets', 'unroll-fill');
  const filled: (string | null)[] = [];
  for (const name of ['Shakespeare’s sonnets', 'Shakespeare’s sonnets (imported)']) {
    await useInWrite(page, name);
    await page.getByRole('textbox', { name: 'Passage' }).fill('Shall I compare t__e to a summer’s d_y?');
    await press(page, 'Fill in');
    await expect(region(page, 'From the left alone')).toContainText('N-grams of its text');
    const both = region(page, 'From both sides');
    await expect(both).toContainText('probability');
    filled.push(await both.getByRole('paragraph').filter({ hasText: 'Shall I' }).textContent());
  }
  expect(filled[1]).toBe(filled[0]);
  expect(filled[0]).toMatch(/^Shall I compare t..e to a summer’s d.y\?$/);
});

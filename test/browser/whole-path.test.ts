/** The whole path of a person's text: read, trained, kept, written with, exported and brought back; with and without a network. */
import { expect, type Page } from '@playwright/test';
import { choose, download, easyText, lossAt, lossRows, press, region, tensorsOf, untilStep, view } from './story.ts';
import { test } from './support.ts';

/** Hundreds of steps take seconds; all of them would take longer than the test. */
const SMALL = { Cell: 'GRU', Layers: '2', 'Hidden units': '96', Window: '32', Batch: '16', Passes: '4000', Seed: '7' };

async function bringText(page: Page): Promise<void> {
  await view(page, 'Text');
  await page.getByLabel('Choose files').setInputFiles([
    {
      name: 'sea.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(easyText(300).replaceAll('\n', '\r\n'), 'utf16le'),
    },
  ]);
  const understood = region(page, 'sea.txt');
  await expect(understood).toContainText('UTF-16');
  await expect(understood).toContainText('the whale');
  await expect(understood).toContainText(easyText(300).length.toLocaleString('en'));
  await expect(understood).toContainText('line ends', { ignoreCase: true });
}

async function trainAndPause(page: Page): Promise<void> {
  await view(page, 'Train');
  await choose(page, SMALL);
  await press(page, 'Train');
  await expect(page.getByRole('img', { name: 'Loss', exact: true })).toBeVisible();
  await untilStep(page, 310);
  const rows = await lossRows(page);
  // Uniform guessing among about 25 symbols costs 3.2 nats.
  expect(lossAt(rows, 10) - lossAt(rows, 300)).toBeGreaterThan(0.8);
  await expect(region(page, 'Sample')).toContainText(/[a-z ]{20}/);
  await choose(page, { 'Learning rate': '0.002' });
  await press(page, 'Apply');
  await press(page, 'Pause');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
}

async function write(page: Page, prompt: string, length: number, seed: string): Promise<string> {
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(prompt);
  await choose(page, { Length: String(length), Seed: seed, Temperature: '0.6' });
  await press(page, 'Write');
  // Until it has begun, the text before stands there, which may be as long.
  await expect(region(page, 'Page')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  await expect
    .poll(async () => (await region(page, 'Page').textContent())?.length, { timeout: 60_000 })
    .toBe(prompt.length + length);
  return (await region(page, 'Page').textContent()) ?? '';
}

async function wholePath(page: Page): Promise<void> {
  await bringText(page);
  await trainAndPause(page);

  // Tomorrow: another tab, the same device.
  const later = await page.context().newPage();
  await page.close();
  await later.goto('/');
  await view(later, 'Library');
  const card = later.getByRole('article', { name: /sea\.txt/ });
  await expect(card).toContainText('GRU 2 × 96');
  await card.getByRole('button', { name: 'Resume', exact: true }).click();
  await untilStep(later, 330);
  await press(later, 'Stop');
  await expect(later.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();

  await view(later, 'Write');
  const prompt = 'the whale ';
  const first = await write(later, prompt, 400, '5');
  expect(first.startsWith(prompt)).toBe(true);
  expect([...first]).toHaveLength(prompt.length + 400);
  expect(await write(later, prompt, 400, '6')).not.toBe(first);
  expect(await write(later, prompt, 400, '5')).toBe(first);
  const words = new Set(easyText(300).split(/[^a-z]+/));
  const written = first
    .slice(prompt.length)
    .split(/[^a-z]+/)
    .slice(1, -1);
  expect(written.filter((word) => words.has(word)).length / written.length).toBeGreaterThan(0.5);

  await later.getByRole('textbox', { name: 'Text', exact: true }).fill('whale Ω字');
  await press(later, 'Write');
  await expect(later.getByRole('main')).toContainText('Ω');
  await expect(later.getByRole('main')).toContainText('字');

  await view(later, 'Library');
  const onnx = await download(later, card.getByRole('button', { name: 'Export ONNX', exact: true }));
  expect(onnx.name).toMatch(/\.onnx$/);
  expect(onnx.bytes.includes('GRU')).toBe(true);
  const exported = await download(later, card.getByRole('button', { name: 'Export safetensors', exact: true }));
  expect(Object.keys(tensorsOf(exported.bytes))).toContain('rnn.weight_hh_l0');

  await later
    .locator('input[type=file][accept*=safetensors]')
    .setInputFiles([{ name: exported.name, mimeType: 'application/octet-stream', buffer: exported.bytes }]);
  const copy = later.getByRole('article', { name: /imported/ });
  await expect(copy).toBeVisible();
  const again = await download(later, copy.getByRole('button', { name: 'Export safetensors', exact: true }));
  expect(tensorsOf(again.bytes)).toEqual(tensorsOf(exported.bytes));
}

test('a text is read, trained to a loss at least 0.8 nats lower, kept, resumed, written with and exported', async ({
  page,
}) => {
  await page.goto('/');
  await wholePath(page);
});

test('all of it again without a network, after a reload', async ({ page, context }) => {
  await page.goto('/');
  await expect(page.getByText('Ready to work offline')).toBeVisible({ timeout: 60_000 });
  await context.setOffline(true);
  await page.reload();
  expect(
    await page.evaluate(() =>
      fetch('/not-kept.txt').then(
        () => 'answered',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  await wholePath(page);
});

test('one press on Train, with nothing chosen, writes a first sample of the bundled novel', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('main')).toContainText('nothing ever leaves your device');
  await press(page, 'Train');
  await expect.poll(async () => (await region(page, 'Sample').textContent())?.length).toBeGreaterThan(100);
  await expect(page.getByRole('heading', { name: /Moby-Dick/ })).toBeVisible();
  await press(page, 'Stop');
});

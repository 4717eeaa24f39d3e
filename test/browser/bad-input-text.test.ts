/** Texts that cannot be learned, as a person brings them: each is refused with words where it was brought, and the text before stays. */
import { truncate, writeFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import {
  bringEasyText,
  bringFile,
  choose,
  easyText,
  press,
  problem,
  region,
  TINY,
  trainTiny,
  untilStep,
  view,
} from './story.ts';
import { test } from './support.ts';

// What is refused has nothing to do with being installed, and installing takes time.
test.use({ serviceWorkers: 'block' });

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('an empty file, a renamed picture, three characters and one character a million times are refused with words, and the text before stays', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  const before = await region(page, 'sea.txt').innerText();

  const refused: readonly (readonly [name: string, content: Buffer | string, ...said: string[]])[] = [
    ['empty.txt', '', '“empty.txt” is empty', 'at least 200 characters'],
    ['holiday.txt', PNG, '“holiday.txt” is a PNG picture, not a text'],
    ['short.txt', 'abc', '“short.txt” has 3 characters', 'at least 200'],
    ['same.txt', 'a'.repeat(1_000_000), '“same.txt” is one character, “a”, 1,000,000 times', 'nothing to learn'],
  ];
  for (const [name, content, ...said] of refused) {
    await bringFile(page, name, content);
    for (const words of said) await expect(problem(page)).toContainText(words);
    await expect(region(page, name)).toHaveCount(0);
    expect(await region(page, 'sea.txt').innerText()).toBe(before);
  }

  // A text that can be used takes the message away.
  await bringEasyText(page, 'sky.txt');
  await expect(problem(page)).toHaveCount(0);
});

test('a pasted text that is too short is refused with words, and stays in the box to be made longer', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Paste text' }).fill('abc');
  await press(page, 'Use this text');
  await expect(problem(page)).toContainText('has 3 characters, and at least 200 are needed');
  await expect(page.getByRole('textbox', { name: 'Paste text' })).toHaveValue('abc');
});

test('halves of symbols in a pasted text are replaced, and the page says how many', async ({ page }) => {
  await page.goto('/');
  // Put in by a script: the line between the test and the browser carries only whole symbols.
  await page.getByRole('textbox', { name: 'Paste text' }).evaluate((box: HTMLTextAreaElement) => {
    const half = String.fromCharCode(0xd83d);
    box.value = 'a gull over the sea; '.repeat(20) + half + ' and a half, ' + String.fromCharCode(0xde00) + half;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await press(page, 'Use this text');
  const understood = region(page, 'Pasted text');
  await expect(understood).toContainText('3 halves of symbols were replaced by �');
  await expect(understood).toContainText('a gull over the sea');
  await trainTiny(page);
});

test('of several files in old encodings, each is named whose encoding was guessed', async ({ page }) => {
  await page.goto('/');
  // Windows-1252: one byte a character.
  const german = 'Der Käpt’n hört die Möwen über der grauen See. '.replace('’', '').repeat(20);
  await page.getByLabel('Choose files').setInputFiles(
    ['eins.txt', 'zwei.txt', 'drei.txt'].map((name) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(`${name}: ${german}`, 'latin1'),
    })),
  );
  for (const name of ['eins.txt', 'zwei.txt', 'drei.txt']) {
    await expect(page.getByRole('main')).toContainText(`“${name}” was read as Windows-1252, which is a guess`);
  }
  await bringEasyText(page, 'sea.txt');
  await expect(page.getByRole('main')).not.toContainText('which is a guess');
});

test('a file of 200 MB is refused within three seconds, before any of it is read', async ({ page }, info) => {
  const file = info.outputPath('huge.txt');
  await writeFile(file, '');
  // A hole as large as that: it takes no room on the disk.
  await truncate(file, 200 * 1024 * 1024);
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  // Whatever read a part of it now would fail, and say so instead.
  const thread = page.workers().find((worker) => worker.url().includes('training'));
  await thread?.evaluate(() => {
    Blob.prototype.arrayBuffer = () => Promise.reject(new Error('It was read.'));
    Blob.prototype.stream = Blob.prototype.text = () => {
      throw new Error('It was read.');
    };
  });
  expect(thread).toBeDefined();
  const begun = performance.now();
  await page.getByLabel('Choose files').setInputFiles(file);
  await expect(problem(page)).toContainText('“huge.txt” is too large: 200 MB, and at most 100 MB can be read');
  expect(performance.now() - begun).toBeLessThan(3000);
  await expect(region(page, 'sea.txt')).toBeVisible();
});

test('a pasted text of over 100 MB is refused in its field and beside it, what stood there stays; a field that cannot hold it says so', async ({
  page,
}) => {
  /** Pastes `megabytes` of words, into the field that has the focus or else on the page. */
  const pasteMuch = (megabytes: number): Promise<void> =>
    page.evaluate((times) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData(
        'text/plain',
        'the whale follows the wind. '.repeat(Math.floor((times * 1024 * 1024) / 28)),
      );
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
      if (!event.defaultPrevented) throw new Error('It is left to the browser.');
    }, megabytes);
  const refusal = 'What you pasted is too large: 101 MB, and at most 100 MB can be read. Paste a part of it.';

  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await pasteMuch(101);
  await expect(problem(page)).toHaveText(refusal);
  const field = page.getByRole('textbox', { name: 'Paste text' });
  await field.fill('kept here');
  await expect(problem(page)).toHaveText(refusal);
  await field.focus();
  await pasteMuch(101);
  await expect(problem(page)).toHaveText(refusal);
  await expect(field).toHaveValue('kept here');
  await expect(region(page, 'sea.txt')).toBeVisible();

  // As much as may be is read with what stood in the field before it.
  await field.press('End');
  await pasteMuch(1);
  await expect(region(page, 'Pasted text')).toContainText('kept herethe whale follows');
  await expect(field).toHaveValue('');

  await trainTiny(page);
  await press(page, 'Stop');
  await press(page, 'Write with it');
  const box = page.getByRole('textbox', { name: 'Text', exact: true });
  await box.fill('the whale ');
  await pasteMuch(101);
  await expect(page.getByRole('status', { name: 'Messages' })).toContainText(
    /The pasted text has 105,906,\d{3} characters, and a field here takes at most 1,000,000 at once/,
  );
  await expect(box).toHaveValue('the whale ');
});

test('60,000 different symbols are learned with the 4,096 most frequent and one for the rest', async ({ page }) => {
  await page.goto('/');
  await bringFile(page, 'scripts.txt', manySymbols(60_000));
  const understood = region(page, 'scripts.txt');
  await expect(understood).toContainText('60,000 different symbols. The 4,096 most frequent are learned');
  await view(page, 'Train');
  const size = { Cell: 'RNN', Layers: '1', 'Hidden units': '16', Input: 'One-hot' };
  await choose(page, { ...size, Window: '4', Batch: '1', Passes: '100' });
  // U [16, 4097], W [16, 16], two biases, V [4097, 16] and its bias.
  const parameters = 16 * 4097 + 16 * 16 + 2 * 16 + 4097 * 16 + 4097;
  await expect(page.getByRole('main')).toContainText(`${parameters.toLocaleString('en')} parameters`);
  await press(page, 'Train');
  await untilStep(page, 5);
  await press(page, 'Stop');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  await expect(problem(page)).toHaveCount(0);
});

/** That many different symbols, Chinese and Korean ones, each once or twice. */
function manySymbols(count: number): string {
  const ranges = [
    [0x4e00, 0x9fff],
    [0xac00, 0xd7a3],
    [0x20000, 0x2a6df],
  ] as const;
  const all = ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
  const symbols = all.slice(0, count).map((code) => String.fromCodePoint(code));
  return [...symbols, ...symbols.slice(0, 5000)].join('');
}

test('a text that changes its language half-way is told before training, and blocks spread over it can be held out', async ({
  page,
}) => {
  await page.goto('/');
  const second = 'Der Wal folgt dem Wind; ein Matrose vergisst ein Lied.\n'.repeat(60);
  await bringFile(page, 'two-languages.txt', easyText(100) + second);
  await expect(region(page, 'two-languages.txt')).toContainText('its end is unlike its beginning');
  await view(page, 'Train');
  await press(page, 'Hold out blocks spread over the text');
  await expect(page.getByRole('button', { name: 'Hold out blocks spread over the text' })).toBeHidden();
  await choose(page, TINY);
  await expect(page.getByLabel('Held out from', { exact: true })).toHaveValue('blocks');
  await press(page, 'Train');
  await untilStep(page, 10);
  await press(page, 'Stop');
  await page.locator('summary', { hasText: 'Settings of this run' }).click();
  await expect(page.getByRole('main')).toContainText('Blocks spread over the text');
});

test('a text with too few characters for its symbols is told what would help', async ({ page }) => {
  await page.goto('/');
  const symbols = Array.from({ length: 600 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7) % 300))).join('');
  await bringFile(page, 'few.txt', symbols);
  await expect(region(page, 'few.txt')).toContainText(
    'It has 300 different symbols and only 2 characters for each on average',
  );
  await expect(region(page, 'few.txt')).toContainText('A longer text of the same kind would help most');
});

/** Prompts no network can go on from, and files that are no network of ours: refused with words, and what was there stays. */
import { expect } from '@playwright/test';
import { bringFile, choose, download, press, problem, runCards, trainedRun, view } from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

test('a beginning of only unseen characters is refused by name and stays to be changed, and the text before comes back', async ({
  page,
}) => {
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Write');
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.fill('the whale ');
  await choose(page, { Length: '50' });
  await press(page, 'Write');
  await expect(text).toHaveValue(/^the whale [^]{50}$/);
  const before = await text.inputValue();

  await text.fill('ΩΨ字');
  await press(page, 'Write');
  await expect(problem(page)).toContainText('Ω');
  await expect(problem(page)).toContainText('Ψ');
  await expect(problem(page)).toContainText('字');
  await expect(text).toHaveValue('ΩΨ字');
  await press(page, 'Undo');
  await expect(text).toHaveValue(before);

  await text.fill('a gull');
  await press(page, 'Write');
  await expect(text).toHaveValue(/^a gull[^]{50}$/);
  await expect(problem(page)).toHaveCount(0);
});

/** A safetensors file of one tensor, as another program writes it. */
function foreignSafetensors(): Buffer {
  const header = JSON.stringify({
    __metadata__: { format: 'pt' },
    weight: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
  });
  return Buffer.concat([headerLength(BigInt(header.length)), Buffer.from(header), Buffer.alloc(16)]);
}

function headerLength(bytes: bigint): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(bytes);
  return length;
}

test('a truncated, a foreign, a vast, a newer and an empty file are refused by Import with words, and the Library is unchanged', async ({
  page,
}) => {
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Library');
  const card = runCards(page);
  const { bytes } = await download(page, card.getByRole('button', { name: 'Export safetensors', exact: true }));
  const before = await card.innerText();

  const newer = Buffer.from(bytes);
  const version = newer.indexOf('"version":"1"');
  expect(version).toBeGreaterThan(0);
  newer.write('"version":"9"', version);
  const files: readonly (readonly [content: Buffer, said: string])[] = [
    [bytes.subarray(0, bytes.length - 100), 'The safetensors file is damaged or cut off'],
    [bytes.subarray(0, 100), 'is cut off'],
    [foreignSafetensors(), 'not one that Unroll wrote'],
    [Buffer.concat([headerLength(2n ** 60n), bytes.subarray(8)]), 'claims a header of 1152921504606846976 bytes'],
    [newer, 'version 9; this app reads version 1'],
    [Buffer.alloc(0), 'at least 8 bytes; this one has 0'],
  ];
  for (const [buffer, said] of files) {
    await page
      .locator('input[type=file][accept*=safetensors]')
      .setInputFiles({ name: 'brought.safetensors', mimeType: 'application/octet-stream', buffer });
    await expect(problem(page)).toContainText(said);
    await expect(runCards(page)).toHaveCount(1);
  }
  await page.reload();
  await expect(runCards(page)).toHaveCount(1);
  expect((await card.innerText()).replace(/just now|\d+ min ago/, '')).toBe(before.replace(/just now|\d+ min ago/, ''));
});

test('a network brought as a text is named for what it is', async ({ page }) => {
  await page.goto('/');
  await bringFile(page, 'network.txt', foreignSafetensors());
  await expect(problem(page)).toContainText('“network.txt” is a network (safetensors), not a text');
});

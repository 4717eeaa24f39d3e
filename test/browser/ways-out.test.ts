/** Ways out: a web page that writes by itself, and a link that carries settings. */
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { expect } from '@playwright/test';
import { choose, download, easyText, problem, runCards, trainedRun, view } from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

test('a run becomes a web page that writes by itself, opened from a disk, in both languages, and loads nothing', async ({
  page,
  browser,
}, info) => {
  await page.goto('/');
  await trainedRun(page, 'sea.txt');
  await view(page, 'Library');
  const button = runCards(page).getByRole('button', { name: /^Export web page \(\d+ kB\)$/ });
  const { name, bytes } = await download(page, button);
  expect(name).toBe('sea.txt.html');
  const said = Number.parseFloat(/\((\d+)/.exec((await button.textContent()) ?? '')?.[1] ?? '');
  expect(bytes.length / 1000 / said).toBeGreaterThan(0.9);
  expect(bytes.length / 1000 / said).toBeLessThan(1.1);
  // No sentence of the text is in it.
  for (const sentence of easyText(120).split(/[;.]\s/)) {
    if (sentence !== '') expect(bytes.includes(sentence)).toBe(false);
  }

  const file = info.outputPath(name);
  await writeFile(file, bytes);
  // In a browser that knows nothing of the app, and is followed by no watch: a file is of no origin.
  const context = await browser.newContext();
  const written = await context.newPage();
  const asked: string[] = [];
  written.on('request', (request) => asked.push(request.url()));
  const problems: string[] = [];
  written.on('console', (message) => problems.push(message.text()));
  written.on('pageerror', (error) => problems.push(error.message));
  const address = pathToFileURL(file).href;
  await written.goto(address);
  await expect(written.getByRole('heading', { name: 'sea.txt' })).toBeVisible();
  await written.getByLabel('Prompt').fill('the whale ');
  await written.getByLabel('Temperature').fill('0.5');
  await written.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(written.locator('.note')).toContainText('characters a second');
  const result = (await written.locator('.written').textContent()) ?? '';
  expect(result.startsWith('the whale ')).toBe(true);
  expect(result).toHaveLength('the whale '.length + 400);
  await written.getByRole('button', { name: 'Go on', exact: true }).click();
  await expect.poll(async () => (await written.locator('.written').textContent())?.length).toBe(810);

  await written.getByRole('button', { name: '中文', exact: true }).click();
  await expect(written.getByRole('button', { name: '写', exact: true })).toBeVisible();
  await expect(written.locator('html')).toHaveAttribute('lang', 'zh-CN');
  expect(asked).toEqual([address]);
  expect(problems).toEqual([]);
  await context.close();
});

test('a link carries settings and no text; opened, they are taken over with a note, clamped where they must be, and can be taken back', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/#train');
  await choose(page, { Cell: 'RNN', Layers: '3', 'Hidden units': '48' });
  await page.getByRole('button', { name: 'Copy a link with these settings' }).click();
  await expect(page.getByText('The link is copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('/#train?settings=1&');
  await page.getByRole('button', { name: 'Copy as a command' }).click();
  await expect(page.getByText('The command is copied.')).toBeVisible();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(
    /^npm run recipe -- --text TEXT.txt .*--cell rnn --nonlinearity tanh --layers 3 --hidden 48 /,
  );

  const other = await context.newPage();
  await other.goto(link.replace('hidden=48', 'hidden=4800').replace('layers=3', 'layers=3&colour=red'));
  const note = other.getByRole('status', { name: 'Settings from a link' });
  await expect(note).toContainText('settings came with the link you opened');
  await expect(note).toContainText('“Hidden units” was 4800 there and is 1024 here.');
  await expect(note).toContainText('This version knows nothing of “colour”.');
  expect(new URL(other.url()).hash).toBe('#train');
  await choose(other, { Layers: '3' });
  await expect(other.getByLabel('Cell', { exact: true })).toHaveValue('rnn');
  await expect(other.getByLabel('Hidden units', { exact: true })).toHaveValue('1024');
  await note.getByRole('button', { name: 'Take my own settings back' }).click();
  await expect(note).toHaveCount(0);
  await expect(other.getByLabel('Cell', { exact: true })).not.toHaveValue('rnn');

  await other.goto(`${new URL(link).origin}/#train?settings=99&cell=rnn`);
  await expect(note).toContainText('is of a newer version of Unroll (its settings are 99');
  await expect(other.getByLabel('Cell', { exact: true })).not.toHaveValue('rnn');
  await expect(problem(other)).toHaveCount(0);
  await other.close();
});

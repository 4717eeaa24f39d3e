/** The whole library into one file and back, as a person does it. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import {
  bringEasyText,
  download,
  drop,
  press,
  problem,
  region,
  runCards,
  trainedRun,
  trainTiny,
  view,
} from './story.ts';
import { test } from './support.ts';

function panel(page: Page): Locator {
  return region(page, 'Backup');
}

/** What the panel says of the last backup or restore. */
function outcome(page: Page): Locator {
  return panel(page).getByRole('status');
}

async function withoutSaveDialog(page: Page): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
}

async function backUp(page: Page): Promise<{ name: string; bytes: Buffer }> {
  await view(page, 'Library');
  return download(page, panel(page).getByRole('button', { name: 'Back up everything', exact: true }));
}

async function restore(page: Page, bytes: Buffer, name = 'backup.zip'): Promise<void> {
  await view(page, 'Library');
  await page.locator('input[accept=".zip"]').setInputFiles({ name, mimeType: 'application/zip', buffer: bytes });
}

async function clearSiteData(page: Page, origin = ''): Promise<void> {
  const session = await page.context().newCDPSession(page);
  // Chromium leaves a database alone that a worker of the page before has not yet let go.
  await expect(async () => {
    await page.goto('about:blank');
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await page.goto('/#library');
    await expect(page.getByText('No runs yet.')).toBeVisible({ timeout: 3000 });
  }).toPass();
}

async function stepOf(card: Locator): Promise<number> {
  return Number(/([\d,]+) of [\d,]+ steps/.exec(await card.innerText())?.[1].replaceAll(',', ''));
}

async function shownStep(page: Page): Promise<number> {
  const text = await page.getByText(/^step [\d,]+ of/).innerText();
  return Number(/step ([\d,]+) of/.exec(text)?.[1].replaceAll(',', ''));
}

test('a run backed up, the site’s data cleared, the backup restored: the run is there at its step, its text is the same, and Resume goes on', async ({
  page,
  baseURL,
}) => {
  await withoutSaveDialog(page);
  await page.goto('/');
  await trainedRun(page, 'diary.txt');
  const { name, bytes } = await backUp(page);
  expect(name).toMatch(/^unroll-backup-\d{4}-\d\d-\d\d\.zip$/);
  await expect(outcome(page)).toHaveText('1 run and 1 text are in the backup.');
  const step = await stepOf(runCards(page));
  await view(page, 'Text');
  const text = await region(page, 'diary.txt').innerText();

  await clearSiteData(page, baseURL);
  await restore(page, bytes);
  await expect(outcome(page)).toHaveText('1 run and 1 text came in.');
  await expect(runCards(page)).toHaveCount(1);
  expect(await stepOf(runCards(page))).toBe(step);
  await view(page, 'Text');
  await expect(region(page, 'diary.txt')).toBeVisible();
  expect(await region(page, 'diary.txt').innerText()).toBe(text);

  await view(page, 'Library');
  await runCards(page).getByRole('button', { name: 'Resume', exact: true }).click();
  await expect.poll(() => shownStep(page)).toBeGreaterThan(step);
  await press(page, 'Pause');
});

test('a passage that was kept is in the backup: after all site data is cleared, a restore brings it back, once', async ({
  page,
  baseURL,
}) => {
  await withoutSaveDialog(page);
  await page.goto('/');
  await trainedRun(page, 'diary.txt');
  await view(page, 'Write');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('the whale 鲸 forgets\nthe north');
  await press(page, 'Keep');
  const kept = region(page, 'Kept passages').getByRole('article');
  await expect(kept).toContainText('the whale 鲸 forgets');
  const told = await kept.locator('.prose').innerText();
  const { bytes } = await backUp(page);
  await expect(outcome(page)).toHaveText('1 run, 1 text and 1 kept passage are in the backup.');

  await clearSiteData(page, baseURL);
  await restore(page, bytes);
  await expect(outcome(page)).toHaveText('1 run, 1 text and 1 kept passage came in.');
  await restore(page, bytes);
  await expect(outcome(page)).toHaveText('Nothing new came in: 1 run, 1 text and 1 kept passage were here already.');
  await view(page, 'Write');
  await expect(kept).toHaveCount(1);
  expect(await kept.locator('.prose').innerText()).toBe(told);
});

test('a backup dropped on the page comes in once: what is here is told, and a state that differs becomes a copy', async ({
  page,
}) => {
  await withoutSaveDialog(page);
  await page.goto('/');
  await trainedRun(page, 'diary.txt');
  const { bytes } = await backUp(page);
  await view(page, 'Text');
  await drop(page, 'moved.zip', bytes);
  await expect(outcome(page)).toHaveText('Nothing new came in: 1 run and 1 text were here already.');
  await expect(runCards(page)).toHaveCount(1);

  const step = await stepOf(runCards(page));
  await runCards(page).getByRole('button', { name: 'Resume', exact: true }).click();
  await expect.poll(() => shownStep(page)).toBeGreaterThan(step + 5);
  await press(page, 'Pause');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  await drop(page, 'moved.zip', bytes);
  await expect(outcome(page)).toContainText('1 run differed from what was here: both are kept, one as a copy.');
  await expect(runCards(page)).toHaveCount(2);
  await expect(runCards(page).filter({ hasText: '(from a backup)' })).toHaveCount(1);
});

test('with a dialog for saving the backup is written to the file that was chosen, also while a run trains, which goes on', async ({
  page,
}) => {
  // The same kind of file handle as the dialog gives, which nobody could answer here.
  await page.addInitScript(() => {
    const choose = async (options: { suggestedName: string }): Promise<FileSystemFileHandle> =>
      (await navigator.storage.getDirectory()).getFileHandle(options.suggestedName, { create: true });
    Reflect.set(window, 'showSaveFilePicker', choose);
  });
  await page.goto('/');
  await bringEasyText(page, 'diary.txt');
  await trainTiny(page);
  await expect(page.getByRole('main').getByText('just now')).toBeVisible();
  await view(page, 'Library');
  await panel(page).getByRole('button', { name: 'Back up everything', exact: true }).click();
  await expect(outcome(page)).toHaveText('1 run and 1 text are in the backup.');
  const written = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const day = new Intl.DateTimeFormat('sv', { dateStyle: 'short' }).format(new Date());
    const file = await (await folder.getFileHandle(`unroll-backup-${day}.zip`)).getFile();
    return [...new Uint8Array(await file.arrayBuffer())];
  });
  await view(page, 'Train');
  const step = await shownStep(page);
  await expect.poll(() => shownStep(page)).toBeGreaterThan(step + 5);
  await press(page, 'Stop');
  await restore(page, Buffer.from(written));
  await expect(outcome(page)).toContainText('both are kept, one as a copy');
});

test('what is no backup is refused in place, and the Library stays as it was', async ({ page }) => {
  await page.goto('/');
  await trainedRun(page, 'diary.txt');
  await view(page, 'Library');
  const before = await runCards(page).innerText();
  await restore(page, await readFile(import.meta.filename), 'notes.zip');
  await expect(problem(page)).toContainText('not a whole backup of Unroll');
  await expect(problem(page)).toContainText('Nothing was changed here');
  expect(await runCards(page).innerText()).toBe(before);
});

/** Ways in beside the file picker: documents, folders, a paste anywhere, and what other apps share or open with this one. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { docx, epub, paragraph } from '../unit/text/documents.ts';
import { bringFile, easyText, problem, region, view } from './story.ts';
import { test, untilKept } from './support.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk', 'base64');

/** Pastes outside of any field. */
async function pasteOnPage(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Drops a folder as the system does. */
async function dropFolder(page: Page, path: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await devtools.detach();
}

test.describe('without a service worker', () => {
  test.use({ serviceWorkers: 'block' });

  test('the text inside a Word document and an e-book is read; a damaged one and a book of pictures are refused with words', async ({
    page,
  }) => {
    await page.goto('/');
    const lines = easyText(120).trim().split('\n');
    await bringFile(page, 'letter.docx', Buffer.from(docx(lines.map(paragraph).join(''))));
    await expect(region(page, 'letter.docx')).toContainText('the whale');
    await expect(region(page, 'letter.docx')).toContainText('only the running text was taken');
    await expect(region(page, 'letter.docx')).toContainText('DOCX');

    const chapters = { 'one.xhtml': `<h1>One</h1>${lines.map((line) => `<p>${line}</p>`).join('')}` };
    await bringFile(page, 'novel.epub', Buffer.from(epub({ chapters })));
    await expect(region(page, 'novel.epub')).toContainText('One');

    const pictures = epub({ chapters: { 'p.xhtml': '<p><img src="p.jpg"/></p>' } });
    await bringFile(page, 'comic.epub', Buffer.from(pictures));
    await expect(problem(page)).toContainText('“comic.epub” has no text in it: its pages are pictures.');
    const whole = Buffer.from(docx(lines.map(paragraph).join('')));
    await bringFile(page, 'torn.docx', whole.subarray(0, whole.length - 50));
    await expect(problem(page)).toContainText('“torn.docx” is damaged');
    await expect(region(page, 'novel.epub')).toBeVisible();
  });

  test('a folder that is chosen or dropped is read to its last text; one of pictures is refused with words', async ({
    page,
  }, info) => {
    // The browser's own dialog cannot be pressed in a test: it gives this folder.
    await page.addInitScript(() => {
      Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
    });
    await page.goto('/');
    await page.evaluate(async (text) => {
      const root = await navigator.storage.getDirectory();
      const inner = await root.getDirectoryHandle('poems', { create: true });
      for (const [folder, name, content] of [
        [root, 'a.txt', text],
        [inner, 'b.txt', `deep down ${text}`],
        [inner, 'c.bin', '\0\0\0\0'.repeat(100)],
      ] as const) {
        const writing = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writing.write(content);
        await writing.close();
      }
    }, easyText(60));
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(page.getByRole('main')).toContainText('2 files were joined in the order of their names');
    await expect(page.getByRole('main')).toContainText('1 other file in the folder is no text and was left out');

    const folder = info.outputPath('Diary');
    await mkdir(join(folder, 'May'), { recursive: true });
    await writeFile(join(folder, 'May', '1.txt'), easyText(60));
    await writeFile(join(folder, 'beach.png'), PNG);
    await view(page, 'Library');
    await dropFolder(page, folder);
    await expect(region(page, 'Diary')).toContainText('the whale');
    await expect(region(page, 'Diary')).toContainText('“Diary/beach.png”');

    const pictures = info.outputPath('Holidays');
    await mkdir(pictures);
    await writeFile(join(pictures, '1.png'), PNG);
    await writeFile(join(pictures, '2.png'), PNG);
    // Where nothing moves under the pointer any more.
    await view(page, 'Library');
    await dropFolder(page, pictures);
    await expect(problem(page)).toContainText('There is no text in “Holidays”: none of its 2 files is one');
    await expect(region(page, 'Diary')).toBeVisible();
  });

  test('a text pasted outside of any field is read; in a field it stays there', async ({ page }) => {
    await page.goto('/');
    await view(page, 'Library');
    await pasteOnPage(page, easyText(80));
    await view(page, 'Text');
    await expect(region(page, 'Pasted text')).toContainText('the whale');
    await page.getByRole('textbox', { name: 'Paste text' }).fill('');
    await page.getByRole('textbox', { name: 'Paste text' }).focus();
    await page.keyboard.insertText('kept here');
    await expect(page.getByRole('textbox', { name: 'Paste text' })).toHaveValue('kept here');
    await pasteOnPage(page, 'too short');
    await expect(problem(page)).toContainText('has 9 characters, and at least 200 are needed');
    await expect(region(page, 'Pasted text')).toContainText('the whale');
  });
});

/** Posts a form to the app as a share sheet does. */
async function share(page: Page, app: string, fields: Readonly<Record<string, string>>, file?: string): Promise<void> {
  await page.goto('about:blank');
  await page.evaluate(
    ({ action, fields, file }) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'POST', action, enctype: 'multipart/form-data' });
      for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement('textarea');
        Object.assign(field, { name, value });
        form.append(field);
      }
      const picker = document.createElement('input');
      Object.assign(picker, { type: 'file', name: 'files' });
      if (file !== undefined) {
        const transfer = new DataTransfer();
        transfer.items.add(new File([file], 'shared.txt', { type: 'text/plain' }));
        picker.files = transfer.files;
      }
      form.append(picker);
      document.body.append(form);
      form.submit();
    },
    { action: new URL('share', app).href, fields, file },
  );
  await page.waitForURL((url) => url.href.startsWith(app));
}

test('what another app shares is read, a text or a file, also when the browser has no room for it; an empty share and a bare address are told', async ({
  page,
  baseURL,
}) => {
  const app = `${baseURL ?? ''}/`;
  await page.goto(app);
  await untilKept(page);

  await share(page, app, { title: 'A letter', text: easyText(80), url: '' });
  await expect(region(page, 'A letter.txt')).toContainText('the whale');
  expect(new URL(page.url()).search).toBe('');

  await share(page, app, { title: '', text: '', url: '' });
  await expect(problem(page)).toContainText('Nothing came with what was shared: no text and no file.');
  await expect(region(page, 'A letter.txt')).toBeVisible();

  await share(page, app, { title: 'News', text: '', url: 'https://example.org/news' });
  await expect(problem(page)).toContainText('Only an address was shared, https://example.org/news');

  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '', quotaSize: 1 });
  await share(page, app, {}, easyText(90));
  await expect(region(page, 'shared.txt')).toContainText('the whale');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '' });
  await page.reload();
  await expect(problem(page)).toHaveCount(0);
});

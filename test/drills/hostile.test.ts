/** What people bring, type or have a network write is text and nothing else, wherever it shows. */
import { expect, type Page } from '@playwright/test';
import { hostileStrings } from '../browser/hostile.ts';
import {
  bringFile,
  choose,
  download,
  easyText,
  press,
  region,
  runCards,
  TINY,
  trainedRun,
  view,
} from '../browser/story.ts';
import { test } from '../browser/support.ts';
import { times } from './counts.ts';
import { drill } from './drill.ts';

/** Elements that text turned into markup would add. */
function countMarkup(page: Page): Promise<number> {
  const kinds =
    'script, iframe, object, embed, base, meta, link, style, img, video, math, template, form form, animate, b, ' +
    '[onerror], [onload], [onclick], [onfocus], [ontoggle], [href^="javascript:"], [srcdoc]';
  return page.evaluate((selector) => {
    const found = [...document.querySelectorAll(selector)];
    // The app's own scripts and styles come when they are needed.
    const isOwn = (element: Element): boolean =>
      element.parentElement === document.head &&
      new URL(element.getAttribute('src') ?? element.getAttribute('href') ?? 'about:blank', location.origin).origin ===
        location.origin;
    return found.filter((element) => !isOwn(element)).length;
  }, kinds);
}

/** Hears of anything that runs. */
async function watchForCode(page: Page): Promise<readonly string[]> {
  const ran: string[] = [];
  await page.context().exposeFunction('hostile', () => ran.push('hostile() was called'));
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  return ran;
}

/** Does something with each, and finds no element more than before. */
async function withEach(
  page: Page,
  strings: readonly string[],
  act: (text: string, at: number) => Promise<void>,
): Promise<void> {
  const before = await countMarkup(page);
  for (const [at, text] of strings.entries()) {
    await act(text, at);
    expect(await countMarkup(page), `elements after ${text.slice(0, 120)}`).toBe(before);
  }
}

async function write(page: Page, prompt: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(prompt);
  await press(page, 'Write');
  const sheet = region(page, 'Page');
  await expect(sheet.locator('textarea')).toBeEditable({ timeout: 60_000 });
  // What is drawn is what stands in the box, to the last character.
  await expect
    .poll(async () => (await sheet.textContent()) === (await sheet.locator('textarea').inputValue()))
    .toBe(true);
}

const COUNT = times('hostile-strings');

test(
  `${COUNT} hostile strings as text, file name, address, run name and prompt: none runs, none becomes an element`,
  { tag: '@hostile-strings' },
  async ({ page }) => {
    test.setTimeout(COUNT * 10_000);
    const strings = hostileStrings(COUNT);
    const ran = await watchForCode(page);
    await page.goto('/');
    await trainedRun(page, 'sea.txt');

    await drill('hostile-strings', async (passed) => {
      await view(page, 'Text');
      await expect(region(page, 'sea.txt')).toBeVisible();
      await withEach(page, strings, async (text, at) => {
        const name = `${at} ${text.slice(0, 120)}`;
        const buffer = Buffer.from(`${at}: ${text}\n${easyText(20)}`);
        await page.getByLabel('Choose files').setInputFiles({ name, mimeType: 'text/plain', buffer });
        await expect(page.getByRole('main').getByText(`${at}: `, { exact: false }).first()).toBeVisible();
        if (text.startsWith('<') && text.length < 100) {
          await expect(page.getByRole('main')).toContainText(text.replaceAll(/\s+/g, ' '));
        }
      });
      await withEach(page, strings, async (text, at) => {
        // Now and then as a whole address, else as the part of it that the page reads.
        if (at % 10 === 0) await page.goto(`/?${encodeURIComponent(text)}#${text}`);
        else await page.evaluate((hash) => (location.hash = hash), text);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      });
      await view(page, 'Library');
      await expect(runCards(page)).toHaveCount(1);
      await withEach(page, strings, async (text) => {
        // A field of one line takes no line breaks.
        const typed = text.replaceAll('\n', '').slice(0, 120);
        await page.getByRole('button', { name: /^Rename/ }).click();
        // Emptied first: typed over some of these names, the field takes a character less than its 120.
        await page.getByLabel('Name', { exact: true }).fill('');
        await page.getByLabel('Name', { exact: true }).fill(typed);
        await page.getByLabel('Name', { exact: true }).press('Enter');
        const shown = (): Promise<string | null> => page.locator('article h2').first().textContent();
        await expect.poll(shown).toBe(typed.trim());
      });
      // The last name goes with the run to the other views, and into the name of its file.
      const file = await download(page, page.getByRole('button', { name: 'Export safetensors', exact: true }));
      expect(file.name).not.toMatch(/[<>:"/\\|?*]/);

      await view(page, 'Write');
      await choose(page, { Length: '1' });
      await withEach(page, strings, async (text) => {
        await write(page, text.slice(0, 400));
        expect(ran).toEqual([]);
        passed();
      });
    });
  },
);

test('what a network writes that learned nothing but markup is text, in the sample and in the result', async ({
  page,
}) => {
  const ran = await watchForCode(page);
  const markup = '<img src=x onerror=hostile()>\n';
  await page.goto('/');
  await bringFile(page, 'markup.txt', markup.repeat(200));
  await expect(region(page, 'markup.txt')).toContainText('<img src=x');
  await view(page, 'Train');
  const before = await countMarkup(page);
  await choose(page, { ...TINY, 'Hidden units': '48' });
  await press(page, 'Train');
  // It has learned it when the sample holds whole tags.
  await expect(region(page, 'Sample')).toContainText(markup.trim(), { timeout: 120_000 });
  expect(await countMarkup(page)).toBe(before);
  await press(page, 'Stop');
  await view(page, 'Write');
  const inWrite = await countMarkup(page);
  await choose(page, { Length: '400', Temperature: '0.1' });
  await write(page, '<img');
  await expect(region(page, 'Page')).toContainText(markup.trim(), { timeout: 60_000 });
  expect(await countMarkup(page)).toBe(inWrite);
  expect(ran).toEqual([]);
});

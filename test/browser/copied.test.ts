/** What is told of a network beside its loss: whether it copies its text, and which n-gram it is as good as. */
import { expect, type Page } from '@playwright/test';
import { bringFile, choose, press, region, runCards, TINY, untilStep, view } from './story.ts';
import { test } from './support.ts';

/** Texts that any network soon knows by heart: each symbol is always followed by the same one. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz\n'.repeat(100);
const POEM = '床前明月光，疑是地上霜。\n'.repeat(150);

async function learnByHeart(page: Page, name: string, text: string): Promise<void> {
  await page.goto('/');
  await bringFile(page, name, text);
  await expect(region(page, name)).toContainText(text.slice(0, 10));
  await view(page, 'Train');
  // Few enough passes that the first test on unseen text comes before the last step that is waited for.
  await choose(page, { ...TINY, Passes: '2000' });
  await press(page, 'Train');
  await untilStep(page, 800);
  await press(page, 'Stop');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();
}

async function write(page: Page, length: number): Promise<void> {
  await view(page, 'Write');
  await choose(page, { Length: String(length), Temperature: '0.05' });
  await press(page, 'Write');
}

for (const { name, text, language } of [
  { name: 'letters.txt', text: ALPHABET, language: 'English' },
  { name: '靜夜思.txt', text: POEM, language: 'Chinese' },
]) {
  test(`what a network writes of a ${language} text that it knows by heart is marked as copied, with its place`, async ({
    page,
  }) => {
    await learnByHeart(page, name, text);
    await write(page, 600);
    const main = page.getByRole('main');
    await expect(main).toContainText(`% of it is copied: it stands in ${name}`);
    const marks = region(page, 'Page').locator('mark');
    const passage = marks.first();
    expect(text).toContain(await passage.textContent());
    // The marks take nothing away from the text, and add nothing to it.
    expect([...((await region(page, 'Page').textContent()) ?? '')]).toHaveLength(600);

    // The caret tells where what it stands in comes from.
    const box = page.getByRole('textbox', { name: 'Text', exact: true });
    await box.focus();
    await page.keyboard.press('Control+End');
    const place = new RegExp(`Line \\d+ of ${name.replace('.', '\\.')}`);
    await expect(main).not.toContainText(place);
    await page.keyboard.press('Control+Home');
    const before = (await region(page, 'Page').textContent())?.indexOf((await passage.textContent()) ?? '') ?? 0;
    for (let at = 0; at <= before; at++) await page.keyboard.press('ArrowRight');
    await expect(main).toContainText(place);
    // So does a pointer.
    await page.keyboard.press('Control+End');
    await expect(main).not.toContainText(place);
    // A line of it that nothing lies over.
    const { x, y } = await passage.evaluate((mark) => {
      const lines = [...mark.getClientRects()];
      return lines.find(({ top, bottom }) => top > 120 && bottom < window.innerHeight - 120) ?? lines[0];
    });
    await page.mouse.move(x + 12, y + 8);
    await page.mouse.move(x + 14, y + 8);
    await expect(main).toContainText(place);
  });
}

test('a few characters that stand in the text are not called a copy; without the text nothing is claimed', async ({
  page,
}) => {
  await learnByHeart(page, 'letters.txt', ALPHABET);
  await write(page, 20);
  const main = page.getByRole('main');
  await expect(main).toContainText(/None of it is copied: no \d+ characters in a row stand in letters\.txt/);
  await expect(region(page, 'Page').locator('mark')).toHaveCount(0);

  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('unroll');
        opening.onerror = () => reject(new Error('The database did not open.'));
        opening.onsuccess = () => {
          const writing = opening.result.transaction(['texts', 'textContents'], 'readwrite');
          writing.objectStore('texts').clear();
          writing.objectStore('textContents').clear();
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
  // What is in memory could still be compared with.
  await page.reload();
  await view(page, 'Write');
  await press(page, 'Write');
  await expect(main).toContainText('letters.txt is no longer kept on this device');
  await expect(main).not.toContainText('is copied:');
});

test('the loss is compared with n-grams while it trains, and still when it goes on another day', async ({ page }) => {
  await learnByHeart(page, 'letters.txt', ALPHABET);
  const comparison = /n-gram \(\d\.\d{3}\)|\d-gram, which guesses|how often each character occurs/;
  await expect(page.getByRole('main')).toContainText(comparison);
  await page.reload();
  await view(page, 'Library');
  await runCards(page).first().getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(page.getByRole('main')).toContainText(comparison);
  await press(page, 'Stop');
});

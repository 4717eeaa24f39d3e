/** The two languages: chosen by the browser, switched at once, remembered, and neither too long for its place. */
import { expect, type Page } from '@playwright/test';
import { clipped } from './looking.ts';
import { easyText, press, region } from './story.ts';
import { test } from './support.ts';

const VIEWS = ['text', 'train', 'write', 'library'] as const;

async function go(page: Page, view: (typeof VIEWS)[number]): Promise<void> {
  const link = page.getByRole('navigation').locator(`a[href="#${view}"]`);
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
}

/** Pastes a text long enough to train for a while, by the words of either language. */
async function train(page: Page, words: { readonly paste: string; readonly use: string; readonly train: string }) {
  // At once: typed in, each of its lines would be laid out anew, which takes Chromium half a minute.
  await page.getByLabel(words.paste, { exact: true }).evaluate((field: HTMLTextAreaElement, text) => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, easyText(6000));
  await press(page, words.use);
  await press(page, words.train);
}

const CHINESE = { paste: '粘贴文本', use: '使用这段文本', train: '开始训练' };
const ENGLISH = { paste: 'Paste text', use: 'Use this text', train: 'Train' };

/** Words of a few letters that stand in sight on the page, but for what a person or a network wrote, and names. */
function englishInSight(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const written = 'textarea, pre, input, [lang="en"], [data-written], .sample, .beginning';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const place = node.parentElement;
      if (place === null || place.closest(written) !== null || !place.checkVisibility()) continue;
      const text = node.textContent?.replaceAll(/Unroll|Pasted text|safetensors/g, '');
      for (const word of text?.match(/[a-z]{4,}/g) ?? []) found.add(word);
    }
    return [...found];
  });
}

test.describe('a browser in Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('is greeted with Chinese poems: they are drawn, said to be what it learns, and trained at one press', async ({
    page,
  }) => {
    await page.goto('/');
    await expect(page.getByText('将学习“唐诗五绝”')).toBeVisible();
    await expect(page.getByRole('img', { name: /^GRU 1 × .*四时运灰/ })).toBeVisible();
    await press(page, '开始训练');
    await expect(page.getByRole('heading', { name: '唐诗五绝', exact: true })).toBeVisible();
    await expect(
      region(page, '试写')
        .getByText(/\p{sc=Han}/u)
        .first(),
    ).toBeVisible();
    await press(page, '停止');
  });

  test('is spoken to in Chinese from the text to what is written', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(page).toHaveTitle('文本 – Unroll');
    await train(page, CHINESE);
    await expect(region(page, '试写').getByText(/\w/).first()).toBeVisible();
    await press(page, '暂停');
    await expect(page.getByRole('button', { name: '继续', exact: true })).toBeVisible();
    await press(page, '用它写作');
    await press(page, '写');
    await expect(page.getByText(/个字符.*每秒/)).toBeVisible({ timeout: 60_000 });
    await go(page, 'library');
    await expect(page.getByRole('heading', { name: '我的网络', exact: true })).toBeVisible();
  });

  test('hears in Chinese why a text is refused', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('粘贴文本', { exact: true }).fill('短');
    await press(page, '使用这段文本');
    await expect(page.getByText(/有 1 个字符，而至少需要 200 个/)).toBeVisible();
  });
});

/** The step that the page in Chinese tells of. */
async function shownStep(page: Page): Promise<number> {
  const [, step = '0'] = /第 ([\d,]+) 步，共/.exec(await page.getByRole('main').innerText()) ?? [];
  return Number(step.replaceAll(',', ''));
}

test('switched while it trains, and its window resized, the page says everything anew, loses nothing, and remembers', async ({
  page,
}) => {
  await page.goto('/');
  await train(page, ENGLISH);
  await expect(region(page, 'Sample').getByText(/\w/).first()).toBeVisible();
  const other = page.getByRole('button', { name: '中文', exact: true });
  const box = await other.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
  await other.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('button', { name: '暂停', exact: true })).toBeVisible();
  await expect(region(page, '试写').getByText(/\w/).first()).toBeVisible();
  expect(await englishInSight(page)).toEqual([]);
  // The window may be made narrow and wide meanwhile: all fits, and it goes on.
  for (const width of [320, 1280, 640]) {
    const step = await shownStep(page);
    await page.setViewportSize({ width, height: 640 });
    await expect.poll(() => shownStep(page)).toBeGreaterThan(step);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const chart = page.getByRole('img', { name: '损失', exact: true });
    await expect.poll(async () => (await chart.locator('canvas').boundingBox())?.width ?? Infinity).toBeLessThan(width);
  }
  await press(page, '暂停');
  await expect(page.getByRole('button', { name: '继续', exact: true })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await press(page, 'English');
  await expect(page.getByRole('link', { name: 'Library', exact: true })).toBeVisible();
});

for (const width of [320, 390, 1280]) {
  test(`words longer by two fifths fit at ${width} px in every view`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/');
    await train(page, ENGLISH);
    await expect(region(page, 'Sample').getByText(/\w/).first()).toBeVisible();
    await press(page, 'Pause');
    await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
    for (const view of VIEWS) {
      await go(page, view);
      expect([view, await clipped(page)]).toEqual([view, []]);
    }
  });
}

/** Looks at the page as it stands, for every eye and hand: in both languages, light and dark, at its usual size and enlarged. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  // Measured below, and more strictly: of what a bar that stays in reach covers for a moment it would tell.
  rules: { 'target-size': { enabled: false } },
};
/** Of all that axe looks at, colours alone are others in the dark. */
const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };
/** And when the page is enlarged, what then is longer than its place. */
const PLACES: RunOptions = { runOnly: { type: 'rule', values: ['scrollable-region-focusable'] } };

export const USUAL = { width: 1280, height: 800 };
/** The usual window at 200 % and at 400 %, and the narrowest phone. */
const ENLARGED = [
  { width: 640, height: 400 },
  { width: 320, height: 640 },
];
const LANGUAGES = [
  { lang: 'en', other: '中文' },
  { lang: 'zh-CN', other: 'English' },
];

async function axe(page: Page, options: RunOptions): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (chosen) => (window as unknown as { axe: { run: (o: RunOptions) => Promise<AxeResults> } }).axe.run(chosen),
    { ...options, resultTypes: ['violations' as const] },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** What is wider than the window, cut off, or too small to be hit: 24 px each way, words within a line of text excepted. */
function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page: ${root.scrollWidth} px in ${root.clientWidth}`);
    const told = (element: Element): string => element.outerHTML.slice(0, 160);
    const targets = 'a[href], button, input, select, textarea, summary, [role=option], [role=slider]';
    for (const element of document.querySelectorAll<HTMLElement>(targets)) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.matches('.hidden-visually, .skip'))
        continue;
      const hit = element.matches('[type=radio], [type=checkbox]') ? (element.closest('label') ?? element) : element;
      const { width, height } = hit.getBoundingClientRect();
      const isInText = getComputedStyle(hit).display === 'inline';
      if (!isInText && Math.min(width, height) < 24) found.push(`${told(element)}: ${width} by ${height} px`);
      const hides = getComputedStyle(element).overflowX !== 'visible' || element.matches('button, a, summary');
      const isShortened = getComputedStyle(element).textOverflow === 'ellipsis' || element.matches('input, select');
      if (hides && !isShortened && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
        found.push(`${told(element)}: ${element.scrollWidth} px of words in ${element.clientWidth}`);
    }
    return found;
  });
}

/** Makes every text in sight longer by two fifths, as another language may be, and names what then does not fit. */
export function clipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes: Node[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (
        node.parentElement?.closest('svg, select, textarea, style') === null &&
        /\p{L}{2}/u.test(node.textContent ?? '')
      )
        nodes.push(node);
    }
    const before = nodes.map((node) => node.textContent);
    for (const node of nodes) {
      const text = node.textContent ?? '';
      node.textContent = text + ' ' + 'ẁord '.repeat(Math.ceil((text.trim().length * 0.4) / 5)).trim();
    }
    const problems: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) problems.push(`page: ${root.scrollWidth} in ${root.clientWidth}`);
    const places = document.querySelectorAll<HTMLElement>('button, a, label, legend, h1, h2, h3, dt, dd, p, summary');
    for (const place of places) {
      const isShown = place.checkVisibility() && place.clientWidth > 1;
      if (isShown && !place.matches('.hidden-visually') && place.scrollWidth > place.clientWidth + 1) {
        problems.push(
          `${place.tagName} ${place.textContent.trim().slice(0, 40)}: ${place.scrollWidth} in ${place.clientWidth}`,
        );
      }
    }
    nodes.forEach((node, at) => (node.textContent = before[at]));
    return problems;
  });
}

/** What is wrong with the page as it stands. It is left as it was, and the focus where it was. */
export async function look(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  const keep = (when: string, problems: readonly string[]): void =>
    void found.push(...problems.map((problem) => `${when}: ${problem}`));
  for (const { lang, other } of LANGUAGES) {
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    keep(`${lang} light`, await axe(page, ALL));
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    keep(`${lang} dark`, await axe(page, COLOURS));
    keep(`${lang} usual`, await misfits(page));
    for (const size of ENLARGED) {
      await page.setViewportSize(size);
      keep(`${lang} ${size.width} px`, await misfits(page));
      if (lang === 'en') keep(`${size.width} px, longer words`, await clipped(page));
    }
    keep(`${lang} narrow`, await axe(page, PLACES));
    await page.setViewportSize(USUAL);
    // As the page is switched, without the pointer or the focus leaving what is looked at.
    await page.getByRole('button', { name: other, exact: true }).dispatchEvent('click');
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

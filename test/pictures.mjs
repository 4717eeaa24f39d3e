/**
 * Takes the pictures of docs/pictures: each view of the built app after some training, wide and on a phone, in light and dark, in
 * English and Chinese, and writes the page that shows them side by side. `npm run pictures`; look at what comes out.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from './chromium.mjs';

const folder = join(import.meta.dirname, '../docs/pictures');
/** Enough for words, for classes, and for blanks. */
const STEPS = { continue: 500, classify: 400, fill: 600 };
const SIZES = { wide: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
/** What is pressed and looked for, and what a network is asked to go on from. */
const LANGUAGES = {
  en: {
    train: 'Train',
    sample: 'Sample',
    step: /step ([\d,]+) of/,
    pause: 'Pause',
    resume: 'Resume',
    prompt: 'Text',
    write: 'Write',
    begin: 'It was a dark ',
    stop: 'Stop',
    classify: 'Classify',
    languages: 'Twenty languages',
    classifyWith: 'Classify with it',
    line: 'Line',
    asked: 'Tous les êtres humains naissent libres',
    answer: 'Answer',
    fill: 'Fill in',
    sonnets: 'Shakespeare’s sonnets',
    fillWith: 'Fill in with it',
    passage: 'Passage',
    gaps: "Shall I compare t__e to a summer's d_y?",
    go: 'Fill in',
    filled: 'Filled in',
  },
  zh: {
    train: '开始训练',
    sample: '试写',
    step: /第 ([\d,]+) 步，共/,
    pause: '暂停',
    resume: '继续',
    prompt: '正文',
    write: '写',
    begin: '春',
    text: '唐诗五绝',
    stop: '停止',
    classify: '分类',
    languages: '二十种语言',
    classifyWith: '用它分类',
    line: '一行文字',
    asked: '人人生而自由，在尊严和权利上一律平等',
    answer: '答案',
    fill: '填空',
    sonnets: '唐诗五绝',
    fillWith: '用它填空',
    passage: '文段',
    gaps: '白日依山尽，黄河入__。',
    go: '填空',
    filled: '填写结果',
  },
};

/** By view, what of it was taken. */
const taken = new Map();

mkdirSync(folder, { recursive: true });
const server = await preview({ preview: { port: 4400 }, logLevel: 'error' });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
for (const [language, words] of Object.entries(LANGUAGES)) {
  const page = await browser.newPage({
    deviceScaleFactor: 1,
    locale: language,
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  });
  /** With what is at a place at the top of the window, or the page from its top; drawings of networks unroll first. */
  const take = async (view, place) => {
    await page.waitForFunction(() => document.querySelector('.picture:not(.reading) > svg[role=img]') === null);
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of ['light', 'dark']) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await page.evaluate(() => window.scrollTo(0, 0));
        await place?.evaluate((element) => {
          element.style.scrollMarginTop = '4.5rem';
          element.scrollIntoView({ block: 'start' });
        });
        const name = [view, size, colorScheme, ...(language === 'en' ? [] : [language])].join('-');
        await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
        taken.set(view, [...(taken.get(view) ?? []), name]);
      }
    }
  };
  const go = (view) => page.getByRole('navigation').locator(`a[href="#${view}"]`).click();
  const press = (button) => page.getByRole('button', { name: button, exact: true }).click();

  const reach = (steps) =>
    page.waitForFunction(
      (wanted) =>
        Number(new RegExp(wanted.source).exec(document.body.innerText)?.[1].replaceAll(',', '')) >= wanted.steps,
      { source: words.step.source, steps },
      { timeout: 600_000 },
    );
  /** Trains something bundled for a task, and shows how good it became. */
  const learn = async (task, sample) => {
    await go('text');
    await page.getByRole('radio', { name: words[task], exact: true }).check({ force: true });
    await press(sample);
    await page.getByRole('region', { name: sample, exact: true }).waitFor();
    await go('train');
    await press(words.train);
    await reach(STEPS[task]);
    await press(words.stop);
    const result = page.locator('section.result');
    await result.getByRole('table').first().waitFor({ timeout: 120_000 });
    await take(`result-${task}`, result);
  };

  await page.goto(server.resolvedUrls.local[0]);
  await page.getByRole('button', { name: words.train, exact: true }).waitFor();
  if (words.text) {
    await press(words.text);
    await page.getByRole('region', { name: words.text, exact: true }).waitFor();
  }
  await take('text');
  await press(words.train);
  await page.getByRole('region', { name: words.sample, exact: true }).getByText(/\S/).first().waitFor();
  await reach(STEPS.continue);
  await take('train');
  await press(words.pause);
  await page.getByRole('button', { name: words.resume, exact: true }).waitFor();
  await go('write');
  await page.getByRole('textbox', { name: words.prompt, exact: true }).fill(words.begin);
  await press(words.write);
  await page.locator('section[aria-busy=false]').first().waitFor();
  await take('write');
  await go('library');
  await page.getByRole('article').first().waitFor();
  await take('library');

  await learn('classify', words.languages);
  await press(words.classifyWith);
  await page.getByRole('textbox', { name: words.line, exact: true }).fill(words.asked);
  const answer = page.getByRole('region', { name: words.answer, exact: true });
  await answer.getByRole('slider').waitFor();
  await take('classify', answer);

  await learn('fill', words.sonnets);
  await press(words.fillWith);
  await page.getByRole('textbox', { name: words.passage, exact: true }).fill(words.gaps);
  await page.getByRole('main').getByRole('button', { name: words.go, exact: true }).click();
  const filled = page.getByRole('region', { name: words.filled, exact: true });
  await filled.getByRole('button').first().waitFor({ timeout: 120_000 });
  await page.locator('section.page[aria-busy=false]').waitFor({ timeout: 120_000 });
  await take('fill', filled);
  await page.close();
}
await browser.close();
await server.close();

const VIEWS = {
  text: 'Text',
  train: 'Train',
  write: 'Write',
  library: 'Library',
  'result-classify': 'How good a classifier became',
  classify: 'Classify',
  'result-fill': 'How good a network that fills in became',
  fill: 'Fill in',
};
const sections = [...taken].map(([view, names]) => {
  const images = names.map((name) => `<img src="${name}.png" alt="${name}" width="${/phone/.test(name) ? 160 : 420}">`);
  return `## ${VIEWS[view] ?? view}\n\n${images.join('\n')}\n`;
});
const head =
  '# Pictures\n\nEach view, wide and on a phone, in light and dark, in English and Chinese: taken by `npm run pictures`.\n';
writeFileSync(join(folder, 'README.md'), [head, ...sections].join('\n'));

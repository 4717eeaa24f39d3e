/** Browsers that lack something: the app says what, in words, and does all that can be done without it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { launchOptions } from './browser.ts';
import {
  bringEasyText,
  choose,
  download,
  press,
  problem,
  region,
  runCards,
  TINY,
  trainTiny,
  untilStep,
  view,
} from './story.ts';
import { test } from './support.ts';

async function expectLearning(page: Page): Promise<void> {
  await expect(region(page, 'Sample')).toContainText(/[a-z ]{10}/);
  await untilStep(page, 50);
}

test.describe('without shared memory', () => {
  test.use({ serviceWorkers: 'block' });

  test('it says that one core is used, trains, and writes', async ({ page, host }) => {
    await page.goto(host.address);
    expect(await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([false, 'undefined']);
    await bringEasyText(page, 'sea.txt');
    await view(page, 'Train');
    await expect(page.getByRole('main')).toContainText(
      'may not share memory between threads, so training uses one core',
    );
    await expect(page.getByRole('main')).toContainText('1 thread');
    await trainTiny(page);
    await expectLearning(page);
    await press(page, 'Stop');
    await view(page, 'Write');
    await choose(page, { Length: '60' });
    await press(page, 'Write');
    await expect(region(page, 'Page')).toHaveText(/^[^]{60}$/);
  });
});

/** Chromium finds no vector instructions when the processor is said to have none that its own need. */
const WITHOUT_SIMD = '--js-flags=--no-enable-ssse3 --no-enable-sse4-1 --no-enable-avx';

/** Other kinds of processor always have them: there, every script hears otherwise before its first line. */
async function denySimd(page: Page): Promise<void> {
  await page.route(/\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `WebAssembly.validate = () => false;\n${await response.text()}` });
  });
}

test('without WebAssembly SIMD it says that training is slow, trains, exports, and Write says what it needs', async ({
  baseURL,
  watch,
}) => {
  const options = launchOptions();
  const browser = await chromium.launch({ ...options, args: [...options.args, WITHOUT_SIMD] });
  try {
    const context = await browser.newContext({ baseURL: baseURL ?? '', serviceWorkers: 'block' });
    await watch.follow(context);
    const page = await context.newPage();
    if (process.arch !== 'x64') await denySimd(page);
    await page.goto('/');
    await bringEasyText(page, 'sea.txt');
    await view(page, 'Train');
    await expect(page.getByRole('main')).toContainText('no WebAssembly SIMD, so training is much slower');
    await choose(page, TINY);
    await expect(page.getByRole('main')).toContainText('reference');
    await trainTiny(page);
    await expectLearning(page);
    await press(page, 'Stop');
    await view(page, 'Write');
    await press(page, 'Write');
    await expect(problem(page)).toContainText('SIMD');
    await expect(problem(page)).toContainText('use a current Chrome, Edge, Firefox or Safari');
    await view(page, 'Library');
    const onnx = await download(page, page.getByRole('button', { name: 'Export ONNX', exact: true }));
    expect(onnx.bytes.includes('RNN')).toBe(true);
  } finally {
    await browser.close();
  }
});

test('where nothing may be stored it says so, trains, writes, and exports what was trained', async ({
  baseURL,
  watch,
}, info) => {
  // The setting "Block all cookies": sites may keep nothing of any kind.
  const profile = info.outputPath('profile');
  await mkdir(join(profile, 'Default'), { recursive: true });
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions(), baseURL: baseURL ?? '' });
  try {
    await watch.follow(context);
    const page = await context.newPage();
    await page.goto('/');
    expect(
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            const request = indexedDB.open('allowed');
            request.onsuccess = () => resolve('allowed');
            request.onerror = () => resolve('refused');
          }),
      ),
    ).toBe('refused');
    await bringEasyText(page, 'sea.txt');
    await view(page, 'Train');
    await expect(page.getByRole('main')).toContainText('does not let Unroll keep anything here');
    await trainTiny(page);
    await expectLearning(page);
    await press(page, 'Stop');
    await view(page, 'Write');
    await choose(page, { Length: '60' });
    await press(page, 'Write');
    await expect(region(page, 'Page')).toHaveText(/^[^]{60}$/);
    await view(page, 'Library');
    await expect(runCards(page)).toHaveCount(1);
    const exported = await download(page, page.getByRole('button', { name: 'Export safetensors', exact: true }));
    expect(exported.bytes.includes('rnn.weight_hh_l0')).toBe(true);
  } finally {
    await context.close();
  }
});

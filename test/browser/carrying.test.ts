/** A network so large that bringing it out and in takes a while: how far it is, how to stop it, and what is then. */
import { writeFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { parameterTable } from '../../src/engine/parameters.ts';
import { encodeCheckpoint } from '../../src/formats/checkpoint.ts';
import { networkFor } from '../../src/shared/settings.ts';
import { checkpointOf } from '../unit/formats/fixtures.ts';
import { disturb, LONG_TASK_MS, tasksWhile } from './main-thread.ts';
import { download, problem, runCards, view } from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

/** The largest there can be: 4 layers of 1,024 units, all zeros. */
function largest(): { readonly bytes: Uint8Array; readonly parameters: number } {
  const base = checkpointOf();
  const settings = { ...base.settings, cell: 'gru' as const, layers: 4, hidden: 1024 };
  const network = networkFor(settings, base.network.vocabulary);
  const { entries, count } = parameterTable(network);
  const tensors = ['', 'adam.m.', 'adam.v.'].flatMap((prefix) =>
    entries.map(({ name, shape, length }) => ({ name: prefix + name, shape, data: new Float32Array(length) })),
  );
  const carried = { name: 'carried.h', shape: [4, 1, 1024], data: new Float32Array(4 * 1024) };
  const bytes = encodeCheckpoint({ ...base, settings, network, tensors: [...tensors, carried] });
  return { bytes, parameters: count };
}

function bar(page: Page) {
  return page.getByRole('main').getByRole('progressbar');
}

test('the largest network comes in and goes out with its progress in sight, and stopped, leaves all as it was', async ({
  page,
  browser,
}, info) => {
  test.setTimeout(240_000);
  const file = info.outputPath('largest.safetensors');
  const { bytes, parameters } = largest();
  await writeFile(file, bytes);
  await page.goto('/');
  await view(page, 'Library');
  const bring = () => page.locator('input[type=file][accept*=safetensors]').setInputFiles(file);
  const stop = page.getByRole('main').getByRole('button', { name: 'Stop', exact: true });

  await bring();
  await expect(bar(page)).toHaveAccessibleName(/^The file is read and kept/);
  await stop.click();
  await expect(bar(page)).toHaveCount(0);
  await expect(page.getByText('No runs yet.')).toBeVisible();
  await expect(problem(page)).toHaveCount(0);

  expect(Math.max(...(await tasksWhile(browser, page, () => disturb(page))))).toBeGreaterThan(LONG_TASK_MS);
  const begun = performance.now();
  const tasks = await tasksWhile(browser, page, async () => {
    await bring();
    await expect(bar(page)).toBeVisible();
    await expect(runCards(page)).toHaveCount(1, { timeout: 60_000 });
    await expect(bar(page)).toHaveCount(0);
  });
  const came = performance.now();

  const button = runCards(page).getByRole('button', { name: 'Export ONNX', exact: true });
  const files: string[] = [];
  page.on('download', (saved) => files.push(saved.suggestedFilename()));
  await button.click();
  await expect(bar(page)).toHaveAccessibleName(/^The file is written/);
  await stop.click();
  await expect(bar(page)).toHaveCount(0);
  await expect(button).toBeEnabled();
  expect(files).toEqual([]);
  await expect(problem(page)).toHaveCount(0);

  const asked = performance.now();
  const { bytes: model } = await download(page, button);
  const went = performance.now();
  expect(model.length / (4 * parameters)).toBeCloseTo(1, 2);
  const [inS, outS] = [came - begun, went - asked].map((time) => (time / 1000).toFixed(1));
  const longest = Math.max(...tasks);
  const description = `${(bytes.length / 1e6).toFixed(0)} MB in within ${inS} s, ${(model.length / 1e6).toFixed(0)} MB out within ${outS} s; the longest task of the page ${longest.toFixed(1)} ms`;
  info.annotations.push({ type: 'reading', description });
  expect(longest).toBeLessThan(LONG_TASK_MS);
});

/** Threads share the work and nothing else: in real workers, over one shared memory. */
import { expect, type Page } from '@playwright/test';
import { bringEasyText, choose, download, press, runCards, tensorsOf, untilStep, view } from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

/** Sizes that fit no vector, lanes that no number of threads divides, dropout, and many passes. */
const AWKWARD = {
  Layers: '2',
  'Hidden units': '33',
  Dropout: '0.3',
  Window: '13',
  Batch: '11',
  Seed: '3',
};

/** So many that there is time to pause: 2,880 steps of the RNN, which is the quickest, and 1,152 of the others. */
const PASSES: Readonly<Record<string, string>> = { RNN: '60', LSTM: '24', GRU: '24' };

/** Trains to the end with so many threads and gives every tensor of the run. */
async function trained(page: Page, cell: string, threads: number, pause: boolean): Promise<Record<string, string>> {
  await view(page, 'Train');
  await choose(page, { Cell: cell, Passes: PASSES[cell], ...AWKWARD, Threads: String(threads) });
  await press(page, 'Train');
  if (pause) {
    await untilStep(page, 20);
    await press(page, 'Pause');
    await press(page, 'Resume');
  }
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden({ timeout: 120_000 });
  await view(page, 'Library');
  const card = runCards(page).first();
  await expect(card).toContainText('Finished');
  const button = card.getByRole('button', { name: 'Export safetensors', exact: true });
  return tensorsOf((await download(page, button)).bytes);
}

for (const cell of ['RNN', 'LSTM', 'GRU']) {
  test(`${cell}: 1, 2, 3 and 4 threads, paused or not, end with the same weights, moments and state to the last bit`, async ({
    page,
  }) => {
    await page.goto('/');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await bringEasyText(page, 'sea.txt', 260);
    const alone = await trained(page, cell, 1, false);
    expect(Object.keys(alone)).toContain('adam.v.rnn.weight_hh_l1');
    expect(await trained(page, cell, 2, true)).toEqual(alone);
    expect(await trained(page, cell, 3, false)).toEqual(alone);
    expect(await trained(page, cell, 4, true)).toEqual(alone);
  });
}

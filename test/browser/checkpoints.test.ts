/** The states of a run that are kept: pinned, written with, exported, and gone on from. */
import { expect, type Locator, type Page } from '@playwright/test';
import { WRITING } from '../../src/shared/writing-settings.ts';
import { WritingSession } from '../../src/writing/session.ts';
import {
  bringEasyText,
  choose,
  download,
  lastStep,
  press,
  region,
  runCards,
  trainTiny,
  untilStep,
  view,
} from './story.ts';
import { test } from './support.ts';

test.use({ serviceWorkers: 'block' });

/** Pins what trains, and tells its step. */
async function keepState(page: Page): Promise<number> {
  await press(page, 'Keep this state');
  const notice = page.getByText(/Step [\d,]+ is kept/);
  await expect(notice).toBeVisible();
  const step = Number(/Step ([\d,]+) is/.exec(await notice.innerText())?.[1]?.replaceAll(',', ''));
  await page.getByRole('button', { name: 'Dismiss' }).click();
  return step;
}

/** Pauses and goes on: each saves a checkpoint or more. */
async function rest(page: Page): Promise<void> {
  await press(page, 'Pause');
  await press(page, 'Resume');
  await untilStep(page, (await lastStep(page)) + 20);
}

function named(step: number): string {
  return `Step ${step.toLocaleString('en')}`;
}

/** The row of a checkpoint, in the one run of the Library. */
function row(page: Page, step: number): Locator {
  return runCards(page)
    .getByRole('listitem')
    .filter({ has: page.getByText(named(step), { exact: true }) });
}

async function openCheckpoints(page: Page): Promise<void> {
  await view(page, 'Library');
  await runCards(page).first().getByText('Checkpoints', { exact: true }).click();
  await expect(runCards(page).first().getByRole('list', { name: 'Checkpoints' })).toBeVisible();
}

test('a state that was pinned while it trained is there after many later checkpoints and a reload, until it is unpinned', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  const step = await keepState(page);
  for (let times = 0; times < 4; times++) await rest(page);
  await press(page, 'Stop');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();
  await page.reload();
  await openCheckpoints(page);
  const pin = row(page, step).getByRole('button', { name: 'Pin', exact: true });
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
  await expect(runCards(page).getByRole('button', { name: 'Pin', pressed: true })).toHaveCount(1);
  expect(await runCards(page).getByRole('button', { name: 'Pin', exact: true }).count()).toBeLessThanOrEqual(5);

  // By the keyboard alone.
  await pin.focus();
  await page.keyboard.press('Space');
  await expect(pin).toHaveAttribute('aria-pressed', 'false');
  await page.reload();
  await openCheckpoints(page);
  await expect(pin).toHaveAttribute('aria-pressed', 'false');
});

/** What an exported network writes, in Node. */
async function writtenBy(model: Buffer, seed: number, length: number): Promise<string> {
  const session = await WritingSession.create(new Uint8Array(model));
  const { temperature, topK, topP } = WRITING;
  let text = '';
  await session.write(
    { prompt: '', length, seed, temperature: temperature.default, topK: topK.default, topP: topP.default },
    (chunk) => (text += chunk),
    () => false,
  );
  await session.release();
  return text;
}

test('Write tells the state it writes with, and writes, of two states with the same seed, what each exported ONNX writes', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  const early = await keepState(page);
  await untilStep(page, early + 600);
  const late = await keepState(page);
  await press(page, 'Stop');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();

  const texts: string[] = [];
  for (const step of [early, late]) {
    await openCheckpoints(page);
    const file = await download(page, row(page, step).getByRole('button', { name: 'Export ONNX', exact: true }));
    expect(file.name).toBe(`sea.txt step ${step}.onnx`);
    await row(page, step).getByRole('button', { name: 'Write from it', exact: true }).click();
    await expect(page.getByLabel('Checkpoint', { exact: true }).locator('option:checked')).toContainText(
      `${named(step)}, `,
    );
    await choose(page, { Length: '300', Seed: '11' });
    if (texts.length > 0) await press(page, 'New page');
    await press(page, 'Write');
    await expect(page.getByRole('main')).toContainText(`a second, from ${named(step).toLowerCase()}`);
    const text = (await region(page, 'Page').textContent()) ?? '';
    expect(text).toBe(await writtenBy(file.bytes, 11, 300));
    texts.push(text);
  }
  expect(texts[0]).not.toBe(texts[1]);
});

test('going on from an earlier state trains a copy from that step, and the run it comes from keeps its own', async ({
  page,
}) => {
  await page.goto('/');
  await bringEasyText(page, 'sea.txt');
  await trainTiny(page);
  const early = await keepState(page);
  await untilStep(page, early + 100);
  await press(page, 'Stop');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();
  const late = await lastStep(page);
  await openCheckpoints(page);
  await row(page, early).getByRole('button', { name: 'Go on as a copy', exact: true }).click();
  await expect(page.getByRole('heading', { name: `sea.txt (from step ${early})` })).toBeVisible();
  await untilStep(page, early + 20);
  await press(page, 'Stop');
  await view(page, 'Library');
  await expect(runCards(page)).toHaveCount(2);
  await expect(page.getByRole('article', { name: 'sea.txt', exact: true })).toContainText(
    `${late.toLocaleString('en')} of`,
  );
});

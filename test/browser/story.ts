/** Steps of the whole path, as a person takes them: shared by the tests of the app online and offline. */
import { expect, type Download, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

const SUBJECTS = ['the whale', 'a sailor', 'the old captain', 'our ship', 'the grey sea', 'some gull'];
const VERBS = ['follows', 'forgets', 'answers', 'carries', 'fears', 'loves'];
const OBJECTS = ['the wind', 'a song', 'the harbour', 'his lantern', 'every wave', 'the north'];

/** A small text that is easy to learn: sentences of three parts, in an order that does not repeat soon. */
export function easyText(sentences: number): string {
  const parts = Array.from({ length: sentences }, (_, n) => {
    const words = [SUBJECTS[n % 6], VERBS[(n * 5 + Math.floor(n / 6)) % 6], OBJECTS[(n * 7 + Math.floor(n / 36)) % 6]];
    return words.join(' ') + (n % 4 === 3 ? '.\n' : '; ');
  });
  return parts.join('');
}

export function region(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

/** Goes to a view, and waits until it stands there: what follows must not find the view before it. */
export async function view(page: Page, name: 'Text' | 'Train' | 'Write' | 'Library'): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name, exact: true });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** Opens the settings, where they are closed, and fills them in by their labels. */
export async function choose(page: Page, settings: Readonly<Record<string, string>>): Promise<void> {
  const first = page.getByLabel(Object.keys(settings)[0], { exact: true });
  const closed = page.locator('summary', { hasText: /Settings|Length, seed/, hasNotText: 'of this run' });
  await expect(first.or(closed).filter({ visible: true }).first()).toBeVisible();
  if (!(await first.isVisible())) await closed.click();
  for (const [label, value] of Object.entries(settings)) {
    const field = page.getByLabel(label, { exact: true });
    if (await field.evaluate((element) => element instanceof HTMLSelectElement)) {
      await field.selectOption({ label: value });
    } else {
      await field.fill(value);
    }
  }
}

export interface LossRow {
  readonly step: number;
  readonly training: number;
  readonly smoothed: number;
}

/** The figures of the chart, from its table. */
export async function lossRows(page: Page): Promise<LossRow[]> {
  const rows = page.getByRole('table', { name: /Loss/ }).locator('tbody tr');
  // Not by innerText, which knows no columns in a row that is just being drawn.
  const cells = await rows.evaluateAll((elements) =>
    elements.map((row) => [...row.children].map((cell) => cell.textContent.replaceAll(',', ''))),
  );
  return cells.map((row) => {
    const [step, training, smoothed] = row.map((cell) => Number.parseFloat(cell));
    return { step, training, smoothed };
  });
}

/** The smoothed loss at the first row at or after a step; rows of nothing but a validation point have none. */
export function lossAt(rows: readonly LossRow[], step: number): number {
  const row = rows.find((candidate) => candidate.step >= step && Number.isFinite(candidate.smoothed));
  if (row === undefined)
    throw new Error(`No row at or after step ${step}; the last is ${rows.at(-1)?.step ?? 'none'}.`);
  return row.smoothed;
}

/** The last step the chart's table tells of; 0 before the first. */
export async function lastStep(page: Page): Promise<number> {
  return Math.max(0, ...(await lossRows(page)).map(({ step }) => step));
}

/** Waits until the run has taken a number of steps. */
export async function untilStep(page: Page, step: number): Promise<void> {
  await expect.poll(() => lastStep(page), { timeout: 120_000 }).toBeGreaterThanOrEqual(step);
}

export async function download(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const waiting: Promise<Download> = page.waitForEvent('download');
  await button.click();
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The tensors of a safetensors file by name, as hexadecimal, to compare files by. */
export function tensorsOf(bytes: Buffer): Record<string, string> {
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + headerLength).toString('utf8')) as Record<
    string,
    { data_offsets: [number, number] }
  >;
  const data = bytes.subarray(8 + headerLength);
  return Object.fromEntries(
    Object.entries(header)
      .filter(([name]) => name !== '__metadata__')
      .map(([name, { data_offsets: range }]) => [name, data.subarray(...range).toString('hex')]),
  );
}

/** The smallest network there is, and enough passes that it trains until it is told otherwise. */
export const TINY = {
  Cell: 'RNN',
  Layers: '1',
  'Hidden units': '16',
  Window: '8',
  Batch: '4',
  Passes: '10000',
  Seed: '3',
};

/** Chooses a file, whatever is in it. */
export async function bringFile(page: Page, name: string, content: Buffer | string): Promise<void> {
  await view(page, 'Text');
  await page.getByLabel('Choose files').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
}

/** Chooses a text that can be learned, and waits until it is read. */
export async function bringEasyText(page: Page, name: string, sentences = 120): Promise<void> {
  await bringFile(page, name, easyText(sentences));
  await expect(region(page, name)).toContainText('the whale');
}

/** Begins a run of the chosen text that goes on until it is told otherwise, and waits for its first steps. */
export async function trainTiny(page: Page): Promise<void> {
  await view(page, 'Train');
  await choose(page, TINY);
  await press(page, 'Train');
  await untilStep(page, 10);
}

/** Trains a moment and stops: a run to write with, to export and to look at. */
export async function trainedRun(page: Page, textName: string): Promise<void> {
  await bringEasyText(page, textName);
  await trainTiny(page);
  await press(page, 'Stop');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();
}

/** Drops a file on the page as the browser does: over, then let go. */
export async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name));
      return data;
    },
    { name, base64: content.toString('base64') },
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
}

/** The message that stands in place, in the view at hand. */
export function problem(page: Page): Locator {
  return page.getByRole('main').getByRole('alert');
}

/** The runs of the Library. */
export function runCards(page: Page): Locator {
  return page.getByRole('main').getByRole('article');
}

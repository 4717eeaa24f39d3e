/** Nothing runs but the app's own files, and what people bring or type is text and nothing else, wherever it shows. */
import { expect, test as base, type Page, type Worker } from '@playwright/test';
import { HOSTILE } from './hostile.ts';
import { choose, download, easyText, press, region, runCards, trainedRun, view } from './story.ts';

interface Fixtures {
  /** What the browser refused because of the policy, in pages and in workers. */
  readonly violations: string[];
}

declare global {
  interface Window {
    violated(what: string): Promise<void>;
  }
}

/** Runs inside a page, and hears its workers too. */
function reportOfPage(): void {
  const channel: EventTarget = new BroadcastChannel('violations');
  channel.addEventListener('message', (event) => {
    const told: unknown = 'data' in event ? event.data : null;
    void window.violated(String(told));
  });
  addEventListener(
    'securitypolicyviolation',
    (event) => void window.violated(String(Reflect.get(event, 'effectiveDirective'))),
  );
}

/** Runs inside a worker. */
function reportOfWorker(): void {
  const channel = new BroadcastChannel('violations');
  addEventListener('securitypolicyviolation', (event) =>
    channel.postMessage(`worker: ${String(Reflect.get(event, 'effectiveDirective'))}`),
  );
}

const test = base.extend<Fixtures>({
  violations: async ({ page, context }, use) => {
    const violations: string[] = [];
    await context.exposeFunction('violated', (what: string) => void violations.push(what));
    await context.addInitScript(reportOfPage);
    // What is refused before the listeners stand is at least on the console.
    context.on('console', (message) => {
      if (/content security policy|trusted ?types/i.test(message.text())) violations.push(message.text());
    });
    page.on('worker', (worker) => void worker.evaluate(reportOfWorker).catch(() => {}));
    await use(violations);
  },
});

/** What a script put in from outside would try; says what became of each. In turns of its own, as the debugger's own may do more. */
function attempt(): Promise<Record<string, string>> {
  const tries: Record<string, () => unknown> = {
    eval: () => (0, eval)('1') as number,
    Function: () => (Reflect.construct(Function, ['return 1']) as () => unknown)(),
    'worker of data': () => new Worker('data:text/javascript,1'),
    'worker of another origin': () => new Worker('https://example.org/a.js'),
  };
  if (typeof document !== 'undefined') {
    tries.markup = () => (document.createElement('div').innerHTML = '<img src=x onerror=hostile()>');
    tries['script text'] = () => (document.createElement('script').text = 'hostile()');
    tries['adjacent markup'] = () => document.body.insertAdjacentHTML('beforeend', '<p>written</p>');
  }
  return new Promise((resolve) =>
    setTimeout(() => {
      const outcomes = Object.entries(tries).map(([name, act]): [string, string] => {
        try {
          act();
          return [name, 'ran'];
        } catch (error) {
          return [name, (error as Error).name];
        }
      });
      resolve(Object.fromEntries(outcomes));
    }),
  );
}

test('a run with threads, writing and exports, online and again offline, violates the policy nowhere', async ({
  page,
  context,
  violations,
}) => {
  await page.goto('/');
  await expect(page.getByText('Ready to work offline')).toBeVisible({ timeout: 60_000 });
  for (const network of ['online', 'offline']) {
    await context.setOffline(network === 'offline');
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await trainedRun(page, `${network}.txt`);
    await view(page, 'Write');
    await page.getByRole('textbox', { name: 'Prompt' }).fill('the whale ');
    await press(page, 'Write');
    await expect(region(page, 'Result')).toContainText('the whale ', { timeout: 60_000 });
    await view(page, 'Library');
    const card = page.getByRole('article', { name: new RegExp(network) });
    await download(page, card.getByRole('button', { name: 'Export ONNX', exact: true }));
    await download(page, card.getByRole('button', { name: 'Export safetensors', exact: true }));
  }
  expect(violations).toEqual([]);
});

test('the policy is in force, in the page and in a worker: text does not become script, and no other origin is reached', async ({
  page,
  violations,
}) => {
  await page.goto('/');
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  const refused = {
    eval: 'EvalError',
    Function: 'EvalError',
    'worker of data': 'TypeError',
    'worker of another origin': 'TypeError',
  };
  expect(await page.evaluate(attempt)).toEqual({
    ...refused,
    markup: 'TypeError',
    'script text': 'TypeError',
    'adjacent markup': 'TypeError',
  });
  const [worker] = page.workers() as [Worker];
  expect(await worker.evaluate(attempt)).toEqual(refused);
  // What a worker is refused is heard too, or the test above would hear nothing of it.
  await expect.poll(() => violations.filter((what) => what.startsWith('worker: ')).length).toBeGreaterThan(0);

  // Not as markup that the browser reads, but as an element that carries its source: an inline script all the same.
  await page.evaluate(() => {
    const script = document.createElement('script');
    const button = document.createElement('button');
    button.setAttribute('id', 'inline');
    try {
      button.setAttribute('onclick', "document.documentElement.dataset.hostile = 'ran'");
      script.append("document.documentElement.dataset.hostile = 'ran'");
    } catch {
      // Refused even earlier.
    }
    document.body.append(script, button);
    button.click();
  });
  const reached = await page.evaluate(() =>
    fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(reached).toBe('refused');
  await expect(page.locator('html')).not.toHaveAttribute('data-hostile');
  expect(violations.join('\n')).toMatch(/connect-src/);
});

/** Elements that text turned into markup would add. */
function countMarkup(page: Page): Promise<number> {
  const kinds =
    'script, iframe, object, embed, base, meta, link, style, img, video, math, template, form form, animate, b, ' +
    '[onerror], [onload], [onclick], [onfocus], [ontoggle], [href^="javascript:"], [srcdoc]';
  return page.evaluate((selector) => document.querySelectorAll(selector).length, kinds);
}

function exactText(page: Page, selector: string): Promise<string | null> {
  return page.locator(selector).first().textContent();
}

test(`${HOSTILE.length} hostile strings as text, file name, run name, address and prompt: none runs, none becomes an element`, async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const ran: string[] = [];
  await context.exposeFunction('hostile', () => ran.push('hostile() was called'));
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto('/');
  await trainedRun(page, 'sea.txt');

  await view(page, 'Text');
  await expect(region(page, 'sea.txt')).toBeVisible();
  const inText = await countMarkup(page);
  for (const [at, text] of HOSTILE.entries()) {
    const name = `${at} ${text.slice(0, 120)}`;
    const buffer = Buffer.from(`${at}: ${text}\n${easyText(20)}`);
    await page.getByLabel('Choose files').setInputFiles({ name, mimeType: 'text/plain', buffer });
    const shown = page.getByRole('main').getByText(`${at}: `, { exact: false }).first();
    await expect(shown).toBeVisible();
    expect.soft(await countMarkup(page), `elements after ${name}`).toBe(inText);
    if (text.startsWith('<') && text.length < 100) {
      await expect.soft(page.getByRole('main')).toContainText(text.replaceAll(/\s+/g, ' '));
    }
  }

  for (const text of HOSTILE) {
    await page.evaluate((hash) => (location.hash = hash), text);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(await countMarkup(page)).toBe(inText);

  await view(page, 'Library');
  await expect(runCards(page)).toHaveCount(1);
  const inLibrary = await countMarkup(page);
  for (const text of HOSTILE) {
    const typed = text.slice(0, 120);
    await page.getByRole('button', { name: /^Rename/ }).click();
    await page.getByLabel('Name', { exact: true }).fill(typed);
    await page.getByLabel('Name', { exact: true }).press('Enter');
    await expect.poll(() => exactText(page, 'article h2')).toBe(typed.trim());
    expect.soft(await countMarkup(page), `elements after ${typed}`).toBe(inLibrary);
  }
  // The last name goes with the run to the other views, and into the name of its file.
  const file = await download(page, page.getByRole('button', { name: 'Export safetensors', exact: true }));
  expect(file.name).not.toMatch(/[<>:"/\\|?*]/);

  await view(page, 'Write');
  await choose(page, { Length: '1' });
  const inWrite = await countMarkup(page);
  for (const text of HOSTILE) {
    const prompt = text.slice(0, 400);
    await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt);
    await press(page, 'Write');
    const beginning = (await page.getByRole('textbox', { name: 'Prompt' }).inputValue()).slice(0, 20);
    await expect.poll(() => region(page, 'Result').textContent(), { timeout: 60_000 }).toContain(beginning);
    expect.soft(await countMarkup(page), `elements after ${prompt}`).toBe(inWrite);
  }
  expect(ran).toEqual([]);
});

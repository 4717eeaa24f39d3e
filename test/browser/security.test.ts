/** Nothing runs but the app's own files, in pages and in workers. */
import { expect, type Worker } from '@playwright/test';
import { download, press, region, trainedRun, view } from './story.ts';
import { test } from './support.ts';

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
}) => {
  await page.goto('/');
  await expect(page.getByText('Ready to work offline')).toBeVisible({ timeout: 60_000 });
  for (const network of ['online', 'offline']) {
    await context.setOffline(network === 'offline');
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await trainedRun(page, `${network}.txt`);
    await view(page, 'Write');
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('the whale ');
    await press(page, 'Write');
    await expect(region(page, 'Page')).toContainText('the whale ', { timeout: 60_000 });
    await view(page, 'Library');
    const card = page.getByRole('article', { name: new RegExp(network) });
    await download(page, card.getByRole('button', { name: 'Export ONNX', exact: true }));
    await download(page, card.getByRole('button', { name: 'Export safetensors', exact: true }));
  }
});

test.describe('against what is provoked', () => {
  test.use({ provokes: true });

  test('the policy is in force, in the page and in a worker: text does not become script, and no other origin is reached', async ({
    page,
    watch,
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
    await expect.poll(() => watch.violations.filter((what) => what.startsWith('worker: ')).length).toBeGreaterThan(0);

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
    expect(watch.violations.join('\n')).toMatch(/connect-src/);
  });
});

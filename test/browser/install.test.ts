import { expect, type Page } from '@playwright/test';
import { builtFiles } from './static-host.ts';
import { keptFiles, test, untilKept } from './support.ts';

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose: string;
}

test('Chromium finds no error in the manifest and nothing that hinders installing', async ({ profile }) => {
  const page = await profile.open();
  await untilKept(page);
  const devtools = await profile.context.newCDPSession(page);
  const manifest = await devtools.send('Page.getAppManifest');
  expect(manifest.errors).toEqual([]);
  expect(JSON.parse(manifest.data ?? '{}')).toMatchObject({ name: 'Unroll', display: 'standalone', start_url: './' });
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
});

type Manifest = Readonly<Record<string, unknown>>;

function manifestOf(page: Page): Promise<Manifest> {
  return page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')?.href ?? '';
    return (await (await fetch(link)).json()) as Manifest;
  });
}

/** What PWABuilder's report asks of a manifest; for what does not apply, why. */
const REPORT: Readonly<Record<string, ((value: unknown) => boolean) | string>> = {
  name: (value) => value === 'Unroll',
  short_name: (value) => value === 'Unroll',
  description: (value) => String(value).length > 40,
  id: (value) => value === './',
  start_url: (value) => value === './',
  scope: (value) => value === './',
  lang: (value) => value === 'en',
  dir: (value) => value === 'ltr',
  display: (value) => value === 'standalone',
  display_override: (value) => JSON.stringify(value) === '["standalone","minimal-ui"]',
  orientation: (value) => value === 'any',
  theme_color: (value) => /^#[0-9a-f]{6}$/.test(String(value)),
  background_color: (value) => /^#[0-9a-f]{6}$/.test(String(value)),
  categories: (value) => (value as string[]).includes('education'),
  prefer_related_applications: (value) => value === false,
  icons: (value) => (value as Icon[]).some(({ sizes, purpose }) => sizes === '512x512' && purpose === 'any'),
  screenshots: (value) => {
    const forms = (value as { form_factor: string }[]).map(({ form_factor: form }) => form);
    return forms.filter((form) => form === 'wide').length >= 3 && forms.filter((form) => form === 'narrow').length >= 3;
  },
  shortcuts: (value) => (value as { url: string }[]).map(({ url }) => url).join(' ') === './#train ./#write',
  file_handlers: (value) => JSON.stringify(value).includes('.docx') && JSON.stringify(value).includes('.safetensors'),
  share_target: (value) => (value as { method: string }).method === 'POST',
  launch_handler: (value) => JSON.stringify(value) === '{"client_mode":["focus-existing","auto"]}',
  description_localized: (value) => typeof (value as { zh?: unknown }).zh === 'string',
  related_applications: 'There is no other edition of it.',
  iarc_rating_id: 'It is in no shop that rates.',
  protocol_handlers: 'No protocol is its own: what it is given are files and texts.',
  edge_side_panel: 'A panel beside a page has no use for a trainer; it would be but the phone’s view.',
  handle_links: 'Links to it open where the person wants them.',
  scope_extensions: 'It is of one origin.',
  note_taking: 'It takes no notes.',
  widgets: 'It has nothing to tell while it is closed.',
};

test('every item of PWABuilder’s report that applies is in the manifest, and its pictures and icons are of the sizes it claims', async ({
  page,
}) => {
  await page.goto('/');
  const manifest = await manifestOf(page);
  for (const [item, wanted] of Object.entries(REPORT)) {
    const found = typeof wanted === 'string' ? !(item in manifest) : wanted(manifest[item]);
    expect([item, found]).toEqual([item, true]);
  }
  const { screenshots, shortcuts } = manifest as unknown as { screenshots: Icon[]; shortcuts: { icons: Icon[] }[] };
  for (const picture of [...screenshots, ...shortcuts.flatMap(({ icons }) => icons)]) {
    expect([picture.src, await sizeOf(page, picture.src)]).toEqual([picture.src, picture.sizes]);
  }
});

function sizeOf(page: Page, src: string): Promise<string> {
  return page.evaluate(async (address) => {
    const picture = await createImageBitmap(await (await fetch(address)).blob());
    return `${picture.width}x${picture.height}`;
  }, src);
}

test('the page has a quiet button of its own when the browser offers to install, and none when it is done', async ({
  page,
}) => {
  await page.goto('/');
  const button = page.getByRole('button', { name: 'Install', exact: true });
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
  await expect(button).toHaveCount(0);
  // The browser's own offer, which it makes when it likes, and never in a test.
  const offer = (): Promise<boolean> =>
    page.evaluate(() => {
      const event = new Event('beforeinstallprompt', { cancelable: true });
      Object.assign(event, { prompt: () => Promise.resolve((document.title = 'asked')) });
      return dispatchEvent(event);
    });
  expect(await offer()).toBe(false);
  await expect(button).toBeVisible();
  await button.click();
  await expect(page).toHaveTitle('asked');
  await expect(button).toHaveCount(0);
  await offer();
  await expect(button).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
  await expect(button).toHaveCount(0);
  await expect(page.getByText('Unroll is installed.')).toBeVisible();
});

test('each icon of the manifest has the size it claims, and one may be masked, another painted', async ({ page }) => {
  await page.goto('/');
  const { icons } = (await manifestOf(page)) as unknown as { icons: Icon[] };
  expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
    '192x192 any',
    '512x512 any',
    '512x512 maskable',
    '512x512 monochrome',
    'any any',
  ]);
  for (const icon of icons.filter(({ type }) => type === 'image/png')) {
    expect(await sizeOf(page, icon.src)).toBe(icon.sizes);
  }
});

test('every built file is kept for offline use, whole, onnxruntime’s WebAssembly among them', async ({ page }) => {
  await page.goto('/');
  await untilKept(page);
  const kept = await keptFiles(page);
  expect(kept).toEqual(await builtFiles());
  expect(Object.keys(kept).filter((path) => /ort-wasm.*\.wasm$/.test(path))).toHaveLength(1);
});

import { expect } from '@playwright/test';
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

test('each icon of the manifest has the size it claims, and one may be masked', async ({ page }) => {
  await page.goto('/');
  const icons = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')?.href ?? '';
    return ((await (await fetch(link)).json()) as { icons: Icon[] }).icons;
  });
  expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
    '192x192 any',
    '512x512 any',
    '512x512 maskable',
    'any any',
  ]);
  for (const icon of icons.filter(({ type }) => type === 'image/png')) {
    const size = await page.evaluate(async (src) => {
      const picture = await createImageBitmap(await (await fetch(src)).blob());
      return `${picture.width}x${picture.height}`;
    }, icon.src);
    expect(size).toBe(icon.sizes);
  }
});

test('every built file is kept for offline use, whole, onnxruntime’s WebAssembly among them', async ({ page }) => {
  await page.goto('/');
  await untilKept(page);
  const kept = await keptFiles(page);
  expect(kept).toEqual(await builtFiles());
  expect(Object.keys(kept).filter((path) => /ort-wasm.*\.wasm$/.test(path))).toHaveLength(1);
});

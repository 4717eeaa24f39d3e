import { expect } from '@playwright/test';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { DIST } from './static-host.ts';
import { test, untilKept } from './support.ts';

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose: string;
}

test('Chromium finds no error in the manifest and nothing that hinders installing', async ({ profile }) => {
  const page = await profile.newPage();
  await page.goto('/');
  await untilKept(page);
  const devtools = await profile.newCDPSession(page);
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
  const files = (await readdir(DIST, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== 'service-worker.js')
    .map((entry) => join(entry.parentPath, entry.name));
  const built: Record<string, number> = {};
  for (const file of files) built[`/${relative(DIST, file).split(sep).join('/')}`] = (await stat(file)).size;

  await page.goto('/');
  await untilKept(page);
  const kept = await page.evaluate(async () => {
    const sizes: Record<string, number> = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const body = await (await cache.match(request))?.arrayBuffer();
        sizes[new URL(request.url).pathname] = body?.byteLength ?? 0;
      }
    }
    return sizes;
  });
  expect(kept).toEqual(built);
  expect(Object.keys(kept).filter((path) => /ort-wasm.*\.wasm$/.test(path))).toHaveLength(1);
});

test('no request leaves the origin while all four views are used', async ({ page, context, baseURL }) => {
  const origins = new Set<string>();
  context.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url())) origins.add(new URL(request.url()).origin);
  });
  await page.goto('/');
  await untilKept(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Sample' })).toContainText(/\w{3}/);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  for (const name of ['Text', 'Train', 'Library', 'Write']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  }
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Result' })).toContainText(/\w{3}/);
  expect([...origins]).toEqual([baseURL]);
});

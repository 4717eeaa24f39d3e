/** Draws the manifest's PNG icons from public/icon.svg. Run it after changing that: `node build/icons.mjs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../test/chromium.mjs';

const folder = join(import.meta.dirname, '../public');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');

/**
 * `share` is how much of the picture the mark takes. A maskable icon may be cut to a circle of 80 % of its width, and
 * Apple rounds the corners itself: both want the ground to the very edge.
 */
const ICONS = [
  { file: 'icon-192.png', size: 192, share: 1, square: false },
  { file: 'icon-512.png', size: 512, share: 1, square: false },
  { file: 'icon-maskable-512.png', size: 512, share: 0.8, square: true },
  // A system paints it in a colour of its own: only what covers counts.
  { file: 'icon-monochrome-512.png', size: 512, share: 1, bare: true },
  { file: 'apple-touch-icon.png', size: 180, share: 0.86, square: true },
];

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
/** The actions of the app's own menu, drawn as in src/ui/Icon.svelte on the ground of the icon. */
const SHORTCUTS = {
  train: 'M12 5a7 7 0 1 1-6.6 4.6M5 4.5v5.2h5.2',
  write: 'M4.5 19.5l1.2-4.6L16.6 4a1.9 1.9 0 0 1 2.7 0l.7.7a1.9 1.9 0 0 1 0 2.7L9.1 18.3zM14.4 6.2l3.4 3.4',
};

for (const { file, size, share, square = false, bare = false } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, deviceScaleFactor: 1 });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`);
  await page.evaluate(
    ([mark, full, alone]) => {
      if (alone) document.querySelector('#ground').remove();
      else if (full) document.querySelector('#ground').removeAttribute('rx');
      const move = (512 * (1 - mark)) / 2;
      document.querySelector('#mark').setAttribute('transform', `translate(${move} ${move}) scale(${mark})`);
    },
    [share, square, bare],
  );
  writeFileSync(join(folder, file), await page.screenshot({ omitBackground: true }));
  await page.close();
}
for (const [view, path] of Object.entries(SHORTCUTS)) {
  const page = await browser.newPage({ viewport: { width: 96, height: 96 }, deviceScaleFactor: 1 });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block }</style><svg width="96" height="96" viewBox="-6 -6 36 36">` +
      `<rect x="-6" y="-6" width="36" height="36" rx="8" fill="#2f3fc2"/><path d="${path}" fill="none" stroke="#fffdf8" ` +
      `stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  );
  writeFileSync(join(folder, `shortcut-${view}.png`), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

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
  { file: 'apple-touch-icon.png', size: 180, share: 0.86, square: true },
];

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
for (const { file, size, share, square } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, deviceScaleFactor: 1 });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`);
  await page.evaluate(
    ([mark, full]) => {
      if (full) document.querySelector('#ground').removeAttribute('rx');
      const move = (512 * (1 - mark)) / 2;
      document.querySelector('#mark').setAttribute('transform', `translate(${move} ${move}) scale(${mark})`);
    },
    [share, square],
  );
  writeFileSync(join(folder, file), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

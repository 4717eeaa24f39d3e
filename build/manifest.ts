import type { ManifestOptions } from 'vite-plugin-pwa';

/** What the browser needs to know to install the app. Paths are relative, so that it may live in a sub-folder. */
export const manifest: Partial<ManifestOptions> = {
  id: './',
  name: 'Unroll',
  short_name: 'Unroll',
  description: 'Train recurrent networks on your own text, on your own device, offline, and write with them.',
  lang: 'en',
  dir: 'ltr',
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: '#f5f2ea',
  theme_color: '#f5f2ea',
  categories: ['education', 'productivity'],
  icons: [
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  ],
};

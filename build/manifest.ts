import type { ManifestOptions } from 'vite-plugin-pwa';
import { ways as en } from '../src/messages/en/ways.ts';
import { ways as zh } from '../src/messages/zh/ways.ts';
import { SHARE_FIELDS, SHARE_PATH } from '../src/shared/sharing.ts';
import { screenshotList } from './screenshots.ts';

/** What the app opens, by type. */
const TEXTS: Readonly<Record<string, string[]>> = {
  'text/plain': ['.txt'],
  'text/markdown': ['.md', '.markdown'],
  'text/csv': ['.csv'],
  'text/tab-separated-values': ['.tsv'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/epub+zip': ['.epub'],
};
const NETWORKS: Readonly<Record<string, string[]>> = { 'application/x-safetensors': ['.safetensors'] };

const shortcut = (view: 'train' | 'write'): Localized & { name: string; url: string; icons: Icon[] } => ({
  name: en.manifest[view],
  name_localized: { zh: zh.manifest[view] },
  url: `./#${view}`,
  icons: [{ src: `shortcut-${view}.png`, sizes: '96x96', type: 'image/png', purpose: 'any' }],
});

/** Members ending in `_localized` are read by browsers that know them; others take the English ones. */
interface Localized {
  readonly name_localized?: Readonly<Record<string, string>>;
  readonly short_name_localized?: Readonly<Record<string, string>>;
  readonly description_localized?: Readonly<Record<string, string>>;
}

type Icon = ManifestOptions['icons'][number];

/** What the browser needs to know to install the app. Paths are relative, so that it may live in a sub-folder. */
export const manifest: Partial<ManifestOptions> & Localized = {
  id: './',
  name: 'Unroll',
  short_name: 'Unroll',
  description: en.manifest.description,
  description_localized: { zh: zh.manifest.description },
  lang: 'en',
  dir: 'ltr',
  start_url: './',
  scope: './',
  display: 'standalone',
  display_override: ['standalone', 'minimal-ui'],
  orientation: 'any',
  background_color: '#f5f2ea',
  theme_color: '#f5f2ea',
  categories: ['education', 'productivity', 'utilities'],
  prefer_related_applications: false,
  // Opened anew by a file, a link or a shortcut, the app that is open comes to the front and is not navigated: it may train.
  launch_handler: { client_mode: ['focus-existing', 'auto'] },
  file_handlers: [
    { action: './', accept: { ...TEXTS } },
    { action: './', accept: { ...NETWORKS } },
  ],
  share_target: {
    action: `./${SHARE_PATH}`,
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      title: SHARE_FIELDS.title,
      text: SHARE_FIELDS.text,
      url: SHARE_FIELDS.url,
      files: [{ name: SHARE_FIELDS.files, accept: ['text/*', ...Object.entries({ ...TEXTS, ...NETWORKS }).flat(2)] }],
    },
  },
  shortcuts: [shortcut('train'), shortcut('write')],
  screenshots: screenshotList(),
  icons: [
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: 'icon-monochrome-512.png', sizes: '512x512', type: 'image/png', purpose: 'monochrome' },
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  ],
};

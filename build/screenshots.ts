/** The pictures of docs/pictures as the manifest shows them before the app is installed: files of the build. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { ways } from '../src/messages/en/ways.ts';

const FOLDER = join(import.meta.dirname, '../docs/pictures');

/** Which of them, the best first; browsers show as many as they like. */
const SHOWN = [
  { picture: 'train-wide-light', form: 'wide', label: ways.manifest.pictures.train },
  { picture: 'write-wide-light', form: 'wide', label: ways.manifest.pictures.write },
  { picture: 'text-wide-light', form: 'wide', label: ways.manifest.pictures.text },
  { picture: 'train-phone-dark', form: 'narrow', label: ways.manifest.pictures.train },
  { picture: 'write-phone-dark', form: 'narrow', label: ways.manifest.pictures.write },
  { picture: 'library-phone-dark', form: 'narrow', label: ways.manifest.pictures.library },
] as const;

const pathOf = (picture: string): string => `screenshots/${picture}.png`;

function read(picture: string): Buffer {
  return readFileSync(join(FOLDER, `${picture}.png`));
}

/** As a PNG says it in its header: `1280x860`. */
function sizeOf(png: Buffer): string {
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

/** As the manifest lists them. */
export function screenshotList(): {
  src: string;
  sizes: string;
  type: string;
  form_factor: 'wide' | 'narrow';
  label: string;
}[] {
  return SHOWN.map(({ picture, form, label }) => ({
    src: pathOf(picture),
    sizes: sizeOf(read(picture)),
    type: 'image/png',
    form_factor: form,
    label,
  }));
}

export function screenshots(): Plugin {
  return {
    name: 'unroll:screenshots',
    apply: 'build',
    generateBundle() {
      for (const { picture } of SHOWN) {
        this.emitFile({ type: 'asset', fileName: pathOf(picture), source: read(picture) });
      }
    },
  };
}

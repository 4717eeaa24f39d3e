/** TensorFlow.js in the same Chromium, installed when it is asked for, outside the project's own packages. */
import { spawnSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PAGE_OUTPUT, type Stage } from '../stage.ts';
import type {} from '../page/tfjs.ts';
import type { Peer } from './peer.ts';

const VERSION = '4.22.0';
const PACKAGES = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'] as const;
const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/unroll-bench');
const FILES = [
  '@tensorflow/tfjs/dist/tf.min.js',
  ...['tf-backend-wasm.min.js', 'tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'].map(backend),
  backend('tfjs-backend-wasm-threaded-simd.wasm'),
];

function backend(name: string): string {
  return `@tensorflow/tfjs-backend-wasm/dist/${name}`;
}

/** @throws Error when it cannot be installed. */
export async function tfjsPeers(stage: Stage, threads: number): Promise<Peer[]> {
  await install();
  return [...new Set([1, threads])].map((count) => peer(stage, count));
}

async function install(): Promise<void> {
  const stored = (file: string): string => join(CACHE, 'node_modules', file);
  if (!FILES.every((file) => existsSync(stored(file)))) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const what = PACKAGES.map((name) => `${name}@${VERSION}`);
    const { status } = spawnSync(npm, ['install', '--prefix', CACHE, '--ignore-scripts', '--no-audit', ...what], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status !== 0) throw new Error(`TensorFlow.js ${VERSION} could not be installed.`);
  }
  const served = join(PAGE_OUTPUT, 'peers');
  await mkdir(served, { recursive: true });
  for (const file of FILES) await cp(stored(file), join(served, file.slice(file.lastIndexOf('/') + 1)));
}

/** Its threads are chosen before it starts, so each count has a page of its own. */
function peer(stage: Stage, threads: number): Peer {
  let page: Page | null = null;
  return {
    name: 'tfjs-wasm',
    version: VERSION,
    setting: `${threads} thread${threads === 1 ? '' : 's'}`,
    cells: ['lstm'],
    sizes: [128],
    async open({ hidden, layers, vocabulary, lanes, steps }) {
      const opened = await stage.browser.newPage();
      page = opened;
      await opened.goto(new URL('tfjs.html', stage.address).href);
      await opened.waitForFunction(() => 'tfjs' in window);
      const training = { hidden, layers, vocabulary, lanes, steps, threads };
      await opened.evaluate((wanted) => window.tfjs.open(wanted), training);
      return (milliseconds) => opened.evaluate((duration) => window.tfjs.train(duration), milliseconds);
    },
    async close() {
      await page?.close();
    },
  };
}

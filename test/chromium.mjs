/** Finds a Chromium to test in, or gets one, and says so in one sentence. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** Where they live that are not on the path. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Playwright's own download, for the version this project uses. */
async function ownOfPlaywright() {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

function ofTheSystem() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES].find(isExecutable) ?? null;
}

function isRootOnDebian() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** @returns the path of an executable. @throws Error saying what was tried. */
export async function findChromium() {
  const named = process.env.UNROLL_CHROMIUM;
  if (named) {
    if (!isExecutable(named)) throw new Error(`UNROLL_CHROMIUM is ${named}, which cannot be run.`);
    console.log(`Browser tests run in ${named}, as UNROLL_CHROMIUM says.`);
    return named;
  }
  const own = await ownOfPlaywright();
  if (own) {
    console.log(`Browser tests run in Playwright’s own Chromium, ${own}.`);
    return own;
  }
  const found = ofTheSystem();
  if (found) {
    console.log(`Browser tests run in the Chromium of this system, ${found}.`);
    return found;
  }
  return installed();
}

async function installed() {
  console.log('No Chromium was found, so Playwright downloads one (once, about 150 MB).');
  const command = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const download = spawnSync(command, ['playwright', 'install', 'chromium'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const own = download.status === 0 ? await ownOfPlaywright() : null;
  if (own) return own;
  if (isRootOnDebian()) {
    console.log('The download failed, so Debian’s package chromium is installed.');
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '-y', 'chromium'], options);
    const found = ofTheSystem();
    if (found) return found;
  }
  throw new Error('No Chromium could be installed. Install one and put its path into UNROLL_CHROMIUM.');
}

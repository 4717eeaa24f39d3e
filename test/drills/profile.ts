/** A person's browser: a profile on disk, which outlives the browser's processes. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { launchOptions } from '../browser/browser.ts';
import type { Watch } from '../browser/watch.ts';

export class Profile {
  readonly #folder: string;
  readonly #address: string;
  readonly #watch: Watch;
  readonly #serviceWorkers: 'allow' | 'block';
  #context: BrowserContext | null = null;

  private constructor(folder: string, address: string, watch: Watch, serviceWorkers: 'allow' | 'block') {
    this.#folder = folder;
    this.#address = address;
    this.#watch = watch;
    this.#serviceWorkers = serviceWorkers;
  }

  static async make(address: string, watch: Watch, serviceWorkers: 'allow' | 'block'): Promise<Profile> {
    return new Profile(await mkdtemp(join(tmpdir(), 'unroll-profile-')), address, watch, serviceWorkers);
  }

  /** Starts the browser with an empty page. */
  async launch(): Promise<Page> {
    const context = await chromium.launchPersistentContext(this.#folder, {
      ...launchOptions(),
      baseURL: this.#address,
      serviceWorkers: this.#serviceWorkers,
    });
    this.#context = context;
    await this.#watch.follow(context);
    // Not the page it came with, which was there before the watch.
    return context.newPage();
  }

  /** Starts the browser and opens the app. */
  async open(): Promise<Page> {
    const page = await this.launch();
    await page.goto('/');
    return page;
  }

  /** Ends the browser as a person does. */
  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  get context(): BrowserContext {
    if (this.#context === null) throw new Error('The browser of this profile is not open.');
    return this.#context;
  }

  /** SIGKILL to all processes of the browser at once: nothing is flushed, nothing is said. */
  async kill(pid: number): Promise<void> {
    const gone = new Promise((resolve) => this.context.once('close', resolve));
    process.kill(-pid, 'SIGKILL');
    await gone;
    this.#context = null;
  }

  /** The browser's own process, which leads the group of all of them. */
  async pid(): Promise<number> {
    const browser = this.context.browser();
    if (browser === null) throw new Error('Playwright does not say which browser this profile runs in.');
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    const own = processInfo.find(({ type }) => type === 'browser');
    if (own === undefined) throw new Error('The browser does not say its process id.');
    return own.id;
  }

  /** Does something to every file of IndexedDB whose name fits. The browser must be closed. */
  async eachDatabaseFile(name: RegExp, act: (path: string, bytes: Buffer) => Promise<void>): Promise<void> {
    const entries = await readdir(this.#databases, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile() && name.test(each.name))) {
      const path = join(entry.parentPath, entry.name);
      await act(path, await readFile(path));
    }
  }

  /** Where the browser keeps the databases of the app's origin, without their large values. */
  async databaseFolder(): Promise<string> {
    const folder = (await readdir(this.#databases)).find((name) => name.endsWith('.leveldb'));
    if (folder === undefined) throw new Error('No database was made in this profile.');
    return join(this.#databases, folder);
  }

  removeDatabase(): Promise<void> {
    return rm(this.#databases, { recursive: true });
  }

  get #databases(): string {
    return join(this.#folder, 'Default', 'IndexedDB');
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

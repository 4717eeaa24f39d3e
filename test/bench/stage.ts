/** Chromium with the bench page in it, and the built app beside it, both served cross-origin isolated. */
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build, preview, type PreviewServer } from 'vite';
import { CHROMIUM_FLAGS } from '../browser/browser.ts';
import type { BenchWorker, CopiedBenchWorker, WritingBenchWorker } from './page/interface.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE_CONFIG = join(import.meta.dirname, 'vite.config.ts');
/** Where the bench page is built to; what is put there later is served too. */
export const PAGE_OUTPUT = join(ROOT, 'dist-bench/page');
const APP_OUTPUT = join(ROOT, 'dist-bench/app');

type Workers = {
  readonly training: BenchWorker;
  readonly writing: WritingBenchWorker;
  readonly copied: CopiedBenchWorker;
};
type Call<Face, Verb extends keyof Face> = Face[Verb] extends (...operands: infer Operands) => infer Result
  ? { operands: Operands; result: Awaited<Result> }
  : never;

interface Asked {
  readonly worker: keyof Workers;
  readonly verb: string;
  readonly operands: readonly unknown[];
}

export class Stage {
  readonly browser: Browser;
  readonly page: Page;
  readonly address: string;
  readonly #server: PreviewServer;
  #app: PreviewServer | null = null;

  private constructor(browser: Browser, page: Page, server: PreviewServer) {
    this.browser = browser;
    this.page = page;
    this.#server = server;
    this.address = addressOf(server);
  }

  static async open(executablePath: string): Promise<Stage> {
    await build({ configFile: PAGE_CONFIG, logLevel: 'warn' });
    const server = await preview({ configFile: PAGE_CONFIG, logLevel: 'warn', preview: { port: 0, open: false } });
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    const page = await browser.newPage();
    await page.goto(addressOf(server));
    await page.waitForFunction(() => 'bench' in window);
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('The bench page is not isolated.');
    return new Stage(browser, page, server);
  }

  /** The address of the whole app, built and served when first asked for. */
  async appAddress(): Promise<string> {
    if (this.#app === null) {
      const shared = { root: ROOT, configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' } as const;
      await build({ ...shared, build: { outDir: APP_OUTPUT, emptyOutDir: true } });
      this.#app = await preview({ ...shared, build: { outDir: APP_OUTPUT }, preview: { port: 0, open: false } });
    }
    return addressOf(this.#app);
  }

  /** Calls one of the page's workers. */
  call<Name extends keyof Workers, Verb extends keyof Workers[Name] & string>(
    worker: Name,
    verb: Verb,
    ...operands: Call<Workers[Name], Verb>['operands']
  ): Promise<Call<Workers[Name], Verb>['result']> {
    type Result = Call<Workers[Name], Verb>['result'];
    const asked: Asked = { worker, verb, operands };
    return this.page.evaluate((call) => {
      const face = window.bench[call.worker] as unknown as Record<string, (...values: unknown[]) => Promise<Result>>;
      return face[call.verb](...call.operands);
    }, asked);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#server.close();
    await this.#app?.close();
  }
}

function addressOf(server: PreviewServer): string {
  const address = server.resolvedUrls?.local.at(0);
  if (address === undefined) throw new Error('The bench server has no address.');
  return address;
}

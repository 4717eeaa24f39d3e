/** The plainest of web hosts: it serves the built app's files and sends no headers but their type. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, relative, sep } from 'node:path';

export const DIST = join(import.meta.dirname, '../../dist');

/** The files of the built app that are kept for offline use, by path, with their sizes. */
export async function builtFiles(): Promise<Record<string, number>> {
  const files = (await readdir(DIST, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== 'service-worker.js')
    // What a browser shows of the app before it is installed.
    .filter((entry) => !entry.parentPath.endsWith('screenshots'))
    .map((entry) => join(entry.parentPath, entry.name));
  const built: Record<string, number> = {};
  for (const file of files) built[`/${relative(DIST, file).split(sep).join('/')}`] = (await stat(file)).size;
  return built;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** How a file fails to come: the connection is lost before it, it is not there, or the connection is lost in the middle of it. */
export type Failure = 'lost' | 'missing' | 'cut';

export class StaticHost {
  readonly #server: Server;
  #failed = 0;
  #failing: { readonly path: string; readonly how: Failure } | null = null;
  /** Files that differ from the built ones, by path: a newer version of the app. */
  readonly #deployed = new Map<string, string>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      // Only to the service worker, which keeps the app: the page itself has come.
      if (path === this.#failing?.path && request.headers.referer?.endsWith('/service-worker.js')) {
        void this.#fail(response, path, this.#failing.how);
        return;
      }
      this.#read(path === '/' ? '/index.html' : path).then(
        (body) => response.writeHead(200, { 'Content-Type': TYPES[extname(path) || '.html'] }).end(body),
        () => response.writeHead(404).end(),
      );
    });
  }

  static async start(): Promise<StaticHost> {
    const host = new StaticHost();
    await new Promise<void>((resolve) => host.#server.listen(0, resolve));
    return host;
  }

  get address(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/`;
  }

  async #read(path: string): Promise<Buffer | string> {
    return this.#deployed.get(path) ?? readFile(join(DIST, normalize(path)));
  }

  /**
   * Publishes a newer version of the app: another start page, and the service worker that keeps it.
   * @param version stands on the start page as `<html data-version>`.
   */
  async deploy(version: string): Promise<void> {
    const page = await readFile(join(DIST, 'index.html'), 'utf8');
    const worker = await readFile(join(DIST, 'service-worker.js'), 'utf8');
    this.#deployed.set('/index.html', page.replace('<html ', `<html data-version="${version}" `));
    // Workbox knows the start page by this revision; another one makes it fetch the page again.
    const revision = createHash('md5').update(version).digest('hex');
    const changed = worker.replace(
      /"revision":"[0-9a-f]{32}","url":"index\.html"/,
      `"revision":"${revision}","url":"index.html"`,
    );
    if (changed === worker) throw new Error('The service worker names no revision of the start page.');
    this.#deployed.set('/service-worker.js', changed);
  }

  /** How often a file did not come. */
  get failed(): number {
    return this.#failed;
  }

  /** From now on this file does not come to the service worker; null mends it. */
  fail(failing: { readonly path: string; readonly how: Failure } | null): void {
    this.#failing = failing;
  }

  async #fail(response: ServerResponse, path: string, how: Failure): Promise<void> {
    this.#failed += 1;
    if (how === 'lost') {
      response.destroy();
    } else if (how === 'missing') {
      response.writeHead(404).end();
    } else {
      const body = await readFile(join(DIST, normalize(path)));
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)], 'Content-Length': body.length });
      response.write(body.subarray(0, body.length >> 1), () => response.destroy());
    }
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** The plainest of web hosts: it serves the built app's files and sends no headers but their type. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

export const DIST = join(import.meta.dirname, '../../dist');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

export class StaticHost {
  readonly #server: Server;
  /** Files that differ from the built ones, by path: a newer version of the app. */
  readonly #deployed = new Map<string, string>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
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

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

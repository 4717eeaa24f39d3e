/** What the browser asked of the network and what the app's policy refused: over pages, workers and service workers alike. */
import type { BrowserContext, Worker } from '@playwright/test';

/** Stands before what a page or a worker says here of a violation. */
const MARK = 'violates the policy: ';

/** Runs inside a page or a worker. */
function tellViolations(mark: string): void {
  const where = typeof document === 'undefined' ? 'worker' : 'page';
  addEventListener('securitypolicyviolation', (event) => {
    const [directive, blocked] = ['effectiveDirective', 'blockedURI'].map((key) => String(Reflect.get(event, key)));
    console.warn(`${mark}${where}: ${directive} ${blocked}`);
  });
}

export class Watch {
  /** Every address that was asked for. */
  readonly requests: string[] = [];
  /** How many of them a service worker asked for. */
  fromServiceWorkers = 0;
  readonly violations: string[] = [];

  /** Addresses of other hosts than this machine, where the tests serve the app and nothing else listens. */
  get elsewhere(): string[] {
    return this.requests.filter(
      (address) => !/^(blob|data):/.test(address) && new URL(address).hostname !== 'localhost',
    );
  }

  /** Watches all that is opened in this browser from now on. */
  async follow(context: BrowserContext): Promise<void> {
    context.on('request', (request) => {
      this.requests.push(request.url());
      if (request.serviceWorker() !== null) this.fromServiceWorkers += 1;
    });
    context.on('page', (page) => {
      page.on('websocket', (socket) => this.requests.push(socket.url()));
      page.on('worker', (worker) => this.#listen(worker));
    });
    context.on('serviceworker', (worker) => this.#listen(worker));
    // Of workers too. What is refused before a listener stands is at least told here by the browser itself.
    context.on('console', (message) => this.#hear(message.text()));
    await context.addInitScript(tellViolations, MARK);
  }

  #listen(worker: Worker): void {
    // A worker may end before it is asked.
    worker.evaluate(tellViolations, MARK).catch(() => undefined);
  }

  #hear(text: string): void {
    if (text.startsWith(MARK)) this.violations.push(text.slice(MARK.length));
    else if (/content security policy|trusted ?types?/i.test(text)) this.violations.push(text);
  }
}

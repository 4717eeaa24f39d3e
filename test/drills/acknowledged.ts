/** What the training workers of a browser were told is stored, or is not, heard from its tabs. */
import type { BrowserContext, Page } from '@playwright/test';
import { beforeTraining } from './steps.ts';

/** A checkpoint that is on disk, and whose writer was told so. */
export interface Acknowledged {
  readonly runId: string;
  readonly writer: string;
  readonly step: number;
  /** Milliseconds on the clock all tabs share, within the transaction: those of one store come one after the other. */
  readonly time: number;
}

const MARK = 'drill saved ';
const REFUSED = 'drill refused ';

/** Runs in each worker. The app knows nothing of it: the browser's own interface is wrapped. */
function tellSaves(mark: string): void {
  type Put = (this: IDBObjectStore, ...values: unknown[]) => IDBRequest;
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as Put;
  Reflect.set(IDBObjectStore.prototype, 'put', function (this: IDBObjectStore, ...values: unknown[]): IDBRequest {
    const { name, transaction } = this;
    if (name === 'runs' && transaction.objectStoreNames.contains('checkpoints')) {
      const { id: runId, writer, step } = values[0] as { id: string; writer: string; step: number };
      const save = JSON.stringify({ runId, writer, step, time: performance.timeOrigin + performance.now() });
      transaction.addEventListener('complete', () => console.debug(mark + save));
    }
    return put.apply(this, values);
  });
}

/** Hears of every checkpoint that is stored from now on; the list grows. */
export async function hearSaves(context: BrowserContext): Promise<readonly Acknowledged[]> {
  const saves: Acknowledged[] = [];
  await beforeTraining(context, `(${tellSaves.toString()})(${JSON.stringify(MARK)});\n`);
  context.on('console', (message) => {
    const text = message.text();
    if (text.startsWith(MARK)) saves.push(JSON.parse(text.slice(MARK.length)) as Acknowledged);
  });
  return saves;
}

/** Runs in the worker. */
function tellRefusals(mark: string): void {
  type Method = (this: IDBDatabase, ...values: unknown[]) => IDBTransaction;
  const transaction = Reflect.get(IDBDatabase.prototype, 'transaction') as Method;
  Reflect.set(IDBDatabase.prototype, 'transaction', function (this: IDBDatabase, ...values: unknown[]): IDBTransaction {
    const made = transaction.apply(this, values);
    if (made.mode !== 'readonly')
      made.addEventListener('abort', () => console.debug(`${mark}${performance.timeOrigin + performance.now()}`));
    return made;
  });
}

/**
 * Hears when the browser first refuses to store something of the training worker, which must run already.
 * @returns resolves to that moment, in milliseconds since 1970.
 */
export async function hearRefusal(page: Page): Promise<{ readonly refused: Promise<number> }> {
  const workers = page.workers().filter((worker) => /training/.test(worker.url()));
  await workers[workers.length - 1].evaluate(tellRefusals, REFUSED);
  const refused = page
    .waitForEvent('console', { predicate: (each) => each.text().startsWith(REFUSED), timeout: 45_000 })
    .then((message) => Number(message.text().slice(REFUSED.length)));
  return { refused };
}

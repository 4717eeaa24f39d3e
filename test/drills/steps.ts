/**
 * Stops the training worker at a step of what it does with its database: just before the n-th request that writes or stands
 * among writes, or when the browser has said that all of it is committed and the app has not heard it yet. The app knows
 * nothing of it: the browser's own interface is wrapped before the worker's first line.
 */
import type { Page } from '@playwright/test';
import type { Profile } from './profile.ts';

/** Stands before what the worker says of its steps on the console. */
const MARK = 'drill step ';

/** What a step is called at which a transaction over these stores is through. */
export function committed(...stores: readonly string[]): string {
  return ['committed', ...stores].join(' ');
}

/** Runs in the worker. Once stopped, it goes on only when killed. */
function stopAt(stop: number, mark: string): void {
  let steps = 0;
  const step = (what: string): void => {
    steps += 1;
    if (steps > stop) return;
    console.debug(`${mark}${steps} ${what}`);
    if (steps === stop) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  type Method = (this: unknown, ...values: unknown[]) => unknown;
  const wrap = (
    prototype: object,
    name: string,
    before: (self: object) => void,
    after?: (made: unknown) => void,
  ): void => {
    const original = Reflect.get(prototype, name) as Method;
    Reflect.set(prototype, name, function (this: object, ...values: unknown[]): unknown {
      before(this);
      const made = original.apply(this, values);
      after?.(made);
      return made;
    });
  };
  const stores = ['put', 'add', 'delete', 'clear', 'get', 'getAll', 'getAllKeys', 'openCursor', 'createIndex'];
  for (const name of stores) {
    wrap(IDBObjectStore.prototype, name, (store) => {
      const { name: of, transaction } = store as IDBObjectStore;
      if (transaction.mode !== 'readonly') step(`${name} ${of}`);
    });
  }
  for (const name of ['createObjectStore', 'deleteObjectStore']) wrap(IDBDatabase.prototype, name, () => step(name));
  wrap(
    IDBDatabase.prototype,
    'transaction',
    () => undefined,
    (made) => {
      const transaction = made as IDBTransaction;
      if (transaction.mode !== 'readonly')
        transaction.addEventListener('complete', () => step(['committed', ...transaction.objectStoreNames].join(' ')));
    },
  );
  wrap(
    IDBFactory.prototype,
    'open',
    () => undefined,
    (made) => {
      const request = made as IDBOpenDBRequest;
      request.addEventListener('upgradeneeded', () => {
        request.transaction?.addEventListener('complete', () => step('committed'));
      });
    },
  );
}

/** Starts the browser so that its training worker stops at this step, counted from 1. */
export async function launchToStop(profile: Profile, step: number): Promise<Page> {
  const page = await profile.launch();
  await beforeTraining(page, `(${stopAt.toString()})(${step}, ${JSON.stringify(MARK)});\n`);
  return page;
}

/** Runs a script in every training worker before its first line. */
export async function beforeTraining(pages: Pick<Page, 'route'>, script: string): Promise<void> {
  await pages.route(/\/training-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: script + (await response.text()) });
  });
}

/** Waits until the worker stands at the step. @returns what it would have done next. */
export async function stoppedAt(page: Page, step: number): Promise<string> {
  const begin = `${MARK}${step} `;
  const message = await page.waitForEvent('console', {
    predicate: (each) => each.text().startsWith(begin),
    timeout: 60_000,
  });
  return message.text().slice(begin.length);
}

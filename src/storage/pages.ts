import { keeping } from '../messages/keeping.ts';
import { InputError } from '../shared/errors.ts';
import { LONGEST_PAGE, type KeptPage, type PageKeeping } from '../shared/kept-page.ts';
import type { Connection } from './connection.ts';

/** The page of each run, in the database of all that is kept. It goes with the run: see `Store.removeRun`. */
export class Pages implements PageKeeping {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  page(runId: string): Promise<KeptPage | null> {
    return this.#connection.read(keeping.doing.readPage, ['pages'], async (reading) => {
      return (await reading.objectStore('pages').get(runId)) ?? null;
    });
  }

  async keepPage(page: KeptPage): Promise<void> {
    const { length } = page.text;
    if (length > LONGEST_PAGE) throw new InputError(keeping.pageTooLong(length, LONGEST_PAGE));
    const write = this.#connection.writeUnannounced.bind(this.#connection);
    await write(keeping.doing.keepPage, ['pages', 'runs'], async (writing) => {
      const isStored = (await writing.objectStore('runs').getKey(page.runId)) !== undefined;
      const kept = await writing.objectStore('pages').get(page.runId);
      if (isStored && (kept === undefined || kept.savedAt <= page.savedAt))
        await writing.objectStore('pages').put(page);
    });
  }
}

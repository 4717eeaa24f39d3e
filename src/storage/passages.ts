import { keeping } from '../messages/keeping.ts';
import type { KeptPassage, PassageKeeping } from '../shared/kept-passage.ts';
import type { Connection } from './connection.ts';

/** The passages a person keeps, in the database of all that is kept. */
export class Passages implements PassageKeeping {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  passages(): Promise<readonly KeptPassage[]> {
    return this.#connection.read(keeping.doing.listPassages, ['passages'], async (reading) => {
      const passages = await reading.objectStore('passages').getAll();
      return passages.sort((one, other) => other.keptAt - one.keptAt);
    });
  }

  keepPassage(passage: KeptPassage): Promise<void> {
    return this.#connection.write(keeping.doing.keepPassage, ['passages'], async (writing) => {
      await writing.objectStore('passages').put(passage);
    });
  }

  removePassage(id: string): Promise<void> {
    return this.#connection.write(keeping.doing.removePassage, ['passages'], (writing) =>
      writing.objectStore('passages').delete(id),
    );
  }
}

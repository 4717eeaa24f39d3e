import { keeping } from '../messages/keeping.ts';
import { InputError } from '../shared/errors.ts';
import { LONGEST_PASSAGE, type KeptPassage, type PassageKeeping, type PassageShelf } from '../shared/kept-passage.ts';
import type { Connection } from './connection.ts';

/** The passages a person keeps, in the database of all that is kept. */
export class Passages implements PassageKeeping, PassageShelf {
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

  async keepPassage(passage: KeptPassage): Promise<void> {
    const { length } = passage.text;
    if (length > LONGEST_PASSAGE) throw new InputError(keeping.passageTooLong(length, LONGEST_PASSAGE));
    await this.#connection.write(keeping.doing.keepPassage, ['passages'], async (writing) => {
      await writing.objectStore('passages').put(passage);
    });
  }

  bring(passages: readonly KeptPassage[]): Promise<void> {
    return this.#connection.write(keeping.doing.keepPassage, ['passages'], async (writing) => {
      const kept = writing.objectStore('passages');
      for (const passage of passages) {
        if ((await kept.getKey(passage.id)) === undefined) await kept.add(passage);
      }
    });
  }

  removePassage(id: string): Promise<void> {
    return this.#connection.write(keeping.doing.removePassage, ['passages'], (writing) =>
      writing.objectStore('passages').delete(id),
    );
  }
}

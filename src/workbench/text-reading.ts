/** Reads what a person brings and stores it; can be stopped on the way. */
import { reading } from '../messages/reading.ts';
import { StateError } from '../shared/errors.ts';
import type { TextInput, TextSummary } from '../shared/text.ts';
import type { Keeping } from '../storage/memory-store.ts';
import { readText, type ReadingContext } from '../text/read.ts';
import { Stops } from './stops.ts';

export class TextReading {
  readonly #store: Pick<Keeping, 'putText'>;
  readonly #context: Pick<ReadingContext, 'fetchSample' | 'readDocument'>;
  readonly #stops = new Stops(() => new StateError(reading.stopped));

  constructor(store: Pick<Keeping, 'putText'>, context: Pick<ReadingContext, 'fetchSample' | 'readDocument'>) {
    this.#store = store;
    this.#context = context;
  }

  /** @throws StateError when it was stopped: nothing is stored then. */
  read(input: TextInput, report: (share: number) => void): Promise<TextSummary> {
    return this.#stops.during(async (signal) => {
      const { summary, text } = await readText(input, {
        fetchSample: (id) => this.#context.fetchSample(id),
        readDocument: this.#context.readDocument,
        ...{ report, signal },
        now: () => Date.now(),
        newId: () => crypto.randomUUID(),
      });
      return this.#store.putText(summary, new Blob([text]));
    });
  }

  /** Ends all readings that are under way. */
  stop(): Promise<void> {
    return this.#stops.stop();
  }
}

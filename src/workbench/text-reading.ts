/** Reads what a person brings and stores it; can be stopped on the way. */
import { reading } from '../messages/reading.ts';
import { StateError } from '../shared/errors.ts';
import type { TextInput, TextSummary } from '../shared/text.ts';
import type { Keeping } from '../storage/memory-store.ts';
import { readText, type ReadingContext } from '../text/read.ts';

export class TextReading {
  readonly #store: Pick<Keeping, 'putText'>;
  readonly #context: Pick<ReadingContext, 'fetchSample' | 'readDocument'>;
  readonly #stops = new Set<AbortController>();

  constructor(store: Pick<Keeping, 'putText'>, context: Pick<ReadingContext, 'fetchSample' | 'readDocument'>) {
    this.#store = store;
    this.#context = context;
  }

  /** @throws StateError when it was stopped: nothing is stored then. */
  async read(input: TextInput, report: (share: number) => void): Promise<TextSummary> {
    const stop = new AbortController();
    this.#stops.add(stop);
    try {
      const { summary, text } = await readText(input, {
        fetchSample: (id) => this.#context.fetchSample(id),
        readDocument: this.#context.readDocument,
        report,
        signal: stop.signal,
        now: () => Date.now(),
        newId: () => crypto.randomUUID(),
      });
      return await this.#store.putText(summary, new Blob([text]));
    } finally {
      this.#stops.delete(stop);
    }
  }

  /** Ends all readings that are under way. */
  stop(): Promise<void> {
    for (const stop of this.#stops) stop.abort(new StateError(reading.stopped));
    return Promise.resolve();
  }
}

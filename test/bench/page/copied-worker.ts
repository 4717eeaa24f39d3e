/** Looks for copied passages, and counts n-grams, as the app's own workers do. */
import * as Comlink from 'comlink';
import { splitTail } from '../../../src/text/batches.ts';
import { ngramNats } from '../../../src/text/ngrams.ts';
import { TextIndex } from '../../../src/text/text-index.ts';
import { Vocabulary } from '../../../src/text/vocabulary.ts';
import type { CopiedBenchWorker } from './interface.ts';

const HELD_OUT = 0.1;
const SYMBOLS = 4096;

/** Seconds of this thread's wall clock. */
function timed<Result>(work: () => Result): { readonly result: Result; readonly seconds: number } {
  const begun = performance.now();
  const result = work();
  return { result, seconds: (performance.now() - begun) / 1000 };
}

const bench: CopiedBenchWorker = {
  measure(text, written) {
    const index = timed(() => TextIndex.of(text));
    const comparison = timed(() => index.result.compare(written, index.result.leastLength));
    const vocabulary = Vocabulary.of(text, SYMBOLS);
    const { training, validation } = splitTail(vocabulary.encode(text), HELD_OUT);
    const counting = timed(() => ngramNats(training, validation, vocabulary.size));
    return { indexSeconds: index.seconds, compareSeconds: comparison.seconds, ngramSeconds: counting.seconds };
  },
};
Comlink.expose(bench);

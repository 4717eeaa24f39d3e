/** One short-lived thread: counts the n-grams of a text, and says how well they predict what was held out. */
import { countHere, type NgramTask } from '../src/workbench/ngram-baseline.ts';

addEventListener('message', ({ data }: MessageEvent<NgramTask>) => {
  void countHere(data).then((nats) => postMessage(nats));
});

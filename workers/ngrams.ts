/** One short-lived thread: counts what stands in a text or in lines, and says how well that predicts what was held out. */
import { baselineHere, type BaselineTask } from '../src/workbench/baseline.ts';
import { countHere, type NgramTask } from '../src/workbench/ngram-baseline.ts';

addEventListener('message', ({ data }: MessageEvent<NgramTask | BaselineTask>) => {
  const counted: Promise<unknown> = 'kind' in data ? baselineHere(data) : countHere(data);
  void counted.then((answer) => postMessage(answer));
});

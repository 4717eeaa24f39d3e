/** What counting alone reaches on what a run is tested on, where it fills in or classifies. */
import type { Baseline, Score } from '../shared/judgement.ts';
import { evaluate } from '../text/evaluation.ts';
import type { LabelledSplit } from '../text/labelled-split.ts';
import type { LabelledLines } from '../text/labelled.ts';
import { scoreFromLeft, type Blank } from '../text/left-grams.ts';
import { naiveBayes } from '../text/naive-bayes.ts';
import type { ThreadWorker } from './machine.ts';

export type BaselineTask =
  | {
      readonly kind: 'fill';
      /** Ids of what is learned and of what is held out, below `vocabulary`. */
      readonly training: Uint16Array;
      readonly validation: Uint16Array;
      readonly vocabulary: number;
      /** Where in what is held out symbols are masked. */
      readonly blanks: readonly Blank[];
    }
  | {
      readonly kind: 'classify';
      readonly lines: Pick<LabelledLines, 'texts' | 'labels' | 'classes'>;
      readonly split: LabelledSplit;
      readonly seed: number;
    };

export type BaselineCounting = (task: BaselineTask) => Promise<Baseline>;

/** Counts in this thread, which does nothing else meanwhile. */
export const baselineHere: BaselineCounting = (task) => Promise.resolve(baselineOf(task));

/** Counts in a thread of its own, so that training goes on. @param spawn starts a worker that answers its first message. */
export function baselineInThread(spawn: () => ThreadWorker): BaselineCounting {
  return async (task) => {
    const worker = spawn();
    try {
      return await new Promise<Baseline>((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<Baseline>) => resolve(data);
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message));
        };
        worker.postMessage(task);
      });
    } finally {
      worker.terminate();
    }
  };
}

export function baselineOf(task: BaselineTask): Baseline {
  if (task.kind === 'fill') {
    const { training, validation, blanks, vocabulary } = task;
    return { kind: 'fill', fromLeft: scoreFromLeft(training, validation, blanks, vocabulary) };
  }
  const { lines, split, seed } = task;
  const K = lines.classes.length;
  const truths = Uint16Array.from(split.heldOut, (line) => lines.labels[line]);
  const scored = (probabilitiesOf: (line: number) => Float32Array): Required<Score> => {
    const { nats, accuracy } = evaluate(truths, probabilitiesOf, K, 0);
    return { nats, accuracy };
  };
  const { probabilities } = naiveBayes({ ...lines, notes: [] }, split, seed);
  const shares = new Float32Array(K);
  for (const line of split.training) shares[lines.labels[line]] += 1 / split.training.length;
  return {
    kind: 'classify',
    naiveBayes: scored((row) => probabilities.subarray(row * K, (row + 1) * K)),
    byFrequency: scored(() => shares),
  };
}

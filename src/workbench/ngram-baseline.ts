/** What n-grams reach on the held-out part of a run's text: the measure its loss is compared with. */
import type { RunSummary } from '../shared/run.ts';
import type { Keeping } from '../storage/memory-store.ts';
import { ngramNats } from '../text/ngrams.ts';
import type { ThreadWorker } from './machine.ts';

/** The ids of a text and of what is held out of it, below `vocabulary`. */
export interface NgramTask {
  readonly training: Uint16Array;
  readonly validation: Uint16Array;
  readonly vocabulary: number;
}

/** Counts the n-grams of a text, as `ngramNats` does. */
export type NgramCounting = (task: NgramTask) => Promise<readonly number[]>;

/** Counts in this thread, which does nothing else meanwhile. */
export const countHere: NgramCounting = ({ training, validation, vocabulary }) =>
  Promise.resolve(ngramNats(training, validation, vocabulary));

/** Counts in a thread of its own, so that training goes on. @param spawn starts a worker that answers its first message. */
export function countInThread(spawn: () => ThreadWorker): NgramCounting {
  return async (task) => {
    const worker = spawn();
    try {
      return await new Promise<readonly number[]>((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<readonly number[]>) => resolve(data);
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

/** What n-grams reach, as another run of the same text knows it, or counted anew; null where it cannot be counted. */
export async function ngramBaseline(
  run: RunSummary,
  task: NgramTask,
  store: Keeping,
  count: NgramCounting,
): Promise<readonly number[] | null> {
  try {
    const known = (await store.runs()).find((other) => other.ngramNats !== undefined && hasSameParts(run, other));
    return known?.ngramNats ?? (await count(task));
  } catch {
    // It is only a comparison; no run fails for want of it.
    return null;
  }
}

function hasSameParts(one: RunSummary, other: RunSummary): boolean {
  return (
    one.text.hash === other.text.hash &&
    // One that knew another text has that one's symbols too.
    one.origin === undefined &&
    other.origin === undefined &&
    one.settings.validationShare === other.settings.validationShare &&
    one.settings.heldOut === other.settings.heldOut &&
    one.settings.vocabularyCap === other.settings.vocabularyCap
  );
}

/** Documents are unpacked in a thread of their own: that takes memory and seconds, and training goes on meanwhile. */
import { language, type Language } from '../messages/language.ts';
import { reading } from '../messages/reading.ts';
import { InputError } from '../shared/errors.ts';
import type { DocumentReading, DocumentTask } from '../text/document.ts';
import type { ThreadWorker } from './machine.ts';

/** What the thread is told, once. */
export interface DocumentOrder extends DocumentTask {
  readonly language: Language;
}

/** What it tells: how far it is, and in the end the text or why there is none. */
export type DocumentNews =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly message: string };

/** @param spawn starts a worker that answers an order with news. It is ended when it has, or when the reading is stopped. */
export function readInThread(spawn: () => ThreadWorker): DocumentReading {
  return async (task, report, signal) => {
    const worker = spawn();
    let giveUp = (): void => {};
    try {
      return await new Promise<string>((resolve, reject) => {
        giveUp = () => reject(signal?.reason as Error);
        signal?.addEventListener('abort', giveUp);
        worker.onmessage = ({ data }: MessageEvent<DocumentNews>) => {
          if (data.kind === 'share') report(data.share);
          else if (data.kind === 'text') resolve(data.text);
          else reject(new InputError(data.message));
        };
        worker.onerror = (event) => {
          event.preventDefault();
          // It ran out of memory, most likely.
          reject(new InputError(reading.documentTooMuch(task.name)));
        };
        worker.postMessage({ ...task, language: language() } satisfies DocumentOrder);
      });
    } finally {
      signal?.removeEventListener('abort', giveUp);
      worker.terminate();
    }
  };
}

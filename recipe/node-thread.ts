import { Worker } from 'node:worker_threads';
import type { ThreadWorker } from '../src/workbench/machine.ts';

/** A thread of Node, and what the browser's Worker has and Node's calls otherwise. */
export interface NodeThread {
  readonly worker: Worker;
  readonly face: ThreadWorker;
}

/** @param script path of the built shard.ts. */
export function startThread(script: string): NodeThread {
  const worker = new Worker(script);
  const face: ThreadWorker = {
    postMessage: (message: unknown) => worker.postMessage(message),
    terminate: () => void worker.terminate(),
    onmessage: null,
    onerror: null,
  };
  worker.on('message', (data: unknown) => {
    face.onmessage?.call(worker as never, new MessageEvent('message', { data }));
  });
  return { worker, face };
}

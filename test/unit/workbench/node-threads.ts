import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker as NodeWorker } from 'node:worker_threads';
import { build } from 'vite';
import { startThread } from '../../../recipe/node-thread.ts';
import type { ThreadWorker } from '../../../src/workbench/machine.ts';

/** Real threads of Node that run the app's own shard code. */
export interface NodeThreads {
  readonly spawn: () => ThreadWorker;
  /** Those spawned so far, in order. */
  readonly workers: readonly NodeWorker[];
  close(): Promise<void>;
}

export async function nodeThreads(): Promise<NodeThreads> {
  const outDir = mkdtempSync(join(tmpdir(), 'unroll-shard-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, '../../../recipe/shard.ts'),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'shard.mjs' } },
    },
  });
  const workers: NodeWorker[] = [];
  return {
    workers,
    spawn() {
      const { worker, face } = startThread(join(outDir, 'shard.mjs'));
      workers.push(worker);
      return face;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
      rmSync(outDir, { recursive: true });
    },
  };
}

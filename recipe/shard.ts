/** workers/shard.ts for a thread of Node, run in worker_threads. */
import { parentPort } from 'node:worker_threads';
import { follow, type FollowerStart } from '../src/workbench/follower.ts';

parentPort?.once('message', (start: FollowerStart) => {
  follow(start, () => parentPort?.postMessage('ready'));
});

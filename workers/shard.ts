/** A thread that computes its share of a run: the first message says which, and it never returns from it. */
import { follow, type FollowerStart } from '../src/workbench/follower.ts';

addEventListener('message', (event: MessageEvent<FollowerStart>) => {
  follow(event.data, () => postMessage('ready'));
});

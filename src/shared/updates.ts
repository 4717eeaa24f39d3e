/** What the pages and the service worker say to each other about a new version. */

/** `{ type: SKIP_WAITING }`, posted to a waiting service worker once the user agreed to the new version. */
export const SKIP_WAITING = 'SKIP_WAITING';

/** Names of Web Locks begin so while a run trains. No new version takes over as long as one is held. */
export const TRAINING_LOCK = 'unroll-training';

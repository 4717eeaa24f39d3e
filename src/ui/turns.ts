/** Work in turns, so that what a person waits for is not held up by what comes after it. */

/** Resolves in a new turn of the page's thread. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** A page that is not painted for so long, in milliseconds, is one that nobody sees, whatever it is said to be. */
const UNSEEN_MS = 250;

let painted: Promise<void> = Promise.resolve();

/**
 * Resolves when what now stands on the page is painted; at once where nobody sees it, for then nothing is. Those who wait
 * at the same time are let through one by one, a frame for each, in the order in which they asked.
 */
export function afterPaint(): Promise<void> {
  painted = painted.then(async () => {
    // A hidden page waits for no turns either: browsers grant it one a second.
    if (document.hidden) return;
    await frame();
    await nextTurn();
  });
  return painted;
}

function frame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
    setTimeout(resolve, UNSEEN_MS);
  });
}

/** Resolves when the page has nothing else to do, or where a browser cannot tell, in the next turn. */
export function whenIdle(): Promise<void> {
  if (!('requestIdleCallback' in window)) return nextTurn();
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 2000 }));
}

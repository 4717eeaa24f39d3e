/** Work in turns, so that what a person waits for is not held up by what comes after it. */

/** Resolves in a new turn of the page's thread. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Resolves when what now stands on the page is painted; at once where nobody sees it, for then nothing is. */
export async function afterPaint(): Promise<void> {
  if (!document.hidden) await new Promise((resolve) => requestAnimationFrame(resolve));
  await nextTurn();
}

/** Resolves when the page has nothing else to do, or where a browser cannot tell, in the next turn. */
export function whenIdle(): Promise<void> {
  if (!('requestIdleCallback' in window)) return nextTurn();
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 2000 }));
}

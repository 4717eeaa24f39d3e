/** When a person turns to the page or away from it. */

/**
 * Calls `leave` when the page is hidden, frozen or put away: it may never run again, so this is the last moment to save
 * in. On a phone there is often no later sign.
 */
export function watchLeaving(page: Window, leave: () => void): void {
  const { document } = page;
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
  });
  document.addEventListener('freeze', leave);
  page.addEventListener('pagehide', leave);
}

/** Calls `come` when the page can be seen again. */
export function watchComing(page: Window, come: () => void): void {
  const { document } = page;
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') come();
  });
}

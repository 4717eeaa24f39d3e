/** When a person turns away from the page. */

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

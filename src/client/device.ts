/** What only the page may ask of the browser. */

/** Asks that stored runs be kept when space runs short. The answer changes nothing we do, so it is not waited for. */
export function askToKeepStorage(): void {
  navigator.storage?.persist?.().catch(() => {});
}

/** Puts text on the clipboard. Throws when the browser refuses. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/** Calls `report` now and whenever the network comes or goes. Returns how to stop. */
export function watchNetwork(report: (online: boolean) => void): () => void {
  const tell = (): void => report(navigator.onLine);
  tell();
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return () => {
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
}

/** Files that leave the page. */

/** What browsers with a dialog for saving have on their window; no standard names it yet. */
interface SavingWindow {
  showSaveFilePicker?(options: {
    suggestedName: string;
    types: { accept: Record<string, string[]> }[];
  }): Promise<FileSystemFileHandle>;
}

/**
 * Asks where a file shall be saved. What is written there never is in memory as a whole. `download` where the browser has
 * no such dialog or may not show it. Call it at a press of the user's.
 */
export async function chooseTarget(fileName: string): Promise<FileSystemFileHandle | 'download' | 'cancelled'> {
  const extension = fileName.slice(fileName.lastIndexOf('.'));
  const types = [{ accept: { 'application/zip': [extension] } }];
  try {
    const target = (window as SavingWindow).showSaveFilePicker?.({ suggestedName: fileName, types });
    return (await target) ?? 'download';
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : 'download';
  }
}

/** Hands `blob` to the browser as a download called `fileName`. */
export function download(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = fileName;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The browser reads the address after the click has returned; revoking at once would cancel large downloads.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

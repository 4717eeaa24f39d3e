/** Handing something on: by the clipboard, and by the share sheet where the browser has one. */

/** Was it copied? Browsers refuse outside of secure contexts, and without a press of the user's. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Is there a share sheet that takes this? */
export function canShare(data: ShareData): boolean {
  // Not there in every browser, whatever the types say.
  const { canShare: asked } = navigator as Partial<Navigator>;
  return asked !== undefined && 'share' in navigator && asked.call(navigator, data);
}

/** Opens the share sheet. False when the browser would not; dismissed by the user is as good as shared. */
export async function share(data: ShareData): Promise<boolean> {
  try {
    await navigator.share(data);
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError';
  }
}

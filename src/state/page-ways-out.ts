/** The ways a page goes out of the app. */
import { copyText } from '../client/device.ts';
import { download } from '../client/files.ts';
import { canShare, share } from '../client/sharing.ts';
import { safeFileName } from '../shared/file-name.ts';

/** Puts a text on the clipboard. Throws when the browser refuses. */
export function copyPage(text: string): Promise<void> {
  return copyText(text);
}

/** Downloads a text as a .txt file called `name`. */
export function savePage(text: string, name: string): void {
  download(new Blob([text], { type: 'text/plain;charset=utf-8' }), safeFileName(name, 'txt'));
}

/** Is there a share sheet that takes text? */
export function canSharePages(): boolean {
  return canShare({ text: ' ' });
}

/** Opens the share sheet with a text. False when the browser would not. */
export function sharePage(text: string): Promise<boolean> {
  return share({ text });
}

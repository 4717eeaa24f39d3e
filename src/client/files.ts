/** Downloads: a Blob becomes a file of the user's, under a name every file system takes. */

const LONGEST_NAME = 80;

/** Names Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** `name` without what file systems refuse, never empty, with `.extension` (given without the dot) added. */
export function safeFileName(name: string, extension: string): string {
  const kept = Array.from(name.normalize('NFC'))
    .map((character) => (/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/u.test(character) ? ' ' : character))
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const short = Array.from(kept).slice(0, LONGEST_NAME).join('').trim();
  const stem = short === '' || RESERVED.test(short) ? `unroll ${short}`.trim() : short;
  return `${stem}.${extension}`;
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

/** Names for files that every file system takes. */

const LONGEST_NAME = 80;

/** Names Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** `name` without what file systems refuse, never empty. */
export function safeStem(name: string): string {
  const kept = Array.from(name.normalize('NFC'))
    .map((character) => (/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/u.test(character) ? ' ' : character))
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const short = Array.from(kept)
    .slice(0, LONGEST_NAME)
    .join('')
    .replace(/[\s.]+$/, '');
  return short === '' || RESERVED.test(short) ? `unroll ${short}`.trim() : short;
}

/** A safe stem with `.extension` (given without the dot). */
export function safeFileName(name: string, extension: string): string {
  return `${safeStem(name)}.${extension}`;
}

/** `stem-2026-11-23.extension`: the day of a time (epoch milliseconds) by the clock on the wall. */
export function datedFileName(stem: string, time: number, extension: string): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return safeFileName(`${stem}-${day}`, extension);
}

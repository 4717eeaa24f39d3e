/** Files that are not text, told by the bytes they begin with, whatever their name says. */
import { beginsBackup } from '../shared/backup.ts';

interface Signature {
  /** Completes "this is ...". */
  readonly what: string;
  /** What to do instead, as a sentence. */
  readonly advice: string;
  /** What the file begins with; null stands for any byte. */
  readonly bytes: readonly (number | null)[];
}

const ANY = null;
const PICTURE = 'Choose a text file; text inside a picture cannot be read.';
const UNPACK = 'Unpack it first, and choose the text files in it.';
const SOUND_OR_FILM = 'Choose a text file.';
const SAVE_AS_TEXT = 'Open it in its own program, save it as plain text (.txt), and choose that file.';

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

const SIGNATURES: readonly Signature[] = [
  { what: 'a PNG picture', advice: PICTURE, bytes: [0x89, ...ascii('PNG')] },
  { what: 'a JPEG picture', advice: PICTURE, bytes: [0xff, 0xd8, 0xff] },
  { what: 'a GIF picture', advice: PICTURE, bytes: ascii('GIF8') },
  { what: 'a WebP picture', advice: PICTURE, bytes: [...ascii('RIFF'), ANY, ANY, ANY, ANY, ...ascii('WEBP')] },
  { what: 'a TIFF picture', advice: PICTURE, bytes: [...ascii('II*'), 0] },
  { what: 'a TIFF picture', advice: PICTURE, bytes: [...ascii('MM'), 0, 0x2a] },
  { what: 'a PDF document', advice: SAVE_AS_TEXT, bytes: ascii('%PDF-') },
  {
    what: 'an old Word or Office document',
    advice: SAVE_AS_TEXT,
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  },
  { what: 'a rich text document (RTF)', advice: SAVE_AS_TEXT, bytes: ascii('{\\rtf') },
  { what: 'a gzip archive', advice: UNPACK, bytes: [0x1f, 0x8b, 0x08] },
  { what: 'a bzip2 archive', advice: UNPACK, bytes: [...ascii('BZh'), ANY, ...ascii('1AY&SY')] },
  { what: 'an xz archive', advice: UNPACK, bytes: [0xfd, ...ascii('7zXZ'), 0] },
  { what: 'a Zstandard archive', advice: UNPACK, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { what: 'a 7-Zip archive', advice: UNPACK, bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c] },
  { what: 'a RAR archive', advice: UNPACK, bytes: [...ascii('Rar!'), 0x1a, 0x07] },
  { what: 'a WAV sound', advice: SOUND_OR_FILM, bytes: [...ascii('RIFF'), ANY, ANY, ANY, ANY, ...ascii('WAVE')] },
  { what: 'an MP3 sound', advice: SOUND_OR_FILM, bytes: [...ascii('ID3'), ANY, 0] },
  { what: 'an Ogg sound', advice: SOUND_OR_FILM, bytes: [...ascii('OggS'), 0] },
  { what: 'a film or picture (MP4, HEIC)', advice: SOUND_OR_FILM, bytes: [0, 0, 0, ANY, ...ascii('ftyp')] },
  { what: 'a film (WebM, Matroska)', advice: SOUND_OR_FILM, bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { what: 'a program', advice: 'Choose a text file.', bytes: [0x7f, ...ascii('ELF')] },
  { what: 'a program', advice: 'Choose a text file.', bytes: [...ascii('MZ'), ANY, 0] },
  { what: 'a WebAssembly program', advice: 'Choose a text file.', bytes: [0, ...ascii('asm')] },
  {
    what: 'a database (SQLite)',
    advice: 'Export its text first, and choose that file.',
    bytes: ascii('SQLite format 3'),
  },
  {
    what: 'a network (safetensors)',
    advice: 'To bring a run back, use Import in the Library.',
    bytes: [ANY, ANY, ANY, ANY, 0, 0, 0, 0, ...ascii('{"')],
  },
];

/** The kinds of document that are ZIP archives inside, by a name that stands near the beginning. */
const DOCUMENTS_IN_ZIP: readonly (readonly [name: string, what: string])[] = [
  ['word/', 'a Word document (DOCX)'],
  ['xl/', 'an Excel workbook (XLSX)'],
  ['ppt/', 'a PowerPoint presentation (PPTX)'],
  ['[Content_Types].xml', 'a Word or Office document'],
  ['application/epub+zip', 'an e-book (EPUB)'],
  ['application/vnd.oasis.opendocument', 'an OpenDocument file (ODT)'],
];

/** What a file that begins with `head` is, if it is known and not a text. */
export function knownBinary(head: Uint8Array): { readonly what: string; readonly advice: string } | null {
  if (beginsWith(head, [...ascii('PK'), 3, 4])) return zipKind(head);
  return SIGNATURES.find(({ bytes }) => beginsWith(head, bytes)) ?? null;
}

function zipKind(head: Uint8Array): { readonly what: string; readonly advice: string } {
  if (beginsBackup(head))
    return { what: 'a backup of Unroll', advice: 'To bring it back, use “Restore a backup” in the Library.' };
  const names = String.fromCharCode(...head.subarray(0, 8192));
  const document = DOCUMENTS_IN_ZIP.find(([name]) => names.includes(name));
  return document ? { what: document[1], advice: SAVE_AS_TEXT } : { what: 'a ZIP archive', advice: UNPACK };
}

function beginsWith(head: Uint8Array, bytes: readonly (number | null)[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, at) => byte === null || head[at] === byte);
}

/** Files that are not text, told by the bytes they begin with, whatever their name says. */
import { reading } from '../messages/reading.ts';
import { beginsBackup } from '../shared/backup.ts';

interface Signature {
  /** Completes "this is ...". */
  readonly what: () => string;
  /** What to do instead. */
  readonly advice: keyof typeof reading.advice;
  /** What the file begins with; null stands for any byte. */
  readonly bytes: readonly (number | null)[];
}

const ANY = null;
const kinds = (): typeof reading.kinds => reading.kinds;
function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

const SIGNATURES: readonly Signature[] = [
  { what: () => kinds().picture('PNG'), advice: 'notAPicture', bytes: [0x89, ...ascii('PNG')] },
  { what: () => kinds().picture('JPEG'), advice: 'notAPicture', bytes: [0xff, 0xd8, 0xff] },
  { what: () => kinds().picture('GIF'), advice: 'notAPicture', bytes: ascii('GIF8') },
  {
    what: () => kinds().picture('WebP'),
    advice: 'notAPicture',
    bytes: [...ascii('RIFF'), ANY, ANY, ANY, ANY, ...ascii('WEBP')],
  },
  { what: () => kinds().picture('TIFF'), advice: 'notAPicture', bytes: [...ascii('II*'), 0] },
  { what: () => kinds().picture('TIFF'), advice: 'notAPicture', bytes: [...ascii('MM'), 0, 0x2a] },
  { what: () => kinds().pdf, advice: 'saveAsText', bytes: ascii('%PDF-') },
  {
    what: () => kinds().oldOffice,
    advice: 'saveAsText',
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  },
  { what: () => kinds().rtf, advice: 'saveAsText', bytes: ascii('{\\rtf') },
  { what: () => kinds().archive('gzip'), advice: 'unpack', bytes: [0x1f, 0x8b, 0x08] },
  { what: () => kinds().archive('bzip2'), advice: 'unpack', bytes: [...ascii('BZh'), ANY, ...ascii('1AY&SY')] },
  { what: () => kinds().archive('xz'), advice: 'unpack', bytes: [0xfd, ...ascii('7zXZ'), 0] },
  { what: () => kinds().archive('Zstandard'), advice: 'unpack', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { what: () => kinds().archive('7-Zip'), advice: 'unpack', bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c] },
  { what: () => kinds().archive('RAR'), advice: 'unpack', bytes: [...ascii('Rar!'), 0x1a, 0x07] },
  {
    what: () => kinds().sound('WAV'),
    advice: 'chooseText',
    bytes: [...ascii('RIFF'), ANY, ANY, ANY, ANY, ...ascii('WAVE')],
  },
  { what: () => kinds().sound('MP3'), advice: 'chooseText', bytes: [...ascii('ID3'), ANY, 0] },
  { what: () => kinds().sound('Ogg'), advice: 'chooseText', bytes: [...ascii('OggS'), 0] },
  { what: () => kinds().movie, advice: 'chooseText', bytes: [0, 0, 0, ANY, ...ascii('ftyp')] },
  { what: () => kinds().film, advice: 'chooseText', bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { what: () => kinds().program, advice: 'chooseText', bytes: [0x7f, ...ascii('ELF')] },
  { what: () => kinds().program, advice: 'chooseText', bytes: [...ascii('MZ'), ANY, 0] },
  { what: () => kinds().webAssembly, advice: 'chooseText', bytes: [0, ...ascii('asm')] },
  {
    what: () => kinds().database,
    advice: 'exportText',
    bytes: ascii('SQLite format 3'),
  },
  {
    what: () => kinds().network,
    advice: 'importIt',
    bytes: [ANY, ANY, ANY, ANY, 0, 0, 0, 0, ...ascii('{"')],
  },
];

/** The kinds of document that are ZIP archives inside, by a name that stands near the beginning. */
const DOCUMENTS_IN_ZIP: readonly (readonly [name: string, what: () => string])[] = [
  ['word/', () => kinds().docx],
  ['xl/', () => kinds().xlsx],
  ['ppt/', () => kinds().pptx],
  ['[Content_Types].xml', () => kinds().office],
  ['application/epub+zip', () => kinds().epub],
  ['application/vnd.oasis.opendocument', () => kinds().odt],
];

/** Names that stand in the list at the end of a document that can be read. */
const READABLE: readonly (readonly [name: string, kind: 'docx' | 'epub'])[] = [
  ['word/document', 'docx'],
  ['META-INF/container.xml', 'epub'],
];

/** What of a file, by its beginning and its end, is a document whose text can be read; null when it is something else. */
export function readableDocument(head: Uint8Array, tail: Uint8Array): 'docx' | 'epub' | null {
  if (!beginsWith(head, [...ascii('PK'), 3, 4]) || beginsBackup(head)) return null;
  const names = Array.from([head, tail], (bytes) => new TextDecoder('latin1').decode(bytes)).join('\n');
  return READABLE.find(([name]) => names.includes(name))?.[1] ?? null;
}

interface Binary {
  readonly what: string;
  readonly advice: string;
}

/** What a file that begins with `head` is, if it is known and not a text, in the language spoken. */
export function knownBinary(head: Uint8Array): Binary | null {
  if (beginsWith(head, [...ascii('PK'), 3, 4])) return zipKind(head);
  const found = SIGNATURES.find(({ bytes }) => beginsWith(head, bytes));
  return found ? { what: found.what(), advice: reading.advice[found.advice] } : null;
}

function zipKind(head: Uint8Array): Binary {
  const { advice } = reading;
  if (beginsBackup(head)) return { what: kinds().backup, advice: advice.restoreIt };
  const names = String.fromCharCode(...head.subarray(0, 8192));
  const document = DOCUMENTS_IN_ZIP.find(([name]) => names.includes(name));
  return document
    ? { what: document[1](), advice: advice.saveAsText }
    : { what: kinds().archive('ZIP'), advice: advice.unpack };
}

function beginsWith(head: Uint8Array, bytes: readonly (number | null)[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, at) => byte === null || head[at] === byte);
}

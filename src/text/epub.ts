/** The text of an e-book: the chapters in the order they are read, one line a paragraph. */
import type { Archive } from './archive.ts';
import {
  attributeOf,
  elementsOf,
  firstOf,
  insideOf,
  Lines,
  nameOf,
  parseMarkup,
  textOf,
  type Markup,
} from './markup.ts';

const CONTAINER = 'META-INF/container.xml';
const ENCRYPTION = 'META-INF/encryption.xml';

/** Fonts are often obscured; that hinders nobody from reading. */
const OBSCURES_FONTS = /embedding|obfuscat|adobe\.com\/pdf\/enc#RC/i;

const PAGE_TYPES: ReadonlySet<string> = new Set(['application/xhtml+xml', 'text/html', 'application/x-dtbook+xml']);

/** Elements that begin and end a line of their own. */
const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
const HEADINGS = /^h[1-6]$/;
/** Not text to read: rt and rp stand above the characters of a text and say how they sound. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  'head script style template svg math audio video canvas iframe object rt rp'.split(' '),
);

/** Why an e-book gives no text although it is whole. */
export class LockedBook extends Error {}

/**
 * @param report hears the share done, 0 to 1
 * @throws LockedBook when its chapters are encrypted
 */
export async function epubText(archive: Archive, report: (share: number) => void): Promise<string> {
  const chapters = await chaptersOf(archive);
  archive.check(chapters);
  const lines = new Lines();
  for (const [at, path] of chapters.entries()) {
    for (const node of parseMarkup(await archive.text(path))) walk(node, lines);
    lines.gap();
    report((at + 1) / chapters.length);
  }
  return lines.toString();
}

/** The paths of the pages that are text, in the order of the book's spine. */
async function chaptersOf(archive: Archive): Promise<readonly string[]> {
  const locked = await lockedPaths(archive);
  const root = firstOf(parseMarkup(await archive.text(CONTAINER)), 'rootfile');
  const packagePath = (root && attributeOf(root, 'full-path')) ?? 'content.opf';
  const book = parseMarkup(await archive.text(packagePath));
  const items = new Map([...elementsOf(book, 'item')].map((item) => [attributeOf(item, 'id'), item]));
  const chapters: string[] = [];
  for (const reference of elementsOf(book, 'itemref')) {
    const item = items.get(attributeOf(reference, 'idref'));
    if (item === undefined || attributeOf(reference, 'linear') === 'no' || isContents(item)) continue;
    if (!PAGE_TYPES.has(attributeOf(item, 'media-type') ?? '')) continue;
    const path = resolve(packagePath, attributeOf(item, 'href') ?? '');
    if (locked.has(path)) throw new LockedBook();
    if (archive.has(path)) chapters.push(path);
  }
  return chapters;
}

function isContents(item: Markup): boolean {
  return (attributeOf(item, 'properties') ?? '').split(/\s+/).includes('nav');
}

/** What of the book is encrypted: only who has bought it may read it, and only in the shop's own program. */
async function lockedPaths(archive: Archive): Promise<ReadonlySet<string>> {
  const locked = new Set<string>();
  if (!archive.has(ENCRYPTION)) return locked;
  for (const data of elementsOf(parseMarkup(await archive.text(ENCRYPTION)), 'encrypteddata')) {
    const method = firstOf([data], 'encryptionmethod');
    if (method !== null && OBSCURES_FONTS.test(attributeOf(method, 'Algorithm') ?? '')) continue;
    for (const reference of elementsOf([data], 'cipherreference')) {
      locked.add(resolve('', attributeOf(reference, 'URI') ?? ''));
    }
  }
  return locked;
}

/** The path an address leads to from the file it stands in, as the archive names it. */
function resolve(from: string, address: string): string {
  const [path] = address.split(/[?#]/);
  const parts = from.split('/').slice(0, -1);
  for (const part of decoded(path).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function walk(node: Markup, lines: Lines, isPreformatted = false): void {
  const name = nameOf(node);
  if (name === '#text') {
    if (isPreformatted) lines.add(textOf(node));
    else lines.flow(textOf(node));
    return;
  }
  if (LEFT_OUT.has(name)) return;
  if (name === 'br') lines.add('\n');
  const isBlock = BLOCKS.has(name);
  if (HEADINGS.test(name)) lines.gap();
  else if (isBlock) lines.end();
  for (const inner of insideOf(node)) walk(inner, lines, isPreformatted || name === 'pre');
  if (isBlock) lines.end();
}

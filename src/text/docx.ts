/** The text of a Word document: one line a paragraph, without what was struck out, notes, headers and footers. */
import type { Archive } from './archive.ts';
import { attributeOf, elementsOf, insideOf, Lines, nameOf, parseMarkup, textOf, type Markup } from './markup.ts';

const LINKS = '_rels/.rels';
/** How the link to the document itself is typed, whichever edition of the standard wrote it. */
const DOCUMENT_LINK = /\/relationships\/officeDocument$/;
const USUAL_PLACE = 'word/document.xml';

/** Struck out while changes are tracked, or written a second time for programs of old. */
const LEFT_OUT: ReadonlySet<string> = new Set(['del', 'movefrom', 'fallback', 'instrtext']);

export async function docxText(archive: Archive): Promise<string> {
  const body = parseMarkup(await archive.text(await placeOf(archive)));
  const lines = new Lines();
  for (const node of body) walk(node, lines);
  lines.end();
  return lines.toString();
}

async function placeOf(archive: Archive): Promise<string> {
  if (!archive.has(LINKS)) return USUAL_PLACE;
  for (const link of elementsOf(parseMarkup(await archive.text(LINKS)), 'relationship')) {
    if (!DOCUMENT_LINK.test(attributeOf(link, 'Type') ?? '')) continue;
    const target = (attributeOf(link, 'Target') ?? '').replace(/^\//, '');
    if (archive.has(target)) return target;
  }
  return USUAL_PLACE;
}

function walk(node: Markup, lines: Lines): void {
  const name = nameOf(node);
  if (LEFT_OUT.has(name)) return;
  if (name === 't') {
    for (const piece of insideOf(node)) if (nameOf(piece) === '#text') lines.add(textOf(piece));
    return;
  }
  // Its name also stands among the properties of a paragraph, for where its tabulators are.
  if (name === 'ppr') return;
  if (name === 'tab') lines.add('\t');
  else if (name === 'br' || name === 'cr') lines.add('\n');
  else if (name === 'nobreakhyphen') lines.add('-');
  const isParagraph = name === 'p';
  // One in a text box stands inside another.
  if (isParagraph) lines.end();
  for (const inner of insideOf(node)) walk(inner, lines);
  if (isParagraph) lines.endParagraph();
}

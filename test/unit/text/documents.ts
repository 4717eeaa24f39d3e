/** Word documents and e-books as programs write them, packed here. */
import { strToU8, zipSync, type Zippable } from 'fflate';

export function pack(entries: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const files: Zippable = Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)]));
  return zipSync(files);
}

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const LINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';

/** @param body the paragraphs, in WordprocessingML */
export function docx(body: string, place = 'word/document.xml'): Uint8Array<ArrayBuffer> {
  return pack({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${LINK}" Target="/${place}"/></Relationships>`,
    [place]: `<?xml version="1.0" encoding="UTF-8"?><w:document ${WORD}><w:body>${body}</w:body></w:document>`,
    'word/header1.xml': `<w:hdr ${WORD}><w:p><w:r><w:t>Page 1</w:t></w:r></w:p></w:hdr>`,
  });
}

export const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

export interface Book {
  /** Chapters by file name, in the order they are read: what stands in their bodies. */
  readonly chapters: Readonly<Record<string, string>>;
  /** Further entries of the archive. */
  readonly more?: Readonly<Record<string, string>>;
}

export function epub({ chapters, more = {} }: Book): Uint8Array<ArrayBuffer> {
  const names = Object.keys(chapters);
  const items = names.map(
    (name, at) => `<item id="c${at}" href="${encodeURIComponent(name)}" media-type="application/xhtml+xml"/>`,
  );
  const spine = names.map((_, at) => `<itemref idref="c${at}"/>`);
  const pages = names.map((name) => [
    `OEBPS/${name}`,
    `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Not this</title></head>` +
      `<body>${chapters[name]}</body></html>`,
  ]);
  return pack({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>' +
      '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'OEBPS/book.opf':
      `<opf:package xmlns:opf="http://www.idpf.org/2007/opf"><opf:manifest>` +
      `<opf:item id="toc" href="toc.xhtml" media-type="application/xhtml+xml" properties="nav"/>` +
      `${items.join('').replaceAll('<item', '<opf:item')}</opf:manifest>` +
      `<opf:spine><opf:itemref idref="toc"/>${spine.join('').replaceAll('<itemref', '<opf:itemref')}</opf:spine></opf:package>`,
    'OEBPS/toc.xhtml': '<html><body><p>Contents: not this</p></body></html>',
    ...(Object.fromEntries(pages) as Record<string, string>),
    ...more,
  });
}

/** Changes 32-bit numbers in the list of an archive: what it claims of an entry. */
export function claiming(archive: Uint8Array<ArrayBuffer>, name: string, size: number): Uint8Array<ArrayBuffer> {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  const wanted = strToU8(name);
  for (let at = 0; at + 46 + wanted.length <= copy.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    if (wanted.every((byte, n) => copy[at + 46 + n] === byte)) view.setUint32(at + 24, size, true);
  }
  return copy;
}

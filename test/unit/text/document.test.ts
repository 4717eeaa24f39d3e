/** The text inside Word documents and e-books, and what is refused of them. */
import { describe, expect, it } from 'vitest';
import { MOST_OF_ENTRY } from '../../../src/text/archive.ts';
import { readDocumentHere, type DocumentKind } from '../../../src/text/document.ts';
import { claiming, docx, epub, pack, paragraph } from './documents.ts';

function read(kind: DocumentKind, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return readDocumentHere({ file: new Blob([bytes]), name: `a.${kind}`, kind }, () => undefined);
}

describe('a Word document', () => {
  it('gives a line a paragraph, with tabs and line breaks, in the order of the document', async () => {
    const body = [
      paragraph('Der Wal &amp; das Meer &#8212; '),
      '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r></w:p>',
      '<w:p><w:r><w:t>床前明月光，</w:t><w:br/><w:t>疑是地上霜。</w:t></w:r></w:p>',
      '<w:p/>',
      '<w:tbl><w:tr><w:tc>' + paragraph('cell 1') + '</w:tc><w:tc>' + paragraph('cell 2') + '</w:tc></w:tr></w:tbl>',
    ];
    expect(await read('docx', docx(body.join('\n  ')))).toBe(
      'Der Wal & das Meer —\none\ttwo\n床前明月光，\n疑是地上霜。\n\ncell 1\ncell 2\n',
    );
  });

  it('leaves out what is struck out, fields, headers and what is there twice', async () => {
    const body =
      '<w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t>kept</w:t></w:r></w:ins></w:p>' +
      '<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><mc:AlternateContent><mc:Choice><w:txbxContent>' +
      paragraph('in a box') +
      '</w:txbxContent></mc:Choice><mc:Fallback>' +
      paragraph('in a box') +
      '</mc:Fallback></mc:AlternateContent></w:p>';
    expect(await read('docx', docx(body))).toBe('kept\nin a box\n');
  });

  it('is found where its links say that it stands', async () => {
    expect(await read('docx', docx(paragraph('here'), 'word/document2.xml'))).toBe('here\n');
  });

  it('is refused in words when it is cut off, holds no document, is no XML or has no text', async () => {
    const whole = docx(paragraph('x'.repeat(5000)));
    await expect(read('docx', whole.slice(0, whole.length - 40))).rejects.toThrow(
      '“a.docx” is damaged: it has no list of what is in it.',
    );
    await expect(read('docx', pack({ 'word/other.xml': '<a/>' }))).rejects.toThrow('word/document.xml is missing');
    await expect(read('docx', docx(''))).rejects.toThrow('“a.docx” has no text in it.');
    const harmed = whole.slice();
    harmed.fill(0xff, 120, 400);
    await expect(read('docx', harmed)).rejects.toMatchObject({ name: 'InputError' });
  });

  it('that nests without end is refused, and so is one that unpacks to more than it says or may', async () => {
    await expect(read('docx', docx('<w:p>'.repeat(100_000)))).rejects.toMatchObject({ name: 'InputError' });
    const large = docx(paragraph('x'.repeat(100_000)));
    await expect(read('docx', claiming(large, 'word/document.xml', 1000))).rejects.toThrow(
      'unpacks to more than it says',
    );
    await expect(read('docx', claiming(large, 'word/document.xml', MOST_OF_ENTRY + 1))).rejects.toThrow(
      `word/document.xml unpacks to ${MOST_OF_ENTRY + 1} bytes`,
    );
    await expect(read('docx', claiming(large, 'word/document.xml', 200_000))).rejects.toThrow('is cut off');
    await expect(read('docx', claiming(large, 'word/document.xml', 2_000_000))).rejects.toThrow(
      'word/document.xml cannot unpack to 2000000 bytes',
    );
  });
});

describe('an e-book', () => {
  it('gives its chapters in the order of its spine, a line a paragraph, without its contents and head', async () => {
    const book = epub({
      chapters: {
        'b.xhtml':
          '<h1>Loomings</h1>\n<p>Call me\n   <i>Ishmael</i>.&nbsp;Some&hellip;</p><p>Years &eacute;t&#xe9;</p>',
        'a 1.xhtml':
          '<div><p>床前<ruby>明<rt>míng</rt></ruby>月</p>one<br/>two<script>bad()</script></div><pre>a  b</pre>',
      },
    });
    expect(await read('epub', book)).toBe(
      'Loomings\nCall me Ishmael.\u00a0Some…\nYears été\n\n床前明月\none\ntwo\na  b\n',
    );
  });

  it('unfolds no entities of its own', async () => {
    const more = {
      'OEBPS/c.xhtml':
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><html><body><p>&b; &amp;</p></body></html>',
    };
    expect(await read('epub', epub({ chapters: { 'c.xhtml': '' }, more }))).toBe('&b; &\n');
  });

  it('of nothing but pictures is refused in words, and so is a protected one', async () => {
    const pictures = epub({
      chapters: { 'p1.xhtml': '<p><img src="1.jpg"/></p>', 'p2.xhtml': '<svg><text>1</text></svg>' },
    });
    await expect(read('epub', pictures)).rejects.toThrow('“a.epub” has no text in it: its pages are pictures.');
    const encrypted = (path: string, algorithm: string): string =>
      `<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData>` +
      `<enc:CipherReference URI="${path}"/></enc:CipherData></enc:EncryptedData></encryption>`;
    const locked = epub({
      chapters: { 'c.xhtml': '<p>Sold</p>' },
      more: { 'META-INF/encryption.xml': encrypted('OEBPS/c.xhtml', 'http://www.w3.org/2001/04/xmlenc#aes128-cbc') },
    });
    await expect(read('epub', locked)).rejects.toThrow('protected against copying (DRM)');
    const fonts = epub({
      chapters: { 'c.xhtml': '<p>Free</p>' },
      more: { 'META-INF/encryption.xml': encrypted('OEBPS/f.otf', 'http://www.idpf.org/2008/embedding') },
    });
    expect(await read('epub', fonts)).toBe('Free\n');
  });

  it('that bursts is refused before it is unpacked, and one of many large chapters at the bound of all', async () => {
    const bomb = epub({ chapters: { 'c.xhtml': `<p>${'a'.repeat(MOST_OF_ENTRY)}</p>` } });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(read('epub', bomb)).rejects.toThrow('“a.epub” is too large once it is unpacked');
    const names = Array.from({ length: 20 }, (_, n) => `c${n}.xhtml`);
    const flood = epub({ chapters: Object.fromEntries(names.map((name) => [name, '<p>a</p>'])) });
    const claims = names.reduce((bytes, name) => claiming(bytes, `OEBPS/${name}`, MOST_OF_ENTRY), flood);
    await expect(read('epub', claims)).rejects.toThrow(`20 of its files unpack to ${20 * MOST_OF_ENTRY} bytes`);
  });
});

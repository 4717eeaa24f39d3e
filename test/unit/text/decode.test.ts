import { describe, expect, it } from 'vitest';
import { decodeText, type DecodedText } from '../../../src/text/decode.ts';
import { encodeAs } from './encoders.ts';
import { PASSAGES } from './passages.ts';

const ignore = (): void => undefined;

async function decoded(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedText & { readonly text: string }> {
  const result = await decodeText(new Blob([bytes]), 'a.txt', ignore);
  return { ...result, text: result.pieces.join('') };
}

function bytesOf(...parts: readonly (string | readonly number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    parts.flatMap((part) => [...(typeof part === 'string' ? new TextEncoder().encode(part) : part)]),
  );
}

describe('encodings without a byte order mark', () => {
  const cases = PASSAGES.flatMap(({ language, text, encodings }) =>
    ['utf-8', 'utf-16le', 'utf-16be', ...encodings].map((encoding) => ({ language, text, encoding })),
  );

  it.each(cases)('$language in $encoding comes back as it was', async ({ text, encoding }) => {
    const { text: found, encoding: label, undecodable } = await decoded(encodeAs(encoding, text));
    expect(found).toBe(text);
    expect(label.toLowerCase()).toBe(encoding);
    expect(undecodable).toBe(0);
  });

  const eastAsian = cases.filter(({ encoding }) => /gb18030|big5|shift_jis|euc/.test(encoding));

  it.each(eastAsian)('$language in $encoding is found in a text of one line too', async ({ text, encoding }) => {
    const line = text.slice(0, text.indexOf('\n'));
    expect((await decoded(encodeAs(encoding, line))).text).toBe(line);
  });

  it.each(eastAsian)(
    '$language in $encoding is found among a thousand lines of English',
    async ({ text, encoding }) => {
      const mixed = 'The quick brown fox jumps over the lazy dog.\n'.repeat(1000) + text;
      expect((await decoded(encodeAs(encoding, mixed))).text).toBe(mixed);
    },
  );

  it.each(['café', 'naïve', 'Müller, Özgür', 'cafétéria', 'Ça va ?', '10 £', 'Å'])(
    '“%s” as a whole file in Windows-1252 is not taken for Asian writing',
    async (text) => {
      expect((await decoded(encodeAs('windows-1252', text))).text).toBe(text);
    },
  );

  it('a text in ASCII is UTF-8, and nothing was guessed', async () => {
    expect(await decoded(bytesOf('plain'))).toMatchObject({ text: 'plain', encoding: 'UTF-8', guessed: false });
  });

  it('says that it guessed for anything but UTF-8', async () => {
    expect(await decoded(encodeAs('windows-1252', 'déjà vu'))).toMatchObject({
      encoding: 'Windows-1252',
      guessed: true,
    });
  });
});

describe('UTF-8 wins where it is valid', () => {
  it.each(['é', '你好', 'ñandú', 'こんにちは', '안녕', '😀', 'Привет'])('“%s” as a whole file', async (text) => {
    expect(await decoded(bytesOf(text))).toMatchObject({ text, encoding: 'UTF-8' });
  });

  it('with the only character outside ASCII two megabytes into the file', async () => {
    const text = `${'plain words\n'.repeat(200_000)}é`;
    expect(await decoded(bytesOf(text))).toMatchObject({ encoding: 'UTF-8', undecodable: 0 });
  });

  it('and the only byte outside ASCII two megabytes into the file makes it Windows-1252 when it is é there', async () => {
    const text = `${'plain words\n'.repeat(200_000)}café au lait`;
    const found = await decoded(encodeAs('windows-1252', text));
    expect(found.encoding).toBe('Windows-1252');
    expect(found.text.slice(-12)).toBe('café au lait');
  });

  it('a few damaged bytes in UTF-8 are counted, and the rest stays', async () => {
    const found = await decoded(bytesOf('Grüße aus Köln, schöne Füße ', [0xff], 'und noch ', [0xc3], ' mehr Äpfel'));
    expect(found).toMatchObject({ encoding: 'UTF-8', undecodable: 2 });
    expect(found.text).toBe('Grüße aus Köln, schöne Füße \uFFFDund noch \uFFFD mehr Äpfel');
  });
});

describe('byte order marks', () => {
  it.each([
    ['UTF-8', [0xef, 0xbb, 0xbf], 'utf-8'],
    ['UTF-16LE', [0xff, 0xfe], 'utf-16le'],
    ['UTF-16BE', [0xfe, 0xff], 'utf-16be'],
    ['GB18030', [0x84, 0x31, 0x95, 0x33], 'gb18030'],
  ] as const)('%s is believed, and the mark stays for folding to count', async (label, mark, encoding) => {
    const found = await decoded(bytesOf(mark, encodeAs(encoding, '一二三 abc')));
    expect(found).toMatchObject({ text: '\uFEFF一二三 abc', encoding: label, guessed: false });
  });

  it('UTF-32 is refused with what to do', async () => {
    await expect(decoded(bytesOf([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]))).rejects.toThrow(/UTF-32.*Save it as UTF-8/);
  });
});

describe('long files', () => {
  it.each(['utf-8', 'gb18030', 'utf-16le'])(
    '%s of 3 MB is the same though cut into slices anywhere',
    async (encoding) => {
      const text = `x${'山不在高，有仙则名。水不在深，有龙则灵。\n'.repeat(60_000)}`;
      const found = await decoded(encodeAs(encoding, text));
      expect(found.text === text).toBe(true);
    },
  );

  it('one line of 200,000 characters in GB18030 is found', async () => {
    const text = '山不在高，有仙则名。'.repeat(20_000);
    expect((await decoded(encodeAs('gb18030', text))).text === text).toBe(true);
  });

  it('reports shares that end at 1', async () => {
    const shares: number[] = [];
    await decodeText(new Blob(['word '.repeat(700_000)]), 'a.txt', (share) => shares.push(share));
    expect(shares).toHaveLength(4);
    expect(shares.at(-1)).toBe(1);
  });
});

describe('files that are no text, whatever their name', () => {
  it.each([
    ['a PNG picture', [0x89, 'PNG\r\n', 0x1a, '\n']],
    ['a JPEG picture', [0xff, 0xd8, 0xff, 0xe0]],
    ['a PDF document', ['%PDF-1.7']],
    ['a ZIP archive', ['PK', 3, 4, 20, 0, 'photos/one.jpg']],
    ['a Word document (DOCX)', ['PK', 3, 4, 20, 0, 'word/document.xml']],
    ['an e-book (EPUB)', ['PK', 3, 4, 20, 0, 'mimetypeapplication/epub+zip']],
    ['a rich text document (RTF)', ['{\\rtf1\\ansi Hello}']],
    ['a gzip archive', [0x1f, 0x8b, 8, 0]],
    ['a network (safetensors)', [0x40, 0, 0, 0, 0, 0, 0, 0, '{"__metadata__":{}}']],
    ['an old Word or Office document', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ] as const)('%s is called by its name and says what to do', async (what, parts) => {
    const bytes = bytesOf(...parts.map((part) => (typeof part === 'number' ? [part] : part)));
    const failure = decoded(bytes);
    await expect(failure).rejects.toMatchObject({ name: 'InputError' });
    await expect(failure).rejects.toThrow(`“a.txt” is ${what}, not a text. `);
    await expect(failure).rejects.toThrow(/(Choose|choose|Import) /);
  });

  it('random bytes are refused', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (Math.imul(at + 1, 2654435761) >>> 24) & 0xff);
    await expect(decoded(bytes)).rejects.toThrow(/not a text/);
  });

  it('a list of names separated by zero bytes is refused, not read as UTF-16', async () => {
    await expect(decoded(bytesOf('some/file/name.txt\0'.repeat(200)))).rejects.toThrow(/not a text/);
  });

  it('a text with one zero byte in a thousand lines is a text', async () => {
    const text = `${'A line of plain words.\n'.repeat(1000)}\0`;
    expect((await decoded(bytesOf(text))).text).toBe(text);
  });

  it('a text about PNG files is a text', async () => {
    expect((await decoded(bytesOf('PNG files begin with a byte of 137.'))).encoding).toBe('UTF-8');
  });
});

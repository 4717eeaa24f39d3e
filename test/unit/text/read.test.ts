import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sampleText } from '../../../build/samples.ts';
import { MAXIMUM_TEXT_BYTES, type TextInput } from '../../../src/shared/text.ts';
import { readDocumentHere } from '../../../src/text/document.ts';
import { readText, type ReadText } from '../../../src/text/read.ts';
import { encodeAs } from './encoders.ts';

const PROSE = 'It was a quiet morning by the sea, and nobody had yet opened a window.\n'.repeat(4);

function read(input: TextInput, report: (share: number) => void = () => undefined): Promise<ReadText> {
  return readText(input, {
    fetchSample: async (id) => new Blob([await sampleText(id)]),
    readDocument: readDocumentHere,
    report,
    now: () => 1_700_000_000_000,
    newId: () => 'an-id',
  });
}

function files(...contents: readonly (readonly [name: string, content: BlobPart])[]): TextInput {
  return { kind: 'files', files: contents.map(([name, content]) => new File([content], name)) };
}

/** A file that says it is of a size, and fails the test when it is read. */
class UnreadableFile extends File {
  readonly #size: number;
  constructor(name: string, size: number) {
    super([], name);
    this.#size = size;
  }
  override get size(): number {
    return this.#size;
  }
  override slice(): Blob {
    throw new Error('This file must not be read.');
  }
}

describe('what is understood of a text', () => {
  it('is its name, size, characters, symbols, encoding, beginning and hash', async () => {
    const { summary, text } = await read(files(['sea.txt', PROSE]));
    expect(text).toBe(PROSE);
    expect(summary).toEqual({
      id: 'an-id',
      name: 'sea.txt',
      source: 'files',
      bytes: PROSE.length,
      characters: PROSE.length,
      distinct: new Set(PROSE).size,
      encoding: 'UTF-8',
      beginning: PROSE,
      notes: [],
      hash: createHash('sha256').update(PROSE).digest('hex'),
      createdAt: 1_700_000_000_000,
    });
  });

  it('counts code points, not UTF-16 units or bytes', async () => {
    const { summary } = await read({ kind: 'paste', text: '😀中é\n'.repeat(100) });
    expect(summary).toMatchObject({ name: 'Pasted text', source: 'paste', bytes: 1000, characters: 400, distinct: 4 });
  });

  it('has the same hash for the same text in another encoding, with other line ends and accents apart', async () => {
    const text = 'Café, crème, forêt, élève.\n'.repeat(20);
    const one = await read(files(['one.txt', encodeAs('windows-1252', text.replaceAll('\n', '\r\n'))]));
    const other = await read(files(['two.txt', `\uFEFF${text.normalize('NFD')}`]));
    expect(one.summary.hash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(other.summary.hash).toBe(one.summary.hash);
  });

  it('begins with at most 600 characters, whole lines where that leaves enough', async () => {
    const lines = (await read({ kind: 'paste', text: PROSE.repeat(10) })).summary.beginning;
    expect(lines).toBe(PROSE.repeat(2).trimEnd());
    const oneLine = (await read({ kind: 'paste', text: '😀ab'.repeat(1000) })).summary.beginning;
    expect(oneLine).toBe('😀ab'.repeat(200));
  });

  it('notes what was guessed, folded and dropped, each in a sentence', async () => {
    const { summary } = await read(
      files(['old.txt', encodeAs('windows-1252', `\0${PROSE.replaceAll('\n', '\r\n')}é`)]),
    );
    expect(summary.notes).toEqual([
      {
        kind: 'encoding-guessed',
        count: 1,
        message:
          '“old.txt” was read as Windows-1252, which is a guess. If it looks wrong, save it as UTF-8 and choose it again.',
      },
      {
        kind: 'line-ends-folded',
        count: 4,
        message: '4 line ends were turned from the Windows or old Mac kind into a plain one.',
      },
      { kind: 'control-characters-dropped', count: 1, message: '1 invisible control character was left out.' },
    ]);
  });

  it('counts lone surrogates of a paste, which become �', async () => {
    const { summary, text } = await read({ kind: 'paste', text: `${PROSE}\uD83D and \uDE00` });
    expect(text.slice(PROSE.length)).toBe('\uFFFD and \uFFFD');
    expect(summary.notes).toMatchObject([{ kind: 'lone-surrogates-replaced', count: 2 }]);
  });

  it('counts bytes that mean nothing in the encoding', async () => {
    const bytes = new Blob(['Grüße aus Köln, schöne Füße. '.repeat(20), Uint8Array.of(0xff, 0xfe)]);
    const { summary } = await read(files(['damaged.txt', bytes]));
    expect(summary.notes).toContainEqual({
      kind: 'undecodable-bytes-replaced',
      count: 2,
      message: '2 places in “damaged.txt” could not be decoded as UTF-8 and became �.',
    });
  });

  it('reports shares of the work that only grow, up to 1', async () => {
    const shares: number[] = [];
    await read(files(['a.txt', encodeAs('windows-1252', `${PROSE.repeat(10_000)}é`)]), (share) => shares.push(share));
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual([...new Set(shares)].sort((one, other) => one - other));
    expect(shares.at(-1)).toBe(1);
  });
});

describe('several files', () => {
  it('are joined in the order of their names, numbers as numbers, each on a line of its own', async () => {
    const { summary, text } = await read(
      files(['part 10.txt', `third ${PROSE}`], ['part 2.txt', 'second'], ['part 1.txt', '\uFEFFfirst\n']),
    );
    expect(text).toBe(`first\nsecond\nthird ${PROSE}`);
    expect(summary.name).toBe('part 1.txt and 2 more');
    expect(summary.notes[0]).toEqual({
      kind: 'files-joined',
      count: 3,
      message: '3 files were joined in the order of their names: “part 1.txt”, “part 2.txt”, “part 10.txt”.',
    });
  });

  it('may differ in encoding, and each is named', async () => {
    const { summary, text } = await read(
      files(['a.txt', PROSE], ['b.txt', encodeAs('gb18030', '今天天气很好，我们去公园。')], ['c.txt', PROSE]),
    );
    expect(text).toBe(`${PROSE}今天天气很好，我们去公园。\n${PROSE}`);
    expect(summary.encoding).toBe('UTF-8, GB18030');
  });
});

describe('what cannot be used is refused with what to do', () => {
  it.each<[string, TextInput, string]>([
    ['an empty file', files(['empty.txt', '']), '“empty.txt” is empty. Bring a text of at least 200 characters.'],
    ['an empty paste', { kind: 'paste', text: '' }, '“Pasted text” is empty.'],
    ['no file', { kind: 'files', files: [] }, 'No file was chosen.'],
    [
      'three characters',
      { kind: 'paste', text: 'abc' },
      '“Pasted text” has 3 characters, and at least 200 are needed: a part to learn from and a part to test on. ' +
        'Bring a longer text.',
    ],
    ['199 emoji', { kind: 'paste', text: '😀'.repeat(199) }, '“Pasted text” has 199 characters'],
    [
      'one character repeated a million times',
      files(['a.txt', 'a'.repeat(1_000_000)]),
      '“a.txt” is one character, “a”, 1,000,000 times: there is nothing to learn. Bring another text.',
    ],
    [
      'a million spaces',
      { kind: 'paste', text: ' '.repeat(1_000_000) },
      'is one character, the space, 1,000,000 times',
    ],
    [
      'a PNG renamed .txt',
      files(['notes.txt', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)]),
      '“notes.txt” is a PNG picture, not a text.',
    ],
    [
      'a file of 200 MB, without reading it',
      { kind: 'files', files: [new UnreadableFile('huge.txt', 200 * 1024 * 1024)] },
      '“huge.txt” is too large: 200 MB, and at most 100 MB can be read. Choose a part of it.',
    ],
    [
      'files that together are too large, without reading them',
      {
        kind: 'files',
        files: [new UnreadableFile('a.txt', MAXIMUM_TEXT_BYTES), new UnreadableFile('b.txt', 1)],
      },
      'The chosen files together are too large: 101 MB',
    ],
  ])('%s', async (_, input, message) => {
    const failure = read(input);
    await expect(failure).rejects.toMatchObject({ name: 'InputError' });
    await expect(failure).rejects.toThrow(message);
  });

  it('a file that went away, with the cause kept', async () => {
    const gone = new File(['x'.repeat(500)], 'gone.txt');
    gone.slice = () => {
      const piece = new Blob();
      piece.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
      return piece;
    };
    await expect(read({ kind: 'files', files: [gone] })).rejects.toThrow(
      '“gone.txt” could not be read. It may be a folder, or it was moved or changed meanwhile: choose it again.',
    );
  });
});

describe('60,000 distinct symbols', () => {
  it('are read, with a note on the vocabulary cap', async () => {
    const symbols = Array.from({ length: 60_000 }, (_, at) => String.fromCodePoint(0x20000 + at)).join('');
    const { summary } = await read({ kind: 'paste', text: symbols });
    expect(summary).toMatchObject({ characters: 60_000, distinct: 60_000 });
    expect(summary.notes).toEqual([
      {
        kind: 'many-symbols',
        count: 60_000,
        message:
          'This text has 60,000 different symbols. The 4,096 most frequent are learned, and all rarer ones as one; ' +
          'the setting “Vocabulary cap” changes how many.',
      },
    ]);
  });
});

describe('samples', () => {
  it.each(['moby-dick', 'sonnets', 'tang-poems'] as const)('%s is read with nothing to fold or guess', async (id) => {
    const { summary, text } = await read({ kind: 'sample', id });
    expect(text === (await sampleText(id))).toBe(true);
    expect(summary).toMatchObject({ source: 'sample', encoding: 'UTF-8', notes: [] });
  });
});

/** A folder: its texts are read in the order of their paths, all else is left out and named. */
import { describe, expect, it } from 'vitest';
import { MAXIMUM_TEXT_BYTES, type FolderFile } from '../../../src/shared/text.ts';
import { readDocumentHere } from '../../../src/text/document.ts';
import { readText, type ReadText } from '../../../src/text/read.ts';
import { docx, paragraph } from './documents.ts';

const PROSE = 'It was a quiet morning by the sea, and nobody had yet opened a window.\n'.repeat(4);
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);

function file(path: string, content: BlobPart): FolderFile {
  return { path, file: new File([content], path.split('/').at(-1) ?? '') };
}

function read(files: readonly FolderFile[], signal?: AbortSignal): Promise<ReadText> {
  return readText(
    { kind: 'folder', folder: { name: 'Diary', files } },
    {
      fetchSample: () => Promise.reject(new Error('No samples here.')),
      readDocument: readDocumentHere,
      report: () => undefined,
      now: () => 1,
      newId: () => 'an-id',
      ...(signal ? { signal } : {}),
    },
  );
}

/** A file that says it is of a size, and holds the same letter all over. */
class HugeFile extends File {
  override get size(): number {
    return MAXIMUM_TEXT_BYTES + 1;
  }
  override slice(start = 0, end = 0): Blob {
    return new Blob(['a'.repeat(Math.min(end, this.size) - start)]);
  }
}

describe('a folder', () => {
  it('is read in the order of its paths, its documents too; what is no text is left out, counted and named', async () => {
    const { summary, text } = await read([
      file('Diary/2024/10.txt', `ten ${PROSE}`),
      file('Diary/2024/9.txt', `nine ${PROSE}`),
      file('Diary/letter.docx', docx(paragraph(`letter ${PROSE.trim()}`))),
      file('Diary/beach.png', PNG),
      file('Diary/.git/config', 'hidden'),
      file('Diary/empty.txt', ''),
    ]);
    expect(text.match(/nine|ten|letter/g)).toEqual(['nine', 'ten', 'letter']);
    expect(summary).toMatchObject({ name: 'Diary', source: 'files', encoding: 'UTF-8, DOCX' });
    expect(summary.notes.map(({ kind, count }) => [kind, count])).toEqual([
      ['files-joined', 3],
      ['files-left-out', 3],
      ['documents-unpacked', 1],
    ]);
    expect(summary.notes[1].message).toBe(
      '3 other files in the folder are no text and were left out: “Diary/.git/config”, “Diary/beach.png”, “Diary/empty.txt”.',
    );
  });

  it('of pictures is refused in words, and so is an empty one', async () => {
    await expect(read([file('Diary/1.png', PNG), file('Diary/2.png', PNG)])).rejects.toThrow(
      'There is no text in “Diary”: none of its 2 files is one (Diary/1.png, Diary/2.png). Choose a folder with texts in it.',
    );
    await expect(read([])).rejects.toThrow('“Diary” is an empty folder.');
  });

  it('whose texts are too large together is refused before they are read', async () => {
    const huge = { path: 'Diary/huge.txt', file: new HugeFile([], 'huge.txt') };
    await expect(read([file('Diary/a.txt', PROSE), huge])).rejects.toThrow(
      'The texts in “Diary” together are too large: 101 MB and more, and at most 100 MB can be read.',
    );
  });

  it('with a damaged document in it is read without that', async () => {
    const whole = docx(paragraph('x'.repeat(500)));
    const { summary } = await read([
      file('Diary/a.txt', PROSE),
      file('Diary/b.docx', whole.slice(0, whole.length - 30)),
    ]);
    expect(summary.notes).toMatchObject([{ kind: 'files-left-out', count: 1 }]);
  });

  it('is no longer read once it is told to stop', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    const reading = read([file('Diary/a.txt', PROSE), file('Diary/b.txt', PROSE)], stop.signal);
    stop.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });
});

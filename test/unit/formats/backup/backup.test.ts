import { crc32 as zlibCrc32 } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { crc32 } from '../../../../src/formats/backup/crc.ts';
import { BackupFile } from '../../../../src/formats/backup/read.ts';
import { writeBackup } from '../../../../src/formats/backup/write.ts';
import { readDirectory, type ByteSource } from '../../../../src/formats/backup/zip.ts';
import { beginsBackup } from '../../../../src/shared/backup.ts';
import { knownBinary } from '../../../../src/text/signatures.ts';
import {
  archiveOf,
  bytesOfStream,
  CONTENT,
  entriesOf,
  inTurn,
  listOf,
  MADE_AT,
  RUN_ID,
  sampleBackup,
  sampleItems,
  textItem,
  withList,
  withManifest,
  type Bytes,
} from './fixtures.ts';

let backup: Bytes;
let entries: [string, Bytes][];

beforeAll(async () => {
  backup = await sampleBackup();
  entries = await entriesOf(backup);
});

const open = (bytes: Uint8Array<ArrayBuffer>): Promise<BackupFile> => BackupFile.open(new Blob([bytes]));
const refused = (message: RegExp) => ({ name: 'FormatError', message: expect.stringMatching(message) as string });

describe('a backup', () => {
  it('gives every text and checkpoint back byte for byte, with all that is told of it', async () => {
    const { manifest, ...file } = await open(backup);
    expect(file).toEqual({});
    expect(manifest.madeAt).toBe(MADE_AT);
    const read = await open(backup);
    const items = await sampleItems();
    const stored = [
      ...manifest.texts,
      ...manifest.passages,
      ...manifest.runs.flatMap(({ checkpoints }) => checkpoints),
    ];
    expect(stored).toHaveLength(items.length);
    for (const text of manifest.texts) {
      const item = items.find((each) => each.checksum === text.checksum)!;
      expect(text.details).toEqual(item.details);
      expect(new Uint8Array(await (await read.text(text)).arrayBuffer())).toEqual(item.bytes);
    }
    for (const passage of manifest.passages) {
      const item = items.find((each) => each.kind === 'passage' && each.details.id === passage.details.id)!;
      expect(passage.details).toEqual(item.details);
      expect(new TextEncoder().encode(await read.passage(passage))).toEqual(item.bytes);
    }
    for (const { checkpoints, ...run } of manifest.runs) {
      for (const checkpoint of checkpoints) {
        const item = items.find(
          (each) => each.kind === 'checkpoint' && each.run.id === run.id && each.details.step === checkpoint.step,
        )!;
        expect(checkpoint).toMatchObject(item.details);
        expect(item).toMatchObject({ run });
        const { decoded, bytes } = await read.checkpoint(checkpoint);
        expect(decoded.progress.step).toBe(checkpoint.step);
        expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(item.bytes);
      }
    }
  });

  it('names its files so that every system takes them and no two are one where case does not count', () => {
    expect(entries.map(([path]) => path)).toEqual([
      'About this Unroll backup.txt',
      'texts/sea.txt',
      'texts/SEA (2).txt',
      'passages/低头思故乡。 And then home 🏡.txt',
      'passages/低头思故乡。 And then home 🏡 (2).txt',
      'runs/a b “c”/step-3.safetensors',
      'runs/a b “c”/step-5.safetensors',
      'runs/a b “c”/step-7.safetensors',
      'runs/A B “C” (2)/step-7.safetensors',
      'library.json',
    ]);
  });

  it('is opened by another library of zip archives, file by file', () => {
    const found = unzipSync(backup);
    expect(Object.keys(found)).toEqual(entries.map(([path]) => path));
    for (const [path, bytes] of entries) expect(new Uint8Array(found[path])).toEqual(bytes);
  });

  it('is known by how it begins, and other archives are not taken for one', async () => {
    expect(beginsBackup(backup)).toBe(true);
    expect(beginsBackup(backup.subarray(0, 40))).toBe(false);
    expect(beginsBackup(await archiveOf([['About this Unroll backup.md', 'x']]))).toBe(false);
    expect(knownBinary(backup)).toMatchObject({ what: 'a backup of Unroll' });
    expect(knownBinary(await archiveOf([['notes.txt', 'About this Unroll backup.txt']]))?.what).toBe('a ZIP archive');
  });

  it('of nothing is one too', async () => {
    const empty = await bytesOfStream(writeBackup(inTurn([]), MADE_AT));
    expect((await open(empty)).manifest).toEqual({ madeAt: MADE_AT, texts: [], passages: [], runs: [] });
  });

  it('asks for its next part only when the one before was taken, and for none after it was cancelled', async () => {
    const asked: number[] = [];
    const ended: string[] = [];
    const items = async function* () {
      try {
        for (let number = 0; number < 100; number++) {
          asked.push(number);
          yield await textItem(`${number}.txt`, `${number} ${CONTENT}`);
        }
      } finally {
        ended.push('ended');
      }
    };
    const reader = writeBackup(items(), MADE_AT).getReader();
    for (let chunk = 0; chunk < 8; chunk++) await reader.read();
    const asks = asked.length;
    expect(asks).toBeLessThan(5);
    await expect(reader.cancel('enough')).rejects.toBe('enough');
    expect(asked.length).toBe(asks);
    expect(ended).toEqual(['ended']);
  });
});

describe('the reader of backups', () => {
  it('refuses one of a newer version by its number, before anything else of it is looked at', async () => {
    const newer = await withList(entries, JSON.stringify({ format: 'unroll-backup', version: 3, things: [] }));
    await expect(open(newer)).rejects.toMatchObject(refused(/newer version.*its format is 3.*reads 2.*Update/));
  });

  it('refuses an archive that was packed anew with compression, and says what to do', async () => {
    const packed = new Uint8Array(zipSync(Object.fromEntries(entries)));
    await expect(open(packed)).rejects.toMatchObject(refused(/packed anew/));
  });

  const paths = [
    '../sea.txt',
    '/etc/sea.txt',
    'texts/../../sea.txt',
    'texts/a/b.txt',
    'texts\\sea.txt',
    'texts/..',
    'C:/sea.txt',
  ];
  it.each(paths)('refuses a text at the path %s', async (path) => {
    const moved = entries.map(([name, bytes]): [string, Bytes] => [name === 'texts/sea.txt' ? path : name, bytes]);
    const list = new TextDecoder().decode(listOf(entries)).replace('texts/sea.txt', JSON.stringify(path).slice(1, -1));
    await expect(open(await withList(moved, list))).rejects.toMatchObject(refused(/texts\.0\.path/));
  });

  it('refuses an entry that its list does not name, one that is missing, one of another size, and one there twice', async () => {
    const without = entries.filter(([path]) => path !== 'texts/sea.txt');
    await expect(open(await archiveOf([...entries, ['more.txt', 'x']]))).rejects.toMatchObject(
      refused(/“more.txt”.*not name/),
    );
    await expect(open(await archiveOf(without))).rejects.toMatchObject(
      refused(/“texts\/sea.txt” should have \d+ bytes, and is missing/),
    );
    await expect(open(await archiveOf([...without, ['texts/sea.txt', 'x']]))).rejects.toMatchObject(
      refused(/should have \d+ bytes, and has 1/),
    );
    await expect(open(await archiveOf([...entries, entries[1]]))).rejects.toMatchObject(
      refused(/two entries “texts\/sea.txt”/),
    );
  });

  it('refuses a key that stands twice in its list, a run that is there twice, and checkpoints out of order', async () => {
    const list = new TextDecoder().decode(listOf(entries));
    const twice = await withList(entries, list.replace('"madeAt"', '"madeAt": 1, "madeAt"'));
    await expect(open(twice)).rejects.toMatchObject(refused(/key “madeAt” twice/));
    const doubled = withManifest(entries, (manifest) => ({ ...manifest, runs: [manifest.runs[0], manifest.runs[0]] }));
    await expect(open(await doubled)).rejects.toMatchObject(refused(/run is there twice/));
    const turned = withManifest(entries, (manifest) => ({
      ...manifest,
      runs: manifest.runs.map((run) => ({ ...run, checkpoints: run.checkpoints.toReversed() })),
    }));
    await expect(open(await turned)).rejects.toMatchObject(refused(/not in order/));
  });

  it('refuses a checkpoint of another step, and a text of other figures, than its list says', async () => {
    const other = await open(
      await withManifest(entries, ({ runs, texts, ...rest }) => ({
        ...rest,
        texts: texts.map((text) => ({ ...text, details: { ...text.details, distinct: 3 } })),
        runs: runs.map((run) => ({
          ...run,
          checkpoints: run.checkpoints.slice(-1).map((each) => ({ ...each, step: 9 })),
        })),
      })).then(async (bytes) => {
        const rest = await entriesOf(bytes);
        const named = new TextDecoder().decode(listOf(rest));
        return archiveOf(rest.filter(([path]) => !path.startsWith('runs/') || named.includes(path)));
      }),
    );
    await expect(other.text(other.manifest.texts[0])).rejects.toMatchObject(refused(/another text/));
    const [run] = other.manifest.runs;
    expect(run.id).toBe(RUN_ID);
    await expect(other.checkpoint(run.checkpoints[0])).rejects.toMatchObject(refused(/of step 7, not of 9/));
  });

  it('tells one damaged checkpoint from the whole ones beside it', async () => {
    const bytes = backup.slice();
    const entry = (await readDirectory(new Blob([backup]))).get('runs/a b “c”/step-7.safetensors')!;
    bytes[entry.begin + entry.size - 5] ^= 1;
    const file = await open(bytes);
    const [three, five, seven] = file.manifest.runs[0].checkpoints;
    await expect(file.checkpoint(seven)).rejects.toMatchObject(refused(/do not match their checksum/));
    expect((await file.checkpoint(three)).decoded.progress.step).toBe(3);
    expect((await file.checkpoint(five)).decoded.progress.step).toBe(5);
  });
});

describe('the directory of a zip archive', () => {
  it('is found beyond 4 GB, where the archive has one entry there and one before', async () => {
    const archive = beyond4GB();
    const found = [...(await readDirectory(archive)).values()];
    expect(found.map(({ path, begin, size }) => [path, begin, size])).toEqual([
      ['a', 31, 0xfffffff0],
      ['b', 0xfffffff0 + 31 + 16 + 31, 5],
    ]);
  });

  it('with a sum of its own agrees with the CRC-32 of another library', () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251);
    const reference = zlibCrc32 as ((data: Uint8Array) => number) | undefined;
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    if (reference !== undefined) expect(crc32(bytes)).toBe(reference(bytes));
  });
});

/** An archive of two entries, the first of almost 4 GB of nothing, of which only the end is in memory. */
function beyond4GB(): ByteSource {
  const first = 0xfffffff0;
  const second = first + 31 + 16;
  const directory = second + 31 + 5 + 16;
  const tail = new DataView(new ArrayBuffer(47 + 59 + 76 + 22));
  const record = (place: number, name: string, size: number, extra: boolean): void => {
    tail.setUint32(place, 0x02014b50, true);
    tail.setUint16(place + 8, 0x808, true);
    tail.setUint32(place + 20, size, true);
    tail.setUint32(place + 24, size, true);
    tail.setUint16(place + 28, 1, true);
    tail.setUint16(place + 30, extra ? 12 : 0, true);
    tail.setUint32(place + 42, extra ? 0xffffffff : 0, true);
    tail.setUint8(place + 46, name.charCodeAt(0));
  };
  record(0, 'a', first, false);
  record(47, 'b', 5, true);
  tail.setUint16(94, 1, true);
  tail.setUint16(96, 8, true);
  tail.setBigUint64(98, BigInt(second), true);
  tail.setUint32(106, 0x06064b50, true);
  tail.setBigUint64(106 + 48, BigInt(directory), true);
  tail.setUint32(162, 0x07064b50, true);
  tail.setUint32(182, 0x06054b50, true);
  tail.setUint16(182 + 10, 2, true);
  tail.setUint32(182 + 12, 106, true);
  tail.setUint32(182 + 16, 0xffffffff, true);
  return {
    size: directory + tail.byteLength,
    slice: (begin, end) => {
      const bytes = new Uint8Array(end - begin);
      const known = new Uint8Array(tail.buffer).subarray(Math.max(0, begin - directory), end - directory);
      bytes.set(known, Math.max(0, directory - begin));
      return new Blob([bytes]);
    },
  };
}

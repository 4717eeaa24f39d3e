/** Kept passages in the file of a backup. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { BackupPassage } from '../../../../src/formats/backup/manifest.ts';
import { BackupFile } from '../../../../src/formats/backup/read.ts';
import { writeBackup, type BackupItem } from '../../../../src/formats/backup/write.ts';
import { checksum } from '../../../../src/shared/checksum.ts';
import { LONGEST_PASSAGE } from '../../../../src/shared/kept-passage.ts';
import {
  bytesOfStream,
  entriesOf,
  inTurn,
  keptPassage,
  listOf,
  MADE_AT,
  OTHER_ID,
  passageItem,
  RUN_ID,
  sampleBackup,
  sampleItems,
  withManifest,
  type Bytes,
} from './fixtures.ts';

let entries: [string, Bytes][];

beforeAll(async () => {
  entries = await entriesOf(await sampleBackup());
});

const open = (bytes: Uint8Array<ArrayBuffer>): Promise<BackupFile> => BackupFile.open(new Blob([bytes]));
const refused = (message: RegExp) => ({ name: 'FormatError', message: expect.stringMatching(message) as string });

describe('a backup', () => {
  it('without kept passages is one of version 1, which is read as it always was', async () => {
    const items = (await sampleItems()).filter(({ kind }) => kind !== 'passage');
    const plain = await bytesOfStream(writeBackup(inTurn(items), MADE_AT));
    const list = JSON.parse(new TextDecoder().decode(listOf(await entriesOf(plain)))) as Record<string, unknown>;
    expect([list.version, Object.keys(list)]).toEqual([1, ['format', 'version', 'madeAt', 'texts', 'runs']]);
    expect((await open(plain)).manifest).toMatchObject({ passages: [], texts: [{}, {}], runs: [{}, {}] });
    const newer = JSON.parse(new TextDecoder().decode(listOf(entries))) as { version: number };
    expect(newer.version).toBe(2);
  });
});

describe('the reader of backups', () => {
  it('refuses a kept passage that claims more than is kept, an id that is none, and one that is there twice', async () => {
    const changing = async (change: (passage: BackupPassage) => unknown): Promise<BackupFile> =>
      open(
        await withManifest(entries, ({ passages: [first, second], ...rest }) => ({
          ...rest,
          passages: [change(first), second],
        })),
      );
    const claims = { byteLength: 3 * LONGEST_PASSAGE + 1 };
    await expect(changing((each) => ({ ...each, ...claims }))).rejects.toMatchObject(
      refused(/passages\.0\.byteLength/),
    );
    const renamed = (id: string) => (each: BackupPassage) => ({ ...each, details: { ...each.details, id } });
    await expect(changing(renamed('home'))).rejects.toMatchObject(refused(/passages\.0\.details\.id/));
    await expect(changing(renamed(OTHER_ID))).rejects.toMatchObject(refused(/passage is there twice/));
  });

  it('tells a kept passage that is no UTF-8, or too long, from the one beside it', async () => {
    const too = new TextEncoder().encode('x'.repeat(LONGEST_PASSAGE + 1));
    for (const [bytes, said] of [
      [Uint8Array.of(0xe4, 0xbd), /not UTF-8/],
      [too, /has 500001 characters, and a kept passage has at most 500000/],
    ] as const) {
      const item = { ...(await passageItem({ id: RUN_ID })), bytes, checksum: await checksum(bytes) } as BackupItem;
      const file = await open(await bytesOfStream(writeBackup(inTurn([item, await passageItem()]), MADE_AT)));
      const [struck, whole] = file.manifest.passages;
      await expect(file.passage(struck)).rejects.toMatchObject(refused(said));
      expect(await file.passage(whole)).toBe(keptPassage().text);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { BackupFile } from '../../../../src/formats/backup/read.ts';
import { randomIntegers, times } from '../../../drills/counts.ts';
import { drill } from '../../../drills/drill.ts';
import { measured, MEBIBYTE, SLOWEST_MS, type Cost } from '../measured.ts';
import { BACKUP_BOMBS } from './bombs.ts';
import { entriesOf, sampleBackup, type Bytes } from './fixtures.ts';
import { BACKUP_MUTATIONS } from './mutations.ts';

const TIMES = times('backups-mutated');

/** Reads all of a backup and says `refused`, `valid`, `partly` when single files of it are refused, or what went wrong. */
async function verdictOf(file: Bytes): Promise<string> {
  let backup: BackupFile;
  try {
    backup = await BackupFile.open(new Blob([file]));
  } catch (error) {
    return refusalOf(error);
  }
  const { texts, passages, runs } = backup.manifest;
  const verdicts = new Set<string>();
  const reads = [
    ...texts.map((text) => () => backup.text(text)),
    ...passages.map((passage) => () => backup.passage(passage)),
    ...runs.flatMap(({ checkpoints }) => checkpoints.map((each) => () => backup.checkpoint(each))),
  ];
  for (const read of reads) verdicts.add(await (read as () => Promise<unknown>)().then(() => 'valid', refusalOf));
  return (
    [...verdicts].find((each) => each !== 'valid' && each !== 'refused') ??
    (verdicts.has('refused') ? 'partly' : 'valid')
  );
}

function refusalOf(error: unknown): string {
  const { name, message } = error as Error;
  const isPlain = name === 'FormatError' && message.length > 20 && message.length < 1000;
  return isPlain ? 'refused' : `${name}: ${message.slice(0, 200)}`;
}

function read(file: Bytes): Promise<Cost & { result: string }> {
  return measured(() => verdictOf(file));
}

describe('a mutated backup', () => {
  it(`of ${TIMES} is refused with a FormatError, or read in whole or file by file, each within 1 s of processor time and within 16 MB and twice the file`, async () => {
    const file = await sampleBackup();
    const sound = { file, entries: await entriesOf(file) };
    const below = randomIntegers(100);
    const kinds = Object.entries(BACKUP_MUTATIONS);
    const verdicts = new Map<string, number>();
    await drill('backups-mutated', async (passed) => {
      for (let time = 0; time < TIMES; time++) {
        const [kind, mutate] = kinds[time % kinds.length];
        const mutated = await mutate(sound, below);
        const { result, milliseconds, growth } = await read(mutated);
        verdicts.set(result, (verdicts.get(result) ?? 0) + 1);
        const where = `${time}, ${kind}`;
        expect(['refused', 'partly', 'valid'], where).toContain(result);
        expect(milliseconds, where).toBeLessThan(SLOWEST_MS);
        expect(growth, where).toBeLessThan(2 * mutated.length + 16 * MEBIBYTE);
        passed(milliseconds / 1000);
      }
    });
    // A test whose every file is refused at the first byte proves little.
    for (const [verdict, share] of [
      ['valid', 100],
      ['partly', 20],
      ['refused', 4],
    ] as const) {
      expect(verdicts.get(verdict), verdict).toBeGreaterThan(TIMES / share);
    }
  }, 3_600_000);
});

describe('a backup made to overwhelm its reader', () => {
  it.each(BACKUP_BOMBS)(
    '$title: it is refused with a FormatError within 1 s and within twice the file and 16 MB',
    async ({ make }) => {
      const file = await make();
      const { result, milliseconds, growth } = await read(file);
      expect(result).toBe('refused');
      expect(milliseconds).toBeLessThan(SLOWEST_MS);
      expect(growth).toBeLessThan(2 * file.length + 16 * MEBIBYTE);
    },
  );
});

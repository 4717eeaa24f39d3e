import { describe, expect, it } from 'vitest';
import type { BackupReport, RestoreReport } from '../../../src/shared/backup.ts';
import { FormatError } from '../../../src/shared/errors.ts';
import { Copying } from '../../../src/state/copying.svelte.ts';
import { strings } from '../../../src/messages/page.ts';
import { workerWith } from './worker-double.ts';

const written: BackupReport = { texts: 1, passages: 3, runs: ['a', 'b'], leftOut: [], file: new Blob(['zip']) };
const restored: RestoreReport = {
  runs: { came: 3, here: 1 },
  texts: { came: 2, here: 0 },
  passages: { came: 0, here: 0 },
  copies: 0,
  leftOut: [],
  problem: null,
  stopped: false,
};
const NOW = new Date(2026, 10, 3, 23, 59).getTime();

describe('backing up', () => {
  it('downloads the file under the day’s name where the browser has no dialog for saving', async () => {
    const downloads: [Blob, string][] = [];
    const copying = new Copying(workerWith({ backUp: () => Promise.resolve(written) }), {
      chooseTarget: () => Promise.resolve('download'),
      download: (...file) => void downloads.push(file),
    });
    expect(await copying.backUp(NOW)).toEqual(written);
    expect(downloads).toEqual([[written.file, 'unroll-backup-2026-11-03.zip']]);
    expect(copying.result).toEqual({ kind: 'backup', report: { ...written, file: null } });
  });

  it('hands the worker the file that was chosen, downloads nothing, and tells the share done meanwhile', async () => {
    const target = { name: 'mine.zip' } as FileSystemFileHandle;
    const shares: unknown[] = [];
    const copying: Copying = new Copying(
      workerWith({
        backUp: (given, report) => {
          expect(given).toBe(target);
          report(0.5);
          shares.push(copying.task);
          return Promise.resolve({ ...written, file: null });
        },
      }),
      { chooseTarget: () => Promise.resolve(target), download: () => expect.fail('nothing is to be downloaded') },
    );
    await copying.backUp(NOW);
    expect(shares).toEqual([{ kind: 'backup', share: 0.5, secondsLeft: null }]);
    expect(copying.task).toBeNull();
  });

  it.each(['cancelled', 'stopped'])('that is %s says nothing and leaves nothing', async (how) => {
    const copying = new Copying(workerWith({ backUp: () => Promise.resolve(null) }), {
      chooseTarget: () => Promise.resolve(how === 'cancelled' ? 'cancelled' : 'download'),
      download: () => expect.fail('nothing is to be downloaded'),
    });
    expect(await copying.backUp(NOW)).toBeNull();
    expect([copying.task, copying.result, copying.problem]).toEqual([null, null, null]);
  });
});

describe('restoring', () => {
  it('keeps the report, or the reason why not, and forgets the last one when it begins', async () => {
    let fails = false;
    const copying = new Copying(
      workerWith({
        restore: () => (fails ? Promise.reject(new FormatError('No backup.')) : Promise.resolve(restored)),
      }),
    );
    expect(await copying.restore(new Blob())).toEqual(restored);
    expect(copying.result).toEqual({ kind: 'restore', report: restored });
    fails = true;
    expect(await copying.restore(new Blob())).toBeNull();
    expect([copying.result, copying.problem]).toEqual([null, 'No backup.']);
  });
});

describe('the words for what came in', () => {
  const told = (changes: Partial<RestoreReport>): string =>
    strings.backup.restored({ ...restored, ...changes }).join(' ');
  const none = { came: 0, here: 0 };

  it.each([
    [{}, '3 runs and 2 texts came in; 1 run was here already.'],
    [{ runs: { came: 1, here: 0 }, texts: none }, '1 run came in.'],
    [
      { runs: { came: 0, here: 2 }, texts: { came: 1, here: 1 } },
      '1 text came in; 2 runs and 1 text were here already.',
    ],
    [{ runs: { came: 0, here: 1 }, texts: none }, 'Nothing new came in: 1 run was here already.'],
    [{ runs: none, texts: none }, 'Nothing came in.'],
    [
      { runs: { came: 1, here: 0 }, texts: none, copies: 1, stopped: true },
      'Stopped. What came in stays. 1 run came in. 1 run differed from what was here: both are kept, one as a copy.',
    ],
  ])('%j: %s', (changes, words) => {
    expect(told(changes)).toBe(words);
  });
});

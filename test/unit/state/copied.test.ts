import { describe, expect, test } from 'vitest';
import { Copied } from '../../../src/state/copied.svelte.ts';
import type { CopiedReport } from '../../../src/shared/copied.ts';
import { InputError } from '../../../src/shared/errors.ts';

const TEXT = { name: 'Moby-Dick', hash: 'ab', characters: 1000 };
const CONTENT = new Blob(['Call me Ishmael.']);
const REPORT: CopiedReport = { characters: 7, copied: 0, leastLength: 5, passages: [] };

/** A worker that answers when it is told to. */
function slowWorker(): {
  readonly client: ConstructorParameters<typeof Copied>[0];
  readonly indexed: string[];
  readonly answers: ((report: CopiedReport) => void)[];
  ends: number;
} {
  const worker = {
    indexed: [] as string[],
    answers: [] as ((report: CopiedReport) => void)[],
    ends: 0,
    client: {
      index: (hash: string) => {
        worker.indexed.push(hash);
        return Promise.resolve();
      },
      compare: () => new Promise<CopiedReport>((resolve) => worker.answers.push(resolve)),
      end: () => {
        worker.ends += 1;
      },
    },
  };
  return worker;
}

const answered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Copied', () => {
  test('what is found holds for the writing that was looked at, and for no other', async () => {
    const worker = slowWorker();
    const copied = new Copied(worker.client, () => Promise.resolve(CONTENT));
    const comparing = copied.compare(TEXT, 'written');
    await answered();
    expect([copied.phase, worker.indexed]).toEqual(['comparing', ['ab']]);
    worker.answers[0](REPORT);
    await comparing;
    expect(copied.phase).toBe('known');
    expect(copied.reportOf('written')).toEqual(REPORT);
    expect(copied.reportOf('written anew')).toBeNull();
  });

  test('an answer that comes after something else was written is passed over', async () => {
    const worker = slowWorker();
    const copied = new Copied(worker.client, () => Promise.resolve(CONTENT));
    const first = copied.compare(TEXT, 'first');
    await answered();
    const second = copied.compare(TEXT, 'second');
    await answered();
    worker.answers[0]({ ...REPORT, copied: 7 });
    await first;
    expect([copied.phase, copied.reportOf('second')]).toEqual(['comparing', null]);
    worker.answers[1](REPORT);
    await second;
    expect(copied.reportOf('second')).toEqual(REPORT);
  });

  test('skipping ends the worker at once and shows nothing more', async () => {
    const worker = slowWorker();
    const copied = new Copied(worker.client, () => Promise.resolve(CONTENT));
    const comparing = copied.compare(TEXT, 'written');
    await answered();
    copied.skip();
    worker.answers[0](REPORT);
    await comparing;
    expect([copied.phase, worker.ends, copied.reportOf('written')]).toEqual(['resting', 1, null]);
  });

  test('a text that is not kept is said to be gone, and the worker is not asked', async () => {
    const worker = slowWorker();
    const copied = new Copied(worker.client, () => Promise.resolve(null));
    await copied.compare(TEXT, 'written');
    expect([copied.phase, worker.indexed]).toEqual(['unkept', []]);
  });

  test('what the worker refuses is shown in its words', async () => {
    const worker = slowWorker();
    const refusing = {
      ...worker.client,
      index: () => Promise.reject(new InputError('The text has 20,000,001 characters.')),
    };
    const copied = new Copied(refusing, () => Promise.resolve(CONTENT));
    await copied.compare(TEXT, 'written');
    expect([copied.phase, copied.problem]).toEqual(['failed', 'The text has 20,000,001 characters.']);
  });

  test('how far a long text is sorted is told once it can be told when it will be, and not after', async () => {
    let now = 0;
    let tell: (share: number) => void = () => undefined;
    let sorted: () => void = () => undefined;
    const worker = slowWorker();
    const client = {
      ...worker.client,
      index: (_hash: string, _text: Blob, report: (share: number) => void) => {
        tell = report;
        return new Promise<void>((resolve) => (sorted = resolve));
      },
    };
    const copied = new Copied(
      client,
      () => Promise.resolve(CONTENT),
      () => now,
    );
    const comparing = copied.compare(TEXT, 'written');
    await answered();
    now = 500;
    tell(0.1);
    expect(copied.progress).toBeNull();
    now = 2000;
    tell(0.25);
    expect(copied.progress).toEqual({ share: 0.25, secondsLeft: 6 });
    sorted();
    await answered();
    expect([copied.phase, copied.progress]).toEqual(['comparing', null]);
    worker.answers[0](REPORT);
    await comparing;
  });
});

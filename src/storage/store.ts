/**
 * The one store: texts, runs and their checkpoints, in the browser's IndexedDB. It sees names, metadata and bytes; what
 * the bytes mean is not its business. Works in workers and on the page. Every failure is a StorageError that says what
 * happened and what to do.
 */
import { keeping } from '../messages/keeping.ts';
import { checksum } from '../shared/checksum.ts';
import type { CheckpointSummary, RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';
import { bring, type BroughtCheckpoint, type Displaced } from './bringing.ts';
import { Connection, type Reading, type Writing } from './connection.ts';
import * as failures from './failures.ts';
import { newestFirst, retained, summaries, validationNatsOf, writerOf } from './retention.ts';
import { checkpointsOf, completed, DATABASE, type OlderCheckpoint, type StoredCheckpoint } from './schema.ts';

export class Store {
  readonly #connection: Connection;
  /** The runs seen in each database while it was open. One of them that is not there any more was removed. */
  readonly #seen = new WeakMap<object, Set<string>>();

  /** @param connection is opened when it is needed. */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * `written` hears of every write once it is on disk.
   * @throws StorageError when the browser keeps nothing here, or what it keeps is of a newer version.
   */
  static async open(name: string = DATABASE, written?: () => void): Promise<Store> {
    const connection = new Connection(name, written);
    await connection.open();
    return new Store(connection);
  }

  /**
   * Keeps a text (UTF-8) and what was understood of it. The same text again (by hash) keeps the id it has.
   * @returns the summary as stored.
   */
  putText(summary: TextSummary, text: Blob): Promise<TextSummary> {
    return this.#connection.write(keeping.doing.keepText(summary.name), ['texts', 'textContents'], async (writing) => {
      const known = await writing.objectStore('texts').index('hash').get(summary.hash);
      const stored = known ? { ...summary, id: known.id } : summary;
      await writing.objectStore('texts').put(stored);
      await writing.objectStore('textContents').put(text, stored.id);
      return stored;
    });
  }

  /** All texts, the newest first. */
  texts(): Promise<TextSummary[]> {
    return this.#connection.read(keeping.doing.listTexts, ['texts'], async (reading) => {
      const texts = await reading.objectStore('texts').getAll();
      return texts.sort((one, other) => other.createdAt - one.createdAt);
    });
  }

  text(id: string): Promise<{ summary: TextSummary; content: Blob } | null> {
    return this.#text((reading) => reading.get(id));
  }

  /** How a run finds its text: by the hash of its folded characters. */
  textByHash(hash: string): Promise<{ summary: TextSummary; content: Blob } | null> {
    return this.#text((reading) => reading.index('hash').get(hash));
  }

  #text(find: (texts: TextReader) => Promise<TextSummary | undefined>) {
    return this.#connection.read(keeping.doing.readText, ['texts', 'textContents'], async (reading) => {
      const summary = await find(reading.objectStore('texts'));
      if (!summary) return null;
      const content = await reading.objectStore('textContents').get(summary.id);
      return content ? { summary, content } : null;
    });
  }

  /** @throws StateError while a run learns from it. */
  removeText(id: string): Promise<void> {
    return this.#connection.write(keeping.doing.removeText, ['texts', 'textContents', 'runs'], async (writing) => {
      const summary = await writing.objectStore('texts').get(id);
      if (!summary) return;
      const runs = await writing.objectStore('runs').getAll();
      const user = runs.find((run) => run.text.hash === summary.hash);
      if (user) throw failures.textInUse(summary.name, user.name);
      await writing.objectStore('texts').delete(id);
      await writing.objectStore('textContents').delete(id);
    });
  }

  /**
   * Keeps a checkpoint and the run's metadata together, or neither. Until this resolves the previous checkpoint is the
   * newest. Kept are the last three, the best and the pinned ones: see retention.ts.
   * @throws StateError, and keeps nothing, when another writer has claimed the run since, or another tab removed it.
   * @param checkpoint may be a view into a larger or shared buffer; it is copied before anything is awaited.
   */
  async save(run: RunSummary, checkpoint: Uint8Array): Promise<void> {
    const bytes = checkpoint.slice();
    const record = {
      runId: run.id,
      step: run.step,
      savedAt: Date.now(),
      bytes: new Blob([bytes]),
      byteLength: bytes.byteLength,
      checksum: await checksum(bytes),
      validationNats: validationNatsOf(run),
    };
    const seen = await this.#connection.write(
      keeping.doing.saveRun(run.name),
      ['runs', 'checkpoints'],
      async (writing) => {
        const seen = this.#seenIn(writing);
        const stored = await writing.objectStore('runs').get(run.id);
        if (stored?.writer !== undefined && stored.writer !== run.writer) throw failures.takenOver(run.name);
        if (stored === undefined && seen.has(run.id)) throw failures.removedElsewhere(run.name);
        const checkpoints = writing.objectStore('checkpoints');
        // The same step again is the same course again: what was pinned stays pinned.
        const pinned = (await checkpoints.get([run.id, run.step]))?.pinned ?? false;
        await checkpoints.put({ ...record, pinned });
        await writing.objectStore('runs').put({ ...run, checkpointBytes: bytes.byteLength });
        await prune(writing, run);
        return seen;
      },
    );
    seen.add(run.id);
  }

  #seenIn({ db }: Writing): Set<string> {
    const seen = this.#seen.get(db) ?? new Set();
    this.#seen.set(db, seen);
    return seen;
  }

  /**
   * Takes a run from elsewhere with all its checkpoints, or nothing of it.
   * @param displaced where the run goes that has its id now, or null when there is none.
   * @throws StateError when there is one all the same.
   */
  bring(run: RunSummary, checkpoints: readonly BroughtCheckpoint[], displaced: Displaced | null): Promise<void> {
    return this.#connection.write(keeping.doing.keepRun(run.name), ['runs', 'checkpoints'], (writing) =>
      bring(writing, run, checkpoints, displaced),
    );
  }

  /** All runs, the one last changed first. */
  runs(): Promise<RunSummary[]> {
    return this.#connection.read(keeping.doing.listRuns, ['runs'], async (reading) => {
      const runs = await reading.objectStore('runs').getAll();
      return runs.sort((one, other) => other.updatedAt - one.updatedAt);
    });
  }

  run(id: string): Promise<RunSummary | null> {
    return this.#connection.read(keeping.doing.readRun, ['runs'], async (reading) => {
      return (await reading.objectStore('runs').get(id)) ?? null;
    });
  }

  /**
   * Changes a run's metadata and returns it as stored; nothing else can come in between.
   * @throws StateError when there is no such run.
   */
  async updateRun(id: string, change: (run: RunSummary) => RunSummary): Promise<RunSummary> {
    const { changed, seen } = await this.#connection.write(keeping.doing.changeRun, ['runs'], async (writing) => {
      const run = await writing.objectStore('runs').get(id);
      if (!run) throw failures.notInLibrary();
      const changed = change(run);
      await writing.objectStore('runs').put(changed);
      return { changed, seen: this.#seenIn(writing) };
    });
    seen.add(id);
    return changed;
  }

  /** Removes a run, its checkpoints and its page. Its text stays. */
  async removeRun(id: string): Promise<void> {
    const { removeRun } = keeping.doing;
    const seen = await this.#connection.write(removeRun, ['runs', 'checkpoints', 'pages'], async (writing) => {
      for (const name of ['runs', 'pages'] as const) await writing.objectStore(name).delete(id);
      await writing.objectStore('checkpoints').delete(checkpointsOf(id));
      return this.#seenIn(writing);
    });
    seen.delete(id);
  }

  /** The checkpoints that are kept of a run, the newest first; those of a course the run has left come last. */
  checkpoints(runId: string): Promise<readonly CheckpointSummary[]> {
    return this.#connection.read(keeping.doing.listCheckpoints, ['checkpoints', 'runs'], async (reading) => {
      const { kept, step } = await courseOf(reading, runId);
      const stored = kept.map((each) => ({ ...each, inMemory: false }));
      return summaries(stored, step);
    });
  }

  /**
   * Keeps a checkpoint until it is unpinned. An unpinned one stays until the run is saved again.
   * @throws StateError when it is not there any more.
   */
  pin(runId: string, step: number, pinned: boolean): Promise<void> {
    return this.#connection.write(keeping.doing.pin, ['checkpoints'], async (writing) => {
      const record = await writing.objectStore('checkpoints').get([runId, step]);
      if (!record) throw failures.noLongerKept(step);
      await writing.objectStore('checkpoints').put({ ...record, pinned });
    });
  }

  /**
   * The checkpoint of one step.
   * @throws StateError when it is not there any more, StorageError when it is damaged.
   */
  async checkpoint(runId: string, step: number): Promise<Uint8Array<ArrayBuffer>> {
    const record = await this.#connection.read(keeping.doing.readCheckpoint, ['checkpoints'], (reading) =>
      reading.objectStore('checkpoints').get([runId, step]),
    );
    if (!record) throw failures.noLongerKept(step);
    const found = await verified(record);
    if (typeof found !== 'string') return found;
    throw failures.damagedCheckpoint(step, found);
  }

  /**
   * What to write with: the checkpoint with the lowest validation loss where that is lower than the newest one's, else,
   * and where it is damaged, the newest.
   */
  async bestCheckpoint(runId: string): Promise<Uint8Array<ArrayBuffer>> {
    const { readCheckpoint } = keeping.doing;
    const record = await this.#connection.read(readCheckpoint, ['checkpoints', 'runs'], async (reading) => {
      const { kept, step } = await courseOf(reading, runId);
      return writerOf(kept, step);
    });
    const bytes = record === null ? null : await verified(record);
    return bytes instanceof Uint8Array ? bytes : this.newestCheckpoint(runId);
  }

  /**
   * The newest checkpoint that is whole: length and checksum are compared, and a damaged one is passed over.
   * @throws StateError when there is no such run, StorageError saying what was found when no checkpoint of it is left.
   */
  async newestCheckpoint(runId: string): Promise<Uint8Array<ArrayBuffer>> {
    const keys = await this.#connection.read(keeping.doing.readCheckpoint, ['checkpoints', 'runs'], async (reading) => {
      const all = await reading.objectStore('checkpoints').getAllKeys(checkpointsOf(runId));
      return newestFirst(
        all.map(([, step]) => ({ step })),
        await stepOf(reading, runId),
      );
    });
    const damages: string[] = [];
    for (const { step } of keys) {
      const record = await this.#connection.read(keeping.doing.readCheckpoint, ['checkpoints'], (reading) =>
        reading.objectStore('checkpoints').get([runId, step]),
      );
      if (!record) continue;
      const found = await verified(record);
      if (typeof found !== 'string') return found;
      damages.push(keeping.damageAt(step, found));
    }
    if (damages.length === 0)
      throw (await this.run(runId)) === null ? failures.notInLibrary() : failures.nothingSaved();
    throw failures.noneWhole(damages);
  }

  close(): void {
    this.#connection.close();
  }
}

interface TextReader {
  get(id: string): Promise<TextSummary | undefined>;
  index(name: 'hash'): { get(hash: string): Promise<TextSummary | undefined> };
}

/** Where a run stands; beyond all its checkpoints when only they are left of it. */
async function stepOf(reading: Reading, runId: string): Promise<number> {
  return (await reading.objectStore('runs').get(runId))?.step ?? Infinity;
}

async function courseOf(reading: Reading, runId: string): Promise<{ kept: StoredCheckpoint[]; step: number }> {
  const kept = (await reading.objectStore('checkpoints').getAll(checkpointsOf(runId))).map(completed);
  return { kept, step: await stepOf(reading, runId) };
}

async function prune(writing: Writing, run: RunSummary): Promise<void> {
  const checkpoints = writing.objectStore('checkpoints');
  const all = (await checkpoints.getAll(checkpointsOf(run.id))).map(completed);
  const kept = retained(all, run.step);
  for (const each of all) if (!kept.has(each)) await checkpoints.delete([each.runId, each.step]);
}

/** The bytes of a checkpoint, or what is wrong with them. */
async function verified(record: OlderCheckpoint): Promise<Uint8Array<ArrayBuffer> | string> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await record.bytes.arrayBuffer());
  } catch (error) {
    return `cannot be read, ${error instanceof Error ? error.message : String(error)}`;
  }
  if (bytes.byteLength !== record.byteLength) {
    return `${bytes.byteLength} of ${record.byteLength} bytes are there`;
  }
  return (await checksum(bytes)) === record.checksum ? bytes : 'its bytes do not match their checksum';
}

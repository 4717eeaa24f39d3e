import { files } from '../messages/files.ts';
import { isSoundPassage } from '../formats/backup/manifest.ts';
import { writeBackup, type BackupItem } from '../formats/backup/write.ts';
import type { BackupReport } from '../shared/backup.ts';
import { checksum } from '../shared/checksum.ts';
import { isExpectedFailure, messageOf, StorageError } from '../shared/errors.ts';
import type { KeptPassage, PassageShelf } from '../shared/kept-passage.ts';
import type { CheckpointSummary, RunSummary } from '../shared/run.ts';
import type { TextSummary } from '../shared/text.ts';
import type { Keeping } from '../storage/memory-store.ts';

/** Pieces of this size leave the worker's memory for a Blob, which the browser keeps on disk. */
const PIECE_BYTES = 1_000_000;

/**
 * Writes everything that is kept into one file, one text or checkpoint in memory at a time.
 * @param target the file to write, or null for a Blob.
 * @param report hears the share done, 0 to 1.
 * @returns null when it was stopped: then there is no such file.
 * @throws StorageError when the store cannot be read or the file not be written, and when an empty file stays behind.
 */
export async function backUp(
  store: Keeping,
  shelf: PassageShelf,
  target: FileSystemFileHandle | null,
  signal: AbortSignal,
  report: (share: number) => void,
): Promise<BackupReport | null> {
  const contents = new Contents(store, shelf, report);
  try {
    const stream = writeBackup(contents.items(signal), Date.now());
    const file = target === null ? await gathered(stream, signal) : await written(stream, target, signal);
    return { ...contents.tally, file };
  } catch (error) {
    if (signal.aborted && !isExpectedFailure(error)) return null;
    throw error;
  }
}

class Contents {
  readonly #store: Keeping;
  readonly #shelf: PassageShelf;
  readonly #report: (share: number) => void;
  readonly #leftOut: string[] = [];
  readonly #runs: string[] = [];
  #texts = 0;
  #passages = 0;

  constructor(store: Keeping, shelf: PassageShelf, report: (share: number) => void) {
    this.#store = store;
    this.#shelf = shelf;
    this.#report = report;
  }

  get tally(): Omit<BackupReport, 'file'> {
    return { texts: this.#texts, passages: this.#passages, runs: this.#runs, leftOut: this.#leftOut };
  }

  async *items(signal: AbortSignal): AsyncGenerator<BackupItem> {
    const texts = await this.#store.texts();
    const runs = await this.#store.runs();
    const sizes = [...texts.map(({ bytes }) => bytes), ...runs.map(({ checkpointBytes }) => checkpointBytes)];
    const total = Math.max(
      1,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    let done = 0;
    for (const text of texts) {
      signal.throwIfAborted();
      yield* this.#text(text);
      this.#report((done += text.bytes) / total);
    }
    for (const passage of await this.#listed()) {
      signal.throwIfAborted();
      yield* this.#passage(passage);
    }
    for (const run of runs) {
      for await (const item of this.#checkpoints(run)) {
        signal.throwIfAborted();
        yield item;
      }
      this.#report((done += run.checkpointBytes) / total);
    }
  }

  async *#text({ id, hash, ...details }: TextSummary): AsyncGenerator<BackupItem> {
    const found = await this.#store.text(id);
    const bytes = found === null ? null : await found.content.arrayBuffer().catch(() => null);
    if (bytes === null || (await checksum(new Uint8Array(bytes))) !== hash) {
      this.#leftOut.push(files.backup.textDamaged(details.name));
      return;
    }
    this.#texts += 1;
    yield { kind: 'text', bytes: new Uint8Array(bytes), checksum: hash, details };
  }

  /** None where they cannot be read: the rest is not lost for them. */
  async #listed(): Promise<readonly KeptPassage[]> {
    try {
      return await this.#shelf.passages();
    } catch (error) {
      if (!isExpectedFailure(error)) throw error;
      this.#leftOut.push(error.message);
      return [];
    }
  }

  async *#passage(passage: KeptPassage): AsyncGenerator<BackupItem> {
    const { text, ...details } = passage;
    if (!isSoundPassage(passage)) {
      this.#leftOut.push(`${files.backup.thePassage(shortened(text))}: ${files.backup.passageUnfit}`);
      return;
    }
    const bytes = new TextEncoder().encode(text);
    this.#passages += 1;
    yield { kind: 'passage', bytes, checksum: await checksum(bytes), details };
  }

  /** The newest first: of a run that trains, older ones may be pruned meanwhile. */
  async *#checkpoints(run: RunSummary): AsyncGenerator<BackupItem> {
    const { id, name, createdAt, state, ngramNats } = run;
    const kept = (await this.#store.checkpoints(id)).toSorted((one, other) => other.step - one.step);
    const { step, updatedAt } = standing(run, kept);
    let came = 0;
    for (const { step: at, savedAt, validationNats, pinned } of kept) {
      const bytes = await this.#checkpoint(run, at);
      if (bytes === null) continue;
      came += 1;
      yield {
        kind: 'checkpoint',
        bytes,
        checksum: await checksum(bytes),
        run: { id, name, createdAt, updatedAt, state, step, ...(ngramNats && { ngramNats }) },
        details: { step: at, savedAt, validationNats, pinned },
      };
    }
    if (came > 0) this.#runs.push(id);
  }

  async #checkpoint({ id, name }: RunSummary, step: number): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      return await this.#store.checkpoint(id, step);
    } catch (error) {
      if (!isExpectedFailure(error)) throw error;
      // A StateError: it was pruned since it was listed, and a later one stands for it.
      if (error.name === 'StorageError') this.#leftOut.push(`“${name}”: ${error.message}`);
      return null;
    }
  }
}

/** The beginning of a passage, to name it by. */
function shortened(text: string): string {
  const beginning = [...text.trim().slice(0, 80)].slice(0, 40).join('');
  return beginning.length < text.trim().length ? `${beginning}…` : beginning;
}

/** Where the run stands by now: it may have been saved again since it was read. */
function standing(
  { step, updatedAt }: RunSummary,
  kept: readonly CheckpointSummary[],
): Pick<RunSummary, 'step' | 'updatedAt'> {
  const known = kept.find((one) => one.step === step)?.savedAt ?? -Infinity;
  const since = kept.filter(({ savedAt }) => savedAt > known);
  if (since.length === 0) return { step, updatedAt };
  const last = since.reduce((one, other) => (other.savedAt > one.savedAt ? other : one));
  return { step: last.step, updatedAt: last.savedAt };
}

async function gathered(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<Blob> {
  const pieces: Blob[] = [];
  let piece: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const close = (): void => {
    pieces.push(new Blob(piece));
    piece = [];
    bytes = 0;
  };
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(chunk) {
      piece.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= PIECE_BYTES) close();
    },
    close,
  });
  await stream.pipeTo(sink, { signal });
  return new Blob(pieces, { type: 'application/zip' });
}

async function written(
  stream: ReadableStream<Uint8Array>,
  target: FileSystemFileHandle,
  signal: AbortSignal,
): Promise<null> {
  try {
    await stream.pipeTo(await target.createWritable(), { signal });
    return null;
  } catch (error) {
    const rest = (await discarded(target)) ? '' : files.backup.emptyFile(target.name);
    const isKnown = signal.aborted || isExpectedFailure(error);
    if (isKnown && rest === '') throw error;
    const reason = signal.aborted ? files.backup.stopped : isKnown ? messageOf(error) : notWritten(target, error);
    throw new StorageError(reason + rest, { cause: error });
  }
}

function notWritten({ name }: FileSystemFileHandle, error: unknown): string {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return files.backup.notWritten(name, detail);
}

/** What Chromium can do with a file; no standard names it yet. */
interface RemovableFile extends FileSystemFileHandle {
  remove?(): Promise<void>;
}

/** Removes a file that was chosen in vain: choosing it has made or emptied it. False when it is still there, and empty. */
async function discarded(target: RemovableFile): Promise<boolean> {
  try {
    if ((await target.getFile()).size > 0) return true;
    await target.remove?.();
    return target.remove !== undefined;
  } catch {
    return false;
  }
}

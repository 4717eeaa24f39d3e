import { files } from '../messages/files.ts';
import type { BackupPassage } from '../formats/backup/manifest.ts';
import type { BackupFile } from '../formats/backup/read.ts';
import { checksum } from '../shared/checksum.ts';
import type { KeptPassage, PassageShelf } from '../shared/kept-passage.ts';
import { copyId } from './copy-id.ts';

/** Of passages, so many, or as many as have so many bytes, come in by one transaction. */
const AT_ONCE = 64;
const BYTES_AT_ONCE = 2_000_000;

/** Reads something of the backup; null when it is damaged, which is noted. */
type ReadOrLeave = <Result>(what: string, read: () => Promise<Result>) => Promise<Result | null>;

/**
 * Merges the kept passages of a backup into those that are here. The same text of the same run is the same passage, whatever
 * its id; one whose id stands for another text here comes in beside that.
 */
export class PassageRestoration {
  readonly #backup: BackupFile;
  readonly #shelf: PassageShelf;
  readonly #readOrLeave: ReadOrLeave;
  readonly #ids = new Set<string>();
  came = 0;
  here = 0;

  constructor(backup: BackupFile, shelf: PassageShelf, readOrLeave: ReadOrLeave) {
    this.#backup = backup;
    this.#shelf = shelf;
    this.#readOrLeave = readOrLeave;
  }

  /** Those that are not here yet, each once. */
  async missing(): Promise<readonly BackupPassage[]> {
    const { passages } = this.#backup.manifest;
    if (passages.length === 0) return [];
    const known = new Set<string>();
    for (const { id, text, writer } of await this.#shelf.passages()) {
      this.#ids.add(id);
      known.add(keyOf(writer, await checksum(new TextEncoder().encode(text))));
    }
    const missing: BackupPassage[] = [];
    for (const passage of passages) {
      const key = keyOf(passage.details.writer, passage.checksum);
      if (known.has(key)) this.here += 1;
      else missing.push(passage);
      known.add(key);
    }
    return missing;
  }

  /** Brings them in, in their order. @param advance hears of each that was read. */
  async bring(
    passages: readonly BackupPassage[],
    signal: AbortSignal,
    advance: (read: BackupPassage) => void,
  ): Promise<void> {
    let batch: KeptPassage[] = [];
    let bytes = 0;
    for (const [at, passage] of passages.entries()) {
      if (signal.aborted) break;
      const found = await this.#read(passage);
      if (found !== null) batch.push(found);
      bytes += passage.byteLength;
      if (at === passages.length - 1 || batch.length === AT_ONCE || bytes >= BYTES_AT_ONCE) {
        await this.#shelf.bring(batch);
        this.came += batch.length;
        batch = [];
        bytes = 0;
      }
      advance(passage);
    }
  }

  async #read(passage: BackupPassage): Promise<KeptPassage | null> {
    const { details, path, checksum: sum } = passage;
    const name = path.slice('passages/'.length, -'.txt'.length);
    const text = await this.#readOrLeave(files.backup.thePassage(name), () => this.#backup.passage(passage));
    if (text === null) return null;
    return { ...details, text, id: this.#ids.has(details.id) ? await copyId(details.id, sum) : details.id };
  }
}

/** What makes a passage the same as another. @param sum SHA-256 of its text in UTF-8. */
function keyOf(writer: KeptPassage['writer'], sum: string): string {
  return `${writer?.runId ?? ''} ${sum}`;
}

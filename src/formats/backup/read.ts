/** Reads a backup: its list at once, its texts and checkpoints one by one, each held against its checksum. */
import { files } from '../../messages/files.ts';
import { BACKUP_MARK } from '../../shared/backup.ts';
import { checksum } from '../../shared/checksum.ts';
import { FormatError } from '../../shared/errors.ts';
import type { Checkpoint } from '../../shared/run.ts';
import { LONGEST_PASSAGE } from '../../shared/kept-passage.ts';
import { countSymbols } from '../../text/symbols.ts';
import { decodeCheckpoint } from '../checkpoint.ts';
import { crc32 } from './crc.ts';
import {
  checkSize,
  decodeManifest,
  MANIFEST_PATH,
  type BackupCheckpoint,
  type BackupPassage,
  type BackupText,
  type Manifest,
} from './manifest.ts';
import { damaged, quoted, readDirectory, readEntry, type ZipEntry } from './zip.ts';

export class BackupFile {
  readonly #file: Blob;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly manifest: Manifest;

  private constructor(file: Blob, entries: ReadonlyMap<string, ZipEntry>, manifest: Manifest) {
    this.#file = file;
    this.#entries = entries;
    this.manifest = manifest;
  }

  /**
   * Reads what is in it and checks that it hangs together. No text and no checkpoint is read.
   * @throws FormatError when it is no backup, a damaged one, or one of a newer version.
   */
  static async open(file: Blob): Promise<BackupFile> {
    const entries = await readDirectory(file);
    const list = entries.get(MANIFEST_PATH);
    if (list === undefined) throw damaged(`it has no ${MANIFEST_PATH}`);
    checkSize(list.size);
    const bytes = await readEntry(file, list);
    if (crc32(bytes) !== list.crc) throw damaged(`its ${MANIFEST_PATH} does not match its checksum`);
    const manifest = decodeManifest(bytes);
    checkEntries(entries, manifest);
    return new BackupFile(file, entries, manifest);
  }

  /**
   * A text, which is all its details say of it.
   * @throws FormatError when it is damaged.
   */
  async text(text: BackupText): Promise<Blob> {
    const { characters, distinct, beginning } = text.details;
    const content = await this.#decoded(text);
    const found = countSymbols(content);
    if (found.characters !== characters || found.codes.length !== distinct || !content.startsWith(beginning)) {
      throw new FormatError(files.backup.otherText(quoted(text.path)));
    }
    return this.#slice(text);
  }

  /**
   * The text of a kept passage.
   * @throws FormatError when it is damaged.
   */
  async passage(passage: BackupPassage): Promise<string> {
    const text = await this.#decoded(passage);
    if (text.length <= LONGEST_PASSAGE) return text;
    throw new FormatError(files.backup.passageTooLong(quoted(passage.path), text.length, LONGEST_PASSAGE));
  }

  /**
   * A checkpoint: what it holds, and the bytes to be kept, as a part of the file.
   * @throws FormatError when it is damaged.
   */
  async checkpoint(checkpoint: BackupCheckpoint): Promise<{ decoded: Checkpoint; bytes: Blob }> {
    const decoded = decodeCheckpoint(await this.#whole(checkpoint));
    if (decoded.progress.step !== checkpoint.step) {
      throw new FormatError(files.backup.otherStep(quoted(checkpoint.path), decoded.progress.step, checkpoint.step));
    }
    return { decoded, bytes: this.#slice(checkpoint) };
  }

  async #decoded(text: BackupText | BackupPassage): Promise<string> {
    const bytes = await this.#whole(text);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (cause) {
      throw new FormatError(files.backup.notUtf8(quoted(text.path)), { cause });
    }
  }

  async #whole({
    path,
    checksum: expected,
  }: BackupText | BackupPassage | BackupCheckpoint): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await readEntry(this.#file, this.#entry(path));
    if ((await checksum(bytes)) !== expected) {
      throw new FormatError(files.backup.checksum(quoted(path)));
    }
    return bytes;
  }

  #slice({ path }: BackupText | BackupCheckpoint): Blob {
    const { begin, size } = this.#entry(path);
    return this.#file.slice(begin, begin + size);
  }

  #entry(path: string): ZipEntry {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw damaged(`its entry ${quoted(path)} is missing`);
    return entry;
  }
}

/** The list names every entry, once, with its size, and no other. */
function checkEntries(entries: ReadonlyMap<string, ZipEntry>, { texts, passages, runs }: Manifest): void {
  const named = new Set([BACKUP_MARK, MANIFEST_PATH]);
  for (const { path, byteLength } of [...texts, ...passages, ...runs.flatMap(({ checkpoints }) => checkpoints)]) {
    if (named.has(path)) throw damaged(`its ${MANIFEST_PATH} names ${quoted(path)} twice`);
    named.add(path);
    const size = entries.get(path)?.size;
    if (size !== byteLength) {
      throw damaged(
        `${quoted(path)} should have ${byteLength} bytes, and ${size === undefined ? 'is missing' : `has ${size}`}`,
      );
    }
  }
  for (const path of entries.keys()) {
    if (!named.has(path)) throw damaged(`it has an entry ${quoted(path)} that its ${MANIFEST_PATH} does not name`);
  }
}

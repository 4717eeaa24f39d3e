/** Writes a backup: a zip archive that anybody can open, streamed, so that only one entry is in memory at a time. */
import { makeZip } from 'client-zip';
import { BACKUP_MARK } from '../../shared/backup.ts';
import { safeStem } from '../../shared/file-name.ts';
import {
  encodeManifest,
  MANIFEST_PATH,
  type BackupCheckpoint,
  type BackupPassage,
  type BackupText,
  type CheckpointDetails,
  type PassageDetails,
  type RunIdentity,
  type TextDetails,
} from './manifest.ts';

const ABOUT = `This is a backup of Unroll: all texts, runs and kept passages, as they were when it was made.

To bring it back, open Unroll, go to the Library, press "Restore a backup" and choose this file as it is, unopened.
Nothing that is there is overwritten.

texts         what was read, as UTF-8 text
passages      what was kept of written pages, as UTF-8 text
runs          a folder for each run; its files are its checkpoints, which PyTorch reads too (safetensors)
library.json  what belongs together, with the SHA-256 of every file
`;

interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly checksum: string;
}

/** What is put into a backup, one after the other; the checkpoints of a run together. */
export type BackupItem =
  | (Content & { readonly kind: 'text'; readonly details: TextDetails })
  | (Content & { readonly kind: 'passage'; readonly details: PassageDetails })
  | (Content & { readonly kind: 'checkpoint'; readonly run: RunIdentity; readonly details: CheckpointDetails });

/**
 * The backup as a stream. Errors of `items` are errors of the stream; a stream that is cancelled ends `items`.
 * @param madeAt epoch milliseconds.
 */
export function writeBackup(items: AsyncIterable<BackupItem>, madeAt: number): ReadableStream<Uint8Array> {
  return makeZip(entries(items, madeAt));
}

interface Entry {
  readonly name: string;
  readonly input: Uint8Array<ArrayBuffer>;
  readonly lastModified: Date;
}

async function* entries(items: AsyncIterable<BackupItem>, madeAt: number): AsyncGenerator<Entry> {
  const texts: BackupText[] = [];
  const passages: BackupPassage[] = [];
  const runs: (RunIdentity & { readonly checkpoints: BackupCheckpoint[] })[] = [];
  const names = new Names();
  const date = (time: number): Date => new Date(Math.min(Math.max(time, FIRST_DATE), LAST_DATE));
  yield { name: BACKUP_MARK, input: new TextEncoder().encode(ABOUT), lastModified: date(madeAt) };
  for await (const item of items) {
    const { bytes, checksum } = item;
    const { byteLength } = bytes;
    if (item.kind === 'text') {
      const { details } = item;
      const path = `texts/${names.of(details.name.replace(/\.txt$/i, ''), 'texts')}.txt`;
      texts.push({ path, byteLength, checksum, details });
      yield { name: path, input: bytes, lastModified: date(details.createdAt) };
    } else if (item.kind === 'passage') {
      const { details } = item;
      const path = `passages/${names.of(beginningOf(bytes), 'passages')}.txt`;
      passages.push({ path, byteLength, checksum, details });
      yield { name: path, input: bytes, lastModified: date(details.keptAt) };
    } else {
      const { run, details } = item;
      const last = runs.at(-1);
      const checkpoints = last?.id === run.id ? last.checkpoints : [];
      if (checkpoints.length === 0) runs.push({ ...run, checkpoints });
      const folder = checkpoints.at(0)?.path.split('/')[1] ?? names.of(run.name, 'runs');
      const path = `runs/${folder}/step-${details.step}.safetensors`;
      checkpoints.push({ path, byteLength, checksum, ...details });
      yield { name: path, input: bytes, lastModified: date(details.savedAt) };
    }
  }
  for (const { checkpoints } of runs) checkpoints.sort((one, other) => one.step - other.step);
  yield { name: MANIFEST_PATH, input: encodeManifest({ madeAt, texts, passages, runs }), lastModified: date(madeAt) };
}

/** So many bytes of a passage name its file; half a character at the end goes. */
const NAMING_BYTES = 60;

function beginningOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, NAMING_BYTES)).replace(/\uFFFD+$/, '');
}

/** Archives know no time before, and none after. */
const FIRST_DATE = Date.UTC(1980, 0, 2);
const LAST_DATE = Date.UTC(2107, 11, 30);

/** Names of files that differ from each other on every file system, whatever it makes of upper and lower case. */
class Names {
  readonly #taken = new Set<string>();

  of(name: string, folder: string): string {
    const stem = safeStem(name);
    let found = stem;
    for (let number = 2; this.#taken.has(this.#key(folder, found)); number++) found = `${stem} (${number})`;
    this.#taken.add(this.#key(folder, found));
    return found;
  }

  #key(folder: string, name: string): string {
    return `${folder}/${name.toLowerCase()}`;
  }
}

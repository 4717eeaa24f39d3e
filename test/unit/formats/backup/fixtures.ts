/** Small backups with everything real ones have, and archives that forgers make of them. */
import { makeZip } from 'client-zip';
import { decodeManifest, encodeManifest, type Manifest } from '../../../../src/formats/backup/manifest.ts';
import { readDirectory, readEntry } from '../../../../src/formats/backup/zip.ts';
import { writeBackup, type BackupItem } from '../../../../src/formats/backup/write.ts';
import { encodeCheckpoint } from '../../../../src/formats/checkpoint.ts';
import { checksum } from '../../../../src/shared/checksum.ts';
import type { KeptPassage } from '../../../../src/shared/kept-passage.ts';
import { checkpointOf } from '../fixtures.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

export const MADE_AT = Date.UTC(2026, 10, 23, 12);
export const RUN_ID = '3f1c2b7e-0f4d-4a53-9d0a-6f6d3f0f9c11';
export const OTHER_ID = '77aa2b7e-0f4d-4a53-9d0a-6f6d3f0f9c22';

export const CONTENT = '床前明月光，疑是地上霜。\n'.repeat(20);

export async function textItem(name = 'sea.txt', content = CONTENT): Promise<BackupItem> {
  const bytes = new TextEncoder().encode(content);
  const symbols = [...content];
  const details = {
    name,
    source: 'files' as const,
    bytes: bytes.length + 3,
    characters: symbols.length,
    distinct: new Set(symbols).size,
    encoding: 'UTF-8',
    beginning: content.slice(0, 24),
    notes: [{ kind: 'composed' as const, count: 2, message: 'Two characters were composed.' }],
    createdAt: 1_700_000_000_000,
  };
  return { kind: 'text', bytes, checksum: await checksum(bytes), details };
}

export function checkpointAt(step: number): Bytes {
  const checkpoint = checkpointOf();
  return encodeCheckpoint({ ...checkpoint, progress: { ...checkpoint.progress, step } });
}

export async function checkpointItem(id: string, name: string, step: number, pinned = false): Promise<BackupItem> {
  const bytes = checkpointAt(step);
  return {
    kind: 'checkpoint',
    bytes,
    checksum: await checksum(bytes),
    run: { id, name, createdAt: 1, updatedAt: 2, state: 'paused', step: 7 },
    details: { step, savedAt: 1_700_000_000_000 + step, validationNats: step === 5 ? 1.5 : null, pinned },
  };
}

export const PASSAGE_ID = '55cc2b7e-0f4d-4a53-9d0a-6f6d3f0f9c33';

export function keptPassage(changes: Partial<KeptPassage> = {}): KeptPassage {
  return {
    id: PASSAGE_ID,
    keptAt: 1_700_000_000_500,
    text: '低头思故乡。\nAnd then: home 🏡.',
    writer: { runId: RUN_ID, name: 'a/b: “c”?', step: 5 },
    settings: { temperature: 0.7, topK: 0, topP: 1, seed: 4 },
    ...changes,
  };
}

export async function passageItem(changes: Partial<KeptPassage> = {}): Promise<BackupItem> {
  const { text, ...details } = keptPassage(changes);
  const bytes = new TextEncoder().encode(text);
  return { kind: 'passage', bytes, checksum: await checksum(bytes), details };
}

/** Two texts, two kept passages that begin alike, and two runs of the same name, one with three checkpoints. */
export async function sampleItems(): Promise<BackupItem[]> {
  return [
    await textItem(),
    await textItem('SEA.TXT', `${CONTENT}举头望明月。\n`),
    await passageItem(),
    await passageItem({ id: OTHER_ID, writer: null }),
    await checkpointItem(RUN_ID, 'a/b: “c”?', 3),
    await checkpointItem(RUN_ID, 'a/b: “c”?', 5, true),
    await checkpointItem(RUN_ID, 'a/b: “c”?', 7),
    await checkpointItem(OTHER_ID, 'A/B: “C”?', 7),
  ];
}

export async function* inTurn<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item);
}

export async function bytesOfStream(stream: ReadableStream<Uint8Array>): Promise<Bytes> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function sampleBackup(): Promise<Bytes> {
  return bytesOfStream(writeBackup(inTurn(await sampleItems()), MADE_AT));
}

export type Entries = readonly (readonly [path: string, bytes: Uint8Array<ArrayBuffer> | string])[];

/** An archive of these entries, made as backups are, whatever is in it. */
export function archiveOf(entries: Entries): Promise<Bytes> {
  const inputs = entries.map(([name, input]) => ({ name, input, lastModified: new Date(MADE_AT) }));
  return bytesOfStream(makeZip(inputs));
}

export async function entriesOf(backup: Bytes): Promise<[string, Bytes][]> {
  const blob = new Blob([backup]);
  const found = [...(await readDirectory(blob)).values()];
  return Promise.all(found.map(async (entry): Promise<[string, Bytes]> => [entry.path, await readEntry(blob, entry)]));
}

/** The same archive with another library.json. */
export function withList(entries: Entries, list: string | Bytes): Promise<Bytes> {
  return archiveOf(entries.map(([path, bytes]) => [path, path === 'library.json' ? list : bytes]));
}

export function manifestOf(entries: Entries): Manifest {
  return decodeManifest(listOf(entries));
}

export function listOf(entries: Entries): Bytes {
  const list = entries.find(([path]) => path === 'library.json')?.[1];
  if (!(list instanceof Uint8Array)) throw new Error('The backup has no library.json.');
  return list;
}

export function withManifest(entries: Entries, change: (manifest: Manifest) => unknown): Promise<Bytes> {
  return withList(entries, encodeManifest(change(manifestOf(entries)) as Manifest));
}

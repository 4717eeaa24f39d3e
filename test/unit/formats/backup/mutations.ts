/** Backups as accidents and forgers make them of a sound one. */
import { encodeManifest } from '../../../../src/formats/backup/manifest.ts';
import { checksum } from '../../../../src/shared/checksum.ts';
import { ACCIDENTS, changedWithin, joined, MUTATIONS, pick, TEXTS, type Below } from '../mutations.ts';
import { archiveOf, listOf, manifestOf, withList, type Bytes } from './fixtures.ts';

export interface Sound {
  readonly file: Bytes;
  readonly entries: readonly (readonly [path: string, bytes: Bytes])[];
}

type Mutation = (sound: Sound, below: Below) => Bytes | Promise<Bytes>;

const SIZES = [0, 1, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff];
const NAMES = ['', '.', '..', '../up', '/root', 'texts/', 'texts/../../up.txt', '\u0000', 'library.json', ...TEXTS];

function textOf({ entries }: Sound): string {
  return new TextDecoder().decode(listOf(entries));
}

/** Where the directory of the archive begins. */
function directoryOf({ file }: Sound): number {
  return new DataView(file.buffer).getUint32(file.length - 6, true);
}

/** Some bytes between two places replaced. */
function scattered(file: Bytes, begin: number, end: number, below: Below): Bytes {
  const bytes = file.slice();
  for (let count = 1 + below(4); count > 0; count--) bytes[begin + below(end - begin)] = below(256);
  return bytes;
}

/** A field of four bytes in one of the records of the directory replaced. */
function fieldChanged(sound: Sound, offsets: readonly number[], below: Below): Bytes {
  const bytes = sound.file.slice();
  const view = new DataView(bytes.buffer);
  let place = directoryOf(sound);
  for (let skip = below(sound.entries.length); skip > 0; skip--) {
    place += 46 + view.getUint16(place + 28, true) + view.getUint16(place + 30, true);
  }
  const field = place + pick(offsets, below);
  const near = Math.max(0, view.getUint32(field, true) + below(64) - 32);
  view.setUint32(field, below(2) === 0 ? near : pick(SIZES, below), true);
  return bytes;
}

/** One file of a kind forged, and the list signed anew: only what it holds can tell. */
async function forged(
  { entries }: Sound,
  folder: string,
  forge: (bytes: Bytes) => Bytes,
  below: Below,
): Promise<Bytes> {
  const path = pick(
    entries.map(([name]) => name).filter((name) => name.startsWith(folder)),
    below,
  );
  const changed: [string, Bytes][] = [];
  let list = new TextDecoder().decode(listOf(entries));
  for (const [name, bytes] of entries) {
    if (name !== path) {
      changed.push([name, bytes]);
      continue;
    }
    const other = forge(bytes);
    list = list
      .replaceAll(await checksum(bytes), await checksum(other))
      .replaceAll(`"byteLength": ${bytes.length}`, `"byteLength": ${other.length}`);
    changed.push([name, other]);
  }
  return withList(changed, list);
}

export const BACKUP_MUTATIONS: Readonly<Record<string, Mutation>> = {
  ...Object.fromEntries(
    Object.entries(ACCIDENTS).map(([kind, mutate]): [string, Mutation] => [
      kind,
      ({ file }, below) => mutate(file, below),
    ]),
  ),
  'bytes put in': ({ file }, below) => {
    const place = below(file.length);
    const added = Uint8Array.from({ length: 1 + below(40) }, () => below(256));
    return joined(file.subarray(0, place), added, file.subarray(place));
  },
  'bytes of the directory replaced': (sound, below) =>
    scattered(sound.file, directoryOf(sound), sound.file.length, below),
  'the end record changed': ({ file }, below) => scattered(file, file.length - 22, file.length, below),
  'a size or place in the directory changed': (sound, below) => fieldChanged(sound, [20, 24, 28, 42], below),
  'bytes of library.json replaced': async (sound, below) => {
    const list = listOf(sound.entries);
    return withList(sound.entries, scattered(list, 0, list.length, below));
  },
  'a sign of library.json changed': (sound, below) => {
    const text = textOf(sound);
    const { index, 0: sign } = pick([...text.matchAll(/[{}[\]:,"]/g)], below);
    const other = pick(['{', '}', '[', ']', ':', ',', '"', '\\', ' '], below);
    return withList(sound.entries, text.slice(0, index) + other + text.slice(index + sign.length));
  },
  'a field of library.json changed': (sound, below) =>
    withList(sound.entries, JSON.stringify(changedWithin(JSON.parse(textOf(sound)), below))),
  'an entry renamed': ({ entries }, below) => {
    const chosen = below(entries.length);
    const name = pick(NAMES, below) || 'x';
    return archiveOf(entries.map(([path, bytes], at) => [at === chosen ? name.slice(0, 60_000) : path, bytes]));
  },
  'an entry missing': ({ entries }, below) => archiveOf(entries.toSpliced(below(entries.length), 1)),
  'an entry twice': ({ entries }, below) => archiveOf([...entries, pick(entries, below)]),
  'two entries exchanged': ({ entries }, below) => {
    const [one, other] = [below(entries.length), below(entries.length)];
    const at = (place: number): number => (place === one ? other : place === other ? one : place);
    return archiveOf(entries.map(([path], place) => [path, entries[at(place)][1]]));
  },
  'the order of the entries changed': ({ entries }, below) => {
    const cut = below(entries.length);
    return archiveOf([...entries.slice(cut), ...entries.slice(0, cut)]);
  },
  'a run, text or passage taken off the list': (sound, below) => {
    const manifest = manifestOf(sound.entries);
    const { texts, passages, runs } = manifest;
    const shorter = pick(
      [
        { ...manifest, texts: texts.toSpliced(below(texts.length), 1) },
        { ...manifest, passages: passages.toSpliced(below(passages.length), 1) },
        { ...manifest, runs: runs.toSpliced(below(runs.length), 1) },
      ],
      below,
    );
    return withList(sound.entries, encodeManifest(shorter));
  },
  'a checkpoint forged': (sound, below) =>
    forged(sound, 'runs/', (bytes) => pick(Object.values(MUTATIONS), below)(bytes, below), below),
  'a kept passage forged': (sound, below) =>
    forged(sound, 'passages/', (bytes) => pick(Object.values(ACCIDENTS), below)(bytes, below), below),
  'a text forged': (sound, below) =>
    forged(sound, 'texts/', (bytes) => pick(Object.values(ACCIDENTS), below)(bytes, below), below),
};

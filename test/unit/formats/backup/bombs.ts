/** Small backups that ask for much: sizes, places, counts and depths a careless reader would believe. */
import { zipSync } from 'fflate';
import { BACKUP_MARK } from '../../../../src/shared/backup.ts';
import { archiveOf, type Bytes, type Entries } from './fixtures.ts';

export interface BackupBomb {
  readonly title: string;
  readonly make: () => Bytes | Promise<Bytes>;
}

const DEEP = 100_000;
const MARK: readonly [string, string] = [BACKUP_MARK, ''];
const HASH = 'ab'.repeat(32);

function deep(open: string, close: string, inner = ''): string {
  return open.repeat(DEEP) + inner + close.repeat(DEEP);
}

function listing(list: string, more: Entries = []): Promise<Bytes> {
  return archiveOf([MARK, ...more, ['library.json', list]]);
}

function manifest(fields: string): Promise<Bytes> {
  return listing(`{"format":"unroll-backup","version":1,"madeAt":1,"texts":[],"runs":[],${fields}}`);
}

function numbered(count: number, item: (number: number) => string): string {
  return Array.from({ length: count }, (_, number) => item(number)).join();
}

/** A sound little archive with fields of its end or its first record replaced. */
async function lying(change: (view: DataView, end: number, record: number) => void): Promise<Bytes> {
  const bytes = await listing('{}');
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  change(view, end, view.getUint32(end + 16, true));
  return bytes;
}

/** The end of an archive of more than 4 GB, with these figures. */
function end64(count: bigint, bytes: bigint, begin: bigint): Bytes {
  const file = new Uint8Array(1000);
  const view = new DataView(file.buffer);
  const end = 1000 - 22 - 20 - 56;
  view.setUint32(end, 0x06064b50, true);
  view.setBigUint64(end + 24, count, true);
  view.setBigUint64(end + 32, count, true);
  view.setBigUint64(end + 40, bytes, true);
  view.setBigUint64(end + 48, begin, true);
  view.setUint32(end + 56, 0x07064b50, true);
  view.setUint32(end + 76, 0x06054b50, true);
  view.setUint32(end + 76 + 8, 0xffffffff, true);
  view.setUint32(end + 76 + 12, 0xffffffff, true);
  view.setUint32(end + 76 + 16, 0xffffffff, true);
  return file;
}

/** A directory of so many records that all tell of the same place. */
function overlapping(count: number): Bytes {
  const name = new TextEncoder().encode('a');
  const record = 46 + name.length;
  const file = new Uint8Array(31 + count * record + 22);
  const view = new DataView(file.buffer);
  for (let number = 0; number < count; number++) {
    const place = 31 + number * record;
    view.setUint32(place, 0x02014b50, true);
    view.setUint16(place + 8, 0x808, true);
    view.setUint16(place + 28, 1, true);
    file[place + 46] = 97 + (number % 20);
  }
  const end = file.length - 22;
  view.setUint32(end, 0x06054b50, true);
  view.setUint16(end + 10, count % 65_536, true);
  view.setUint32(end + 12, count * record, true);
  view.setUint32(end + 16, 31, true);
  return file;
}

const text = (path: string): string =>
  `{"path":${JSON.stringify(path)},"byteLength":1,"checksum":"${HASH}","details":{"name":"a","source":"files","bytes":1,"characters":1,"distinct":1,"encoding":"UTF-8","beginning":"","notes":[],"createdAt":1}}`;

const passage = (id: number, path: string, byteLength: number): string =>
  `{"path":${JSON.stringify(path)},"byteLength":${byteLength},"checksum":"${HASH}","details":{"id":"55cc2b7e-0f4d-4a53-9d0a-${String(id).padStart(12, '0')}","keptAt":1,"writer":null,"settings":{"temperature":1,"topK":0,"topP":1,"seed":1}}}`;

function passages(list: string, more: Entries = []): Promise<Bytes> {
  return listing(`{"format":"unroll-backup","version":2,"madeAt":1,"texts":[],"passages":[${list}],"runs":[]}`, more);
}

export const BACKUP_BOMBS: readonly BackupBomb[] = [
  { title: 'nothing', make: () => new Uint8Array() },
  { title: 'a beginning and nothing more', make: async () => (await listing('{}')).slice(0, 80) },
  { title: '60 MB of nothing', make: () => new Uint8Array(60_000_000) },
  {
    title: '100 MB of zeros packed into 100 kB, as library.json',
    make: () =>
      new Uint8Array(zipSync({ [BACKUP_MARK]: new Uint8Array(), 'library.json': new Uint8Array(1e8) }, { level: 1 })),
  },
  {
    title: 'a directory of 65,535 entries in no bytes',
    make: () => lying((view, end) => view.setUint16(end + 10, 65_535, true)),
  },
  { title: 'a directory of 4 GB', make: () => lying((view, end) => view.setUint32(end + 12, 0xfffffffe, true)) },
  { title: 'a directory beyond the end', make: () => lying((view, end) => view.setUint32(end + 16, 0xfffffffe, true)) },
  { title: '2^32 entries in a directory of 64 bits', make: () => end64(2n ** 32n, 2n ** 32n * 46n, 0n) },
  { title: '2^64 - 1 entries at byte 2^64 - 1', make: () => end64(2n ** 64n - 1n, 2n ** 64n - 1n, 2n ** 64n - 1n) },
  { title: 'a directory at byte 2^53 + 1', make: () => end64(1n, 46n, 2n ** 53n + 1n) },
  {
    title: 'an entry of 4 GB in a file of some bytes',
    make: () =>
      lying((view, _, record) => [20, 24].forEach((field) => view.setUint32(record + field, 0xfffffffe, true))),
  },
  {
    title: 'an entry that unfolds from nothing into 4 GB',
    make: () => lying((view, _, record) => view.setUint32(record + 24, 0xfffffffe, true)),
  },
  {
    title: 'an entry of 64-bit size',
    make: () =>
      lying((view, _, record) => [20, 24].forEach((field) => view.setUint32(record + field, 0xffffffff, true))),
  },
  {
    title: 'an entry that lies over the one before',
    make: () =>
      lying((view, end, record) => view.setUint32(record + 46 + view.getUint16(record + 28, true) + 42, end % 7, true)),
  },
  {
    title: 'a name of 65,535 bytes that are not there',
    make: () => lying((view, _, record) => view.setUint16(record + 28, 65_535, true)),
  },
  { title: 'a name that is not UTF-8', make: () => lying((view, _, record) => view.setUint8(record + 46, 0xff)) },
  { title: '60,000 entries over one another', make: () => overlapping(60_000) },
  { title: '19,000 entries over one another', make: () => overlapping(19_000) },
  {
    title: '19,000 entries of nothing that nobody names',
    make: () => archiveOf(Array.from({ length: 19_000 }, (_, at): [string, string] => [`${at}`, ''])),
  },
  {
    title: '400 names of 50,000 letters',
    make: () => archiveOf(Array.from({ length: 400 }, (_, at): [string, string] => [`${at}${'n'.repeat(50_000)}`, ''])),
  },
  { title: 'a library.json of arrays 100,000 deep', make: () => listing(deep('[', ']')) },
  { title: 'a library.json of objects 100,000 deep', make: () => listing(deep('{"a":', '}', '0')) },
  { title: 'texts of arrays 100,000 deep', make: () => manifest(`"texts":${deep('[', ']')}`) },
  { title: 'runs of objects 100,000 deep', make: () => manifest(`"runs":[${deep('{"checkpoints":', '}', '0')}]`) },
  { title: 'a key of 3 MB, twice', make: () => manifest(`"${'k'.repeat(1_500_000)}":0,"${'k'.repeat(1_500_000)}":0`) },
  { title: '300,000 keys', make: () => manifest(`${numbered(300_000, (at) => `"k${at}":0`)},"k0":0`) },
  { title: '3.9 MB of quotation marks', make: () => listing('"'.repeat(3_900_000)) },
  { title: '3.9 MB of opening brackets', make: () => listing('['.repeat(3_900_000)) },
  {
    title: '1,900,000 zeros for runs',
    make: () =>
      listing(`{"format":"unroll-backup","version":1,"madeAt":1,"texts":[],"runs":[${'0,'.repeat(1_900_000)}0]}`),
  },
  {
    title: '900,000 empty runs',
    make: () =>
      listing(`{"format":"unroll-backup","version":1,"madeAt":1,"texts":[],"runs":[${'{},'.repeat(900_000)}{}]}`),
  },
  { title: 'a library.json of 60 MB', make: () => listing(' '.repeat(60_000_000)) },
  { title: 'the key __proto__', make: () => manifest('"__proto__":{"texts":[]},"__proto__":{}') },
  { title: 'a version of 1e308', make: () => listing('{"format":"unroll-backup","version":1e308}') },
  {
    title: '4,000 texts at one path',
    make: () =>
      listing(
        `{"format":"unroll-backup","version":1,"madeAt":1,"texts":[${numbered(4000, () => text('texts/a.txt'))}],"runs":[]}`,
        [['texts/a.txt', 'x']],
      ),
  },
  {
    title: 'a text that leads out of its folder',
    make: () =>
      listing(`{"format":"unroll-backup","version":1,"madeAt":1,"texts":[${text('texts/../../a.txt')}],"runs":[]}`, [
        ['texts/../../a.txt', 'x'],
      ]),
  },
  {
    title: 'a path of 3 MB of dots',
    make: () =>
      listing(
        `{"format":"unroll-backup","version":1,"madeAt":1,"texts":[${text(`texts/${'./.'.repeat(900_000)}.txt`)}],"runs":[]}`,
      ),
  },
  { title: 'passages of arrays 100,000 deep', make: () => passages(deep('[', ']')) },
  { title: '900,000 empty passages', make: () => passages(`${'{},'.repeat(900_000)}{}`) },
  {
    title: '20,000 passages that are not there',
    make: () => passages(numbered(20_000, (at) => passage(at, `passages/${at}.txt`, 1))),
  },
  {
    title: 'a kept passage of 60 MB',
    make: () => passages(passage(1, 'passages/a.txt', 60_000_000), [['passages/a.txt', 'x'.repeat(60_000_000)]]),
  },
];

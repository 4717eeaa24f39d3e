/** Small files that ask for much: depth, length, counts and products a careless reader would believe. */
import { fileOf } from './mutations.ts';

export interface Bomb {
  readonly title: string;
  readonly make: () => Uint8Array;
}

const DEEP = 100_000;
const MANY = 10_000;

function deep(open: string, close: string, inner = ''): string {
  return open.repeat(DEEP) + inner + close.repeat(DEEP);
}

function claims(length: bigint, bytes = 64): Uint8Array {
  const file = new Uint8Array(bytes);
  new DataView(file.buffer).setBigUint64(0, length, true);
  return file;
}

function tensor(fields: string): Uint8Array {
  return fileOf(`{"head.weight":{${fields}}}`);
}

export const BOMBS: readonly Bomb[] = [
  { title: 'a header that claims 2^64 - 1 bytes', make: () => claims(2n ** 64n - 1n) },
  { title: 'a header that claims 2^53 bytes', make: () => claims(2n ** 53n) },
  { title: 'a header that claims 100 MB of a file of 64 bytes', make: () => claims(100_000_000n) },
  { title: 'a header of arrays 100,000 deep', make: () => fileOf(deep('[', ']')) },
  { title: 'a header of objects 100,000 deep', make: () => fileOf(deep('{"a":', '}', '0')) },
  {
    title: 'a network of arrays 100,000 deep in the metadata',
    make: () =>
      fileOf(
        JSON.stringify({
          __metadata__: { format: 'unroll-checkpoint', version: '1', network: deep('[', ']') },
        }),
      ),
  },
  {
    title: 'a tensor of 2^53 - 1 numbers in no bytes',
    make: () => tensor('"dtype":"F32","shape":[9007199254740991],"data_offsets":[0,0]'),
  },
  {
    title: 'a tensor whose sizes multiply to infinity',
    make: () => tensor(`"dtype":"F32","shape":[${'9007199254740991,'.repeat(40)}1],"data_offsets":[0,0]`),
  },
  {
    title: 'a tensor that ends at byte 2^53 - 1',
    make: () => tensor('"dtype":"F32","shape":[1],"data_offsets":[9007199254740987,9007199254740991]'),
  },
  {
    title: '10,000 tensors of nothing',
    make: () => {
      const entry = '{"dtype":"F32","shape":[0],"data_offsets":[0,0]}';
      return fileOf(`{${Array.from({ length: MANY }, (_, n) => `"t${n}":${entry}`).join()}}`);
    },
  },
  {
    title: '10,000 tensors over the same bytes',
    make: () => {
      const entry = '{"dtype":"F32","shape":[1],"data_offsets":[0,4]}';
      return fileOf(`{${Array.from({ length: MANY }, (_, n) => `"t${n}":${entry}`).join()}}`, new Uint8Array(4));
    },
  },
  {
    title: 'a shape of 1,000,000 sizes',
    make: () => tensor(`"dtype":"F32","shape":[${'1,'.repeat(999_999)}1],"data_offsets":[0,4]`),
  },
  { title: 'a key of 8 MB', make: () => fileOf(`{"${'k'.repeat(8_000_000)}":0}`) },
  {
    title: 'a metadata text of 8 MB of escapes',
    make: () => fileOf(`{"__metadata__":{"a":"${'\\n'.repeat(4_000_000)}"}}`),
  },
  { title: '8 MB of spaces after the header', make: () => fileOf(`{}${' '.repeat(8_000_000)}`) },
  { title: '8 MB of quotation marks', make: () => fileOf('"'.repeat(8_000_000)) },
  { title: 'the key __proto__', make: () => fileOf('{"__proto__":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}') },
  { title: 'a shape of arrays 100,000 deep', make: () => tensor(`"dtype":"F32","shape":${deep('[', ']')}`) },
  {
    title: 'offsets of arrays 100,000 deep',
    make: () => tensor(`"dtype":"F32","shape":[1],"data_offsets":${deep('[', ']')}`),
  },
  { title: 'metadata of arrays 100,000 deep', make: () => fileOf(`{"__metadata__":${deep('[', ']')}}`) },
  { title: 'a metadata text of arrays 100,000 deep', make: () => fileOf(`{"__metadata__":{"a":${deep('[', ']')}}}`) },
  { title: 'a header of arrays 4,000,000 deep', make: () => fileOf('['.repeat(4e6) + ']'.repeat(4e6)) },
  {
    title: '200,000 tensors of nothing',
    make: () => {
      const entry = '{"dtype":"F32","shape":[0],"data_offsets":[0,0]}';
      return fileOf(`{${Array.from({ length: 200_000 }, (_, n) => `"t${n}":${entry}`).join()}}`);
    },
  },
  {
    title: '1,000,000 keys',
    make: () => fileOf(`{${Array.from({ length: 1_000_000 }, (_, n) => `"t${n}":0`).join()}}`),
  },
  { title: 'a key of 60 MB', make: () => fileOf(`{"${'k'.repeat(60_000_000)}":0}`) },
];

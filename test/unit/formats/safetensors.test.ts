import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts';
import type { NamedTensor } from '../../../src/shared/network.ts';

/** A file with this header, as text or bytes, and `dataBytes` bytes of zeros. */
function fileOf(header: string | Uint8Array, dataBytes = 0, claimed?: bigint): Uint8Array {
  const bytes = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const file = new Uint8Array(8 + bytes.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, claimed ?? BigInt(bytes.length), true);
  file.set(bytes, 8);
  return file;
}

const entry = (begin: number, end: number, shape: unknown = [(end - begin) / 4], dtype = 'F32'): string =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

const names = fc.string({ unit: 'binary', maxLength: 12 }).filter((name) => name !== '__metadata__');
const tensorsArbitrary: fc.Arbitrary<NamedTensor[]> = fc.uniqueArray(
  fc
    .tuple(names, fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }))
    .chain(([name, shape]) =>
      fc
        .float32Array({ minLength: size(shape), maxLength: size(shape) })
        .map((data) => ({ name, shape, data }) satisfies NamedTensor),
    ),
  { selector: ({ name }) => name, maxLength: 6 },
);

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

describe('writeSafetensors', () => {
  it('writes the bytes the specification describes: length, header padded with spaces to 8, little-endian floats', () => {
    const header =
      '{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},' +
      '"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8, ' ');
    const expected = [padded.length, 0, 0, 0, 0, 0, 0, 0, ...new TextEncoder().encode(padded)];
    // 1 is 0x3f800000, -2 is 0xc0000000, 0.5 is 0x3f000000
    expected.push(0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0, 0x00, 0x00, 0x00, 0x3f);
    const file = writeSafetensors(
      [
        { name: 'a', shape: [2], data: Float32Array.of(1, -2) },
        { name: 'b', shape: [], data: Float32Array.of(0.5) },
      ],
      { k: 'v' },
    );
    expect(Array.from(file)).toEqual(expected);
  });

  it('copies only the viewed part of a larger memory', () => {
    const memory = Float32Array.of(9, 1, 2, 9);
    const { tensors } = readSafetensors(writeSafetensors([{ name: 'a', shape: [2], data: memory.subarray(1, 3) }], {}));
    expect(Array.from(tensors.get('a')!.data)).toEqual([1, 2]);
  });

  it('refuses two tensors of one name, and data that does not fill the shape', () => {
    const tensor = { name: 'a', shape: [1], data: Float32Array.of(1) };
    expect(() => writeSafetensors([tensor, tensor], {})).toThrow(/Two tensors are named “a”/);
    expect(() => writeSafetensors([{ ...tensor, shape: [3] }], {})).toThrow(/needs 3 numbers, not 1/);
  });
});

describe('readSafetensors', () => {
  it('gives back every tensor bit for bit, and the metadata, for any names, shapes and values', () => {
    fc.assert(
      fc.property(tensorsArbitrary, fc.dictionary(names, fc.string({ unit: 'binary' })), (tensors, metadata) => {
        const read = readSafetensors(writeSafetensors(tensors, metadata));
        expect([...read.tensors.keys()].sort()).toEqual(tensors.map(({ name }) => name).sort());
        for (const { name, shape, data } of tensors) {
          expect(read.tensors.get(name)?.shape).toEqual(shape);
          expect(new Uint8Array(read.tensors.get(name)!.data.buffer)).toEqual(new Uint8Array(data.buffer.slice(0)));
        }
        expect(read.metadata).toEqual(new Map(Object.entries(metadata)));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('reads a file of another program: unpadded header, data not in the order of the header, an odd place in memory', () => {
    const file = fileOf(`{"b":${entry(4, 12)},"a":${entry(0, 4, [1, 1])}}`, 12);
    new DataView(file.buffer).setFloat32(file.length - 12, 5, true);
    const shifted = new Uint8Array(file.length + 3).subarray(3);
    shifted.set(file);
    const { tensors } = readSafetensors(shifted);
    expect(Array.from(tensors.get('a')!.data)).toEqual([5]);
    expect(Array.from(tensors.get('b')!.data)).toEqual([0, 0]);
  });

  it('copies the numbers, so that the file may be overwritten afterwards, and reads a Buffer of Node as well', () => {
    const file = Buffer.concat([writeSafetensors([{ name: 'a', shape: [2], data: Float32Array.of(1, 2) }], {})]);
    const { tensors } = readSafetensors(file);
    file.fill(0);
    expect(tensors.get('a')!.data).toEqual(Float32Array.of(1, 2));
  });

  const twoToTheSixty = fileOf('{}', 0, 2n ** 60n);
  const refused: [what: string, file: Uint8Array, message: RegExp][] = [
    ['an empty file', new Uint8Array(0), /at least 8 bytes; this one has 0/],
    ['a header length of 2^60', twoToTheSixty, /claims a header of 1152921504606846976 bytes/],
    ['a header cut off', fileOf('{}', 0, 50n), /header should have 50 bytes, and only 2 are there/],
    ['a header that is not UTF-8', fileOf(Uint8Array.of(0x7b, 0xff, 0x7d)), /not UTF-8/],
    ['a header that is not JSON', fileOf('{"a":'), /not JSON/],
    ['a header that is a list', fileOf('[1]'), /not a JSON object/],
    ['a header nested 100,000 deep', fileOf(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), /“a” has no dtype/],
    ['the same tensor twice', fileOf(`{"a":${entry(0, 4)},"\\u0061":${entry(0, 4)}}`, 4), /key “a” twice/],
    [
      'the same field twice',
      fileOf('{"a":{"dtype":"F32","shape":[0],"shape":[1],"data_offsets":[0,0]}}'),
      /“shape” twice/,
    ],
    ['metadata that is not text', fileOf('{"__metadata__":{"k":1}}'), /metadata “k” is 1/],
    ['numbers of another type', fileOf(`{"a":${entry(0, 4, [2], 'F16')}}`, 4), /type "F16"; only 32-bit floats/],
    ['no dtype', fileOf('{"a":{}}'), /“a” has no dtype/],
    ['a shape with a negative size', fileOf(`{"a":${entry(0, 4, [-1])}}`, 4), /shape of tensor “a” is \[-1\]/],
    ['a shape with a fraction', fileOf(`{"a":${entry(0, 4, [0.5])}}`, 4), /shape of tensor “a” is \[0.5\]/],
    [
      'three offsets',
      fileOf('{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4,8]}}', 8),
      /data_offsets of tensor “a”/,
    ],
    ['a shape that does not fit its bytes', fileOf(`{"a":${entry(0, 8, [3])}}`, 8), /\[3\] needs 12 bytes, but has 8/],
    ['a shape whose product overflows', fileOf(`{"a":${entry(0, 4, Array(20).fill(2 ** 52))}}`, 4), /but has 4/],
    ['an end before its beginning', fileOf('{"a":{"dtype":"F32","shape":[],"data_offsets":[4,0]}}', 4), /ends before/],
    ['data cut off', fileOf(`{"a":${entry(0, 8)}}`, 7), /bytes 0 to 8 of the data, but the data has only 7/],
    ['tensors over each other', fileOf(`{"a":${entry(0, 8)},"b":${entry(4, 12)}}`, 12), /“b”.*over another tensor/],
    ['a hole between tensors', fileOf(`{"a":${entry(0, 4)},"b":${entry(8, 12)}}`, 12), /bytes 4 to 8 before it/],
    ['bytes after the last tensor', fileOf(`{"a":${entry(0, 4)}}`, 9), /last 5 bytes of the data belong to no tensor/],
  ];
  it.each(refused)('refuses %s, naming its values', (_, file, message) => {
    expect(() => readSafetensors(file)).toThrow(expect.objectContaining({ name: 'FormatError' }));
    expect(() => readSafetensors(file)).toThrow(message);
  });

  it('throws nothing but FormatError, whatever the bytes', () => {
    const mutated = fc.tuple(fc.nat({ max: 200 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(mutated, { minLength: 1, maxLength: 4 }), fc.nat({ max: 200 }), (changes, length) => {
        const file = writeSafetensors([{ name: 'a', shape: [2, 2], data: new Float32Array(4) }], { k: 'v' });
        for (const [place, value] of changes) file[place % file.length] = value;
        try {
          readSafetensors(file.subarray(0, file.length - (length % 3)));
        } catch (error) {
          expect(error).toMatchObject({ name: 'FormatError' });
        }
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});

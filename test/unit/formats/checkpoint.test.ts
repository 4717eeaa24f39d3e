import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/formats/checkpoint.ts';
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts';
import type { NamedTensor } from '../../../src/shared/network.ts';
import type { Settings } from '../../../src/shared/settings.ts';
import { UNSAID } from '../../../src/shared/task-settings.ts';
import { checkpointOf } from './fixtures.ts';

const TASKS = ['continue', 'fill', 'classify'] as const;

/** The file of the standard checkpoint after its metadata and tensors went through these changes. */
function tampered(
  metadata: Record<string, string | undefined>,
  tensors: (tensors: NamedTensor[]) => NamedTensor[] = (same) => same,
  task: Settings['task'] = 'continue',
): Uint8Array {
  const read = readSafetensors(encodeCheckpoint(checkpointOf({}, task)));
  const entries = Object.entries({ ...Object.fromEntries(read.metadata), ...metadata });
  const kept = entries.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return writeSafetensors(tensors([...read.tensors.values()]), Object.fromEntries(kept));
}

/** The JSON of an entry of the standard checkpoint with one change. */
function changed(key: 'network' | 'vocabulary' | 'settings' | 'progress', changes: object): Record<string, string> {
  return { [key]: JSON.stringify({ ...checkpointOf()[key], ...changes }) };
}

const without = (name: string) => (tensors: NamedTensor[]) => tensors.filter((tensor) => tensor.name !== name);
const replaced = (name: string, changes: Partial<NamedTensor>) => (tensors: NamedTensor[]) =>
  tensors.map((tensor) => (tensor.name === name ? { ...tensor, ...changes } : tensor));
const poisoned = (name: string, value: number) => (tensors: NamedTensor[]) =>
  tensors.map((tensor) =>
    tensor.name === name ? { ...tensor, data: tensor.data.map((x, i) => (i === 5 ? value : x)) } : tensor,
  );

describe('a checkpoint', () => {
  it.each(TASKS)('to %s comes back exactly as it was: every number of every tensor, and all the rest', (task) => {
    const checkpoint = checkpointOf({}, task);
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it.each(TASKS)('to %s gives the same bytes for the same checkpoint, also after a round trip', (task) => {
    const bytes = encodeCheckpoint(checkpointOf({}, task));
    expect(encodeCheckpoint(decodeCheckpoint(bytes))).toEqual(bytes);
  });

  it('of the days when there was one task is read as one that writes on', () => {
    const { settings } = checkpointOf();
    const first = Object.entries(settings).filter(([key]) => !(key in UNSAID));
    const file = tampered({ settings: JSON.stringify(Object.fromEntries(first)) });
    expect(decodeCheckpoint(file).settings).toEqual({ ...settings, ...UNSAID });
  });

  it('is written from views of shared memory, which may change afterwards', () => {
    const checkpoint = checkpointOf();
    const shared = checkpoint.tensors.map((tensor) => {
      const data = new Float32Array(new SharedArrayBuffer(tensor.data.byteLength + 64), 64, tensor.data.length);
      data.set(tensor.data);
      return { ...tensor, data };
    });
    const bytes = encodeCheckpoint({ ...checkpoint, tensors: shared });
    for (const { data } of shared) data.fill(0);
    expect(decodeCheckpoint(bytes)).toEqual(checkpoint);
  });

  it('keeps what n-grams reach; a file of the days before that was known is read without', () => {
    const compared = checkpointOf({ ngramNats: [3.3, 2.5] });
    expect(decodeCheckpoint(encodeCheckpoint(compared)).ngramNats).toEqual([3.3, 2.5]);
    expect(decodeCheckpoint(encodeCheckpoint(checkpointOf()))).not.toHaveProperty('ngramNats');
    expect(() => decodeCheckpoint(tampered({ ngramNats: '[3.3,null]' }))).toThrow('of its “ngramNats” does not fit');
  });

  it('keeps what the run wrote on the way, few and short and in order; a file of older versions is read without', () => {
    const samples = [0, 7].map((step) => ({ step, temperature: 0.7, text: `Call me ${step}.` }));
    expect(decodeCheckpoint(encodeCheckpoint(checkpointOf({ samples }))).samples).toEqual(samples);
    expect(decodeCheckpoint(encodeCheckpoint(checkpointOf()))).not.toHaveProperty('samples');
    const many = Array.from({ length: 257 }, (_, step) => ({ step, temperature: 1, text: '' }));
    for (const wrong of [many, samples.toReversed(), [{ ...samples[0], text: 'a'.repeat(10_001) }], [{ step: 1 }]]) {
      expect(() => decodeCheckpoint(tampered({ samples: JSON.stringify(wrong) }))).toThrow('“samples”');
    }
  });

  it('survives a loss that was not a number: it comes back as NaN', () => {
    const { progress } = checkpointOf();
    const history = { training: [{ step: 1, nats: Infinity }], validation: [] };
    const read = decodeCheckpoint(encodeCheckpoint(checkpointOf({ progress: { ...progress, history } })));
    expect(read.progress.history.training).toEqual([{ step: 1, nats: NaN }]);
  });

  it('may carry the state of fewer lanes than the settings ask for', () => {
    const lanes = { shape: [2, 1, 16], data: new Float32Array(32) };
    const file = tampered({}, (tensors) => replaced('carried.h', lanes)(replaced('carried.c', lanes)(tensors)));
    expect(decodeCheckpoint(file).tensors.find(({ name }) => name === 'carried.h')?.shape).toEqual([2, 1, 16]);
  });

  const refused: [what: string, file: Uint8Array, message: RegExp][] = [
    [
      'a safetensors file of another program',
      writeSafetensors([], { format: 'pt' }),
      /safetensors file, but not one that Unroll wrote/,
    ],
    ['another version', tampered({ version: '2' }), /checkpoint of version 2; this app reads version 1/],
    ['no version', tampered({ version: undefined }), /version unknown; this app reads version 1/],
    ['a missing entry', tampered({ progress: undefined }), /entry “progress” is missing/],
    ['an entry that is not JSON', tampered({ network: '{' }), /entry “network” is not JSON/],
    ['a network of 10^9 layers', tampered(changed('network', { layers: 1e9 })), /“layers” of its “network”/],
    ['an unknown cell', tampered(changed('network', { cell: 'qrnn' })), /“cell” of its “network”.*qrnn/],
    ['an unknown field', tampered(changed('network', { peephole: true })), /“peephole” of its “network”/],
    [
      'hidden 100000 in the settings',
      tampered(changed('settings', { hidden: 100_000 })),
      /Hidden units is 100000; it must be/,
    ],
    ['NaN in the settings', tampered(changed('settings', { dropout: NaN })), /Dropout is empty/],
    ['settings of another network', tampered(changed('settings', { hidden: 32 })), /hidden 32, and its network has 16/],
    [
      'a vocabulary of another size',
      tampered(changed('vocabulary', { symbols: ['a', 'b'], rare: null })),
      /2 symbols, and its network is made for 7/,
    ],
    [
      'a symbol of two characters',
      tampered(changed('vocabulary', { symbols: ['a', 'ab'], rare: null })),
      /symbols\.1.*not one character/,
    ],
    [
      'an empty symbol',
      tampered(changed('vocabulary', { symbols: ['a', ''], rare: null })),
      /symbols\.1.*not one character/,
    ],
    ['a symbol twice', tampered(changed('vocabulary', { symbols: ['a', 'a'], rare: null })), /occurs twice/],
    ['a rare symbol outside', tampered(changed('vocabulary', { rare: 7 })), /rare symbol is not in the vocabulary/],
    ['a negative step', tampered(changed('progress', { step: -1 })), /“step” of its “progress”/],
    ['a missing tensor', tampered({}, without('head.bias')), /tensor “head.bias” is missing/],
    ['missing moments', tampered({}, without('adam.v.rnn.weight_hh_l1')), /“adam.v.rnn.weight_hh_l1” is missing/],
    ['missing carried state', tampered({}, without('carried.c')), /“carried.c” is missing/],
    [
      'a tensor too many',
      tampered({}, (tensors) => [...tensors, { name: 'x', shape: [1], data: Float32Array.of(1) }]),
      /a tensor “x” that such/,
    ],
    [
      'a tensor of the wrong shape',
      tampered({}, replaced('head.weight', { shape: [16, 7] })),
      /“head.weight” has shape \[16, 7\] where \[7, 16\] is needed/,
    ],
    [
      'carried state of the wrong shape',
      tampered({}, replaced('carried.h', { shape: [96] })),
      /“carried.h” has shape \[96\] where \[2, any, 16\]/,
    ],
    ['NaN in a weight', tampered({}, poisoned('rnn.weight_hh_l0', NaN)), /“rnn.weight_hh_l0” has NaN as its number 5/],
    [
      'infinity in a moment',
      tampered({}, poisoned('adam.v.head.bias', -Infinity)),
      /“adam.v.head.bias” has -Infinity as its number 5/,
    ],
  ];
  const changedTask = (task: object): Record<string, string> => {
    const { network } = checkpointOf({}, 'classify');
    return { network: JSON.stringify({ ...network, ...task }) };
  };
  const refusedOfLines: typeof refused = [
    ['classes without names', tampered({ classes: undefined }, undefined, 'classify'), /entry “classes” is missing/],
    [
      'fewer names than classes',
      tampered({ classes: '["a","b"]' }, undefined, 'classify'),
      /2 classes.* tells 3 apart/,
    ],
    ['a class twice', tampered({ classes: '["a","b","a"]' }, undefined, 'classify'), /named twice/],
    [
      'one class',
      tampered(changedTask({ task: { kind: 'classify', classes: 1, pooling: 'last' } }), undefined, 'classify'),
      /“task.classes” of its “network”/,
    ],
    [
      'a task of other settings',
      tampered(changedTask({ task: { kind: 'classify', classes: 3, pooling: 'mean' } }), undefined, 'classify'),
      /describe a network with task/,
    ],
    [
      'writing on in both directions',
      tampered(changedTask({ task: { kind: 'continue' }, directions: 2 }), undefined, 'classify'),
      /reads forward only/,
    ],
    [
      'a carried state where lines are classified',
      tampered(
        {},
        (tensors) => [...tensors, { name: 'carried.h', shape: [2, 3, 16], data: new Float32Array(96) }],
        'classify',
      ),
      /a tensor “carried.h” that such/,
    ],
  ];
  it.each([...refused, ...refusedOfLines])('is refused with %s, and the message names it', (_, file, message) => {
    expect(() => decodeCheckpoint(file)).toThrow(expect.objectContaining({ name: 'FormatError' }));
    expect(() => decodeCheckpoint(file)).toThrow(message);
  });
});

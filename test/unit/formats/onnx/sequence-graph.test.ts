import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../src/engine/rng.ts';
import { readMetadata, readMetadataFor } from '../../../../src/formats/onnx/metadata.ts';
import { modelOf } from '../../../../src/formats/onnx/model.ts';
import {
  inputSymbols,
  outputCount,
  predictionsIn,
  type Directions,
  type NamedTensor,
  type NetworkConfiguration,
  type NetworkShape,
} from '../../../../src/shared/network.ts';
import { createNetwork, lanesOf, REFERENCE_32 } from '../../engine/support.ts';
import { checkpointOf, classifierOf, fillerOf, randomParameters, VOCABULARY } from '../fixtures.ts';

ort.env.wasm.numThreads = 1;

/** Steps of each sequence; the longest is no lane's neighbour, and one has a single step. */
const LENGTHS = [7, 23, 1, 40, 12];
const B = LENGTHS.length;
const T = 40;
const CLASSES = ['female', 'male', '\ttab'];

/** Random ids [B, T], and places [B, P] inside each sequence. */
function example(network: NetworkConfiguration): { readonly ids: Int32Array; readonly places: Int32Array } {
  const random = new RandomStream(99, 1);
  const ids = Int32Array.from({ length: B * T }, () => random.below(inputSymbols(network)));
  const P = predictionsIn(network.task, T);
  const places = Int32Array.from({ length: B * P }, (_, at) => random.below(LENGTHS[Math.floor(at / P)]));
  return { ids, places };
}

/** [rows, columns] -> [columns, rows] */
function transposed(values: Int32Array, rows: number, columns: number): Int32Array {
  return Int32Array.from(values, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]);
}

/** Logits [B, P, C] of the exported graph. */
async function graphLogits(model: Uint8Array, network: NetworkConfiguration): Promise<Float32Array> {
  const { ids, places } = example(network);
  const session = await ort.InferenceSession.create(model);
  const P = predictionsIn(network.task, T);
  const int64 = (values: Int32Array, columns: number) =>
    new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [B, columns]);
  const { logits } = await session.run({
    symbols: int64(ids, T),
    lengths: new ort.Tensor('int32', Int32Array.from(LENGTHS), [B]),
    ...(network.task.kind === 'fill' ? { places: int64(places, P) } : {}),
  });
  const C = outputCount(network);
  expect(logits.dims).toEqual(network.task.kind === 'fill' ? [B, P, C] : [B, C]);
  await session.release();
  return logits.data as Float32Array;
}

/** Logits [B, P, C] of the engine that trains. */
function engineLogits(configuration: NetworkConfiguration, tensors: readonly NamedTensor[]): number[] {
  const { ids, places } = example(configuration);
  const { network, kernels } = createNetwork(REFERENCE_32, configuration, { lanes: B, steps: T });
  const C = outputCount(configuration);
  const P = predictionsIn(configuration.task, T);
  for (const { name, data } of tensors) kernels.floats.set(data, network.space.value(name));
  kernels.integers.set(transposed(ids, B, T), network.inputs);
  kernels.integers.set(LENGTHS, network.lengths);
  kernels.integers.set(transposed(places, B, P), network.places);
  network.pack(kernels);
  network.forward(kernels, lanesOf(network), T, null);
  const logits: number[] = [];
  for (let lane = 0; lane < B; lane++) {
    for (let p = 0; p < P; p++) {
      const at = network.logits + (p * B + lane) * C;
      logits.push(...kernels.floats.subarray(at, at + C));
    }
  }
  return logits;
}

function largestDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  expect(one.length).toBe(other.length);
  let largest = 0;
  for (let i = 0; i < one.length; i++) {
    const difference = Math.abs(one[i] - other[i]);
    // NaN must not pass for a small difference.
    if (Number.isNaN(difference)) return NaN;
    largest = Math.max(largest, difference);
  }
  return largest;
}

const cells: Pick<NetworkShape, 'cell' | 'nonlinearity'>[] = [
  { cell: 'rnn', nonlinearity: 'tanh' },
  { cell: 'rnn', nonlinearity: 'relu' },
  { cell: 'lstm', nonlinearity: 'tanh' },
  { cell: 'gru', nonlinearity: 'tanh' },
];
const inputs: NetworkShape['input'][] = [{ kind: 'one-hot' }, { kind: 'embedding', width: 5 }];
const directions: Directions[] = [1, 2];
const cases = cells.flatMap((cell) =>
  [1, 2, 3].flatMap((layers) =>
    directions.map((way) => ({ ...cell, layers, directions: way, title: `${layers} layers, ${way} directions` })),
  ),
);

describe.each(cases)('the graph of $cell ($nonlinearity), $title, has the engine’s logits to 1e-5', (example) => {
  const { cell, nonlinearity, layers, directions: way } = example;
  it.each(inputs)('on a ragged batch, filling in and classifying by both poolings, $kind', async (input) => {
    const shape = { cell, nonlinearity, layers, hidden: 12, input };
    for (const network of [fillerOf(way, shape), classifierOf(way, 'last', shape), classifierOf(way, 'mean', shape)]) {
      const tensors = randomParameters(network, 5);
      const { progress } = checkpointOf();
      const model = modelOf({ network, vocabulary: VOCABULARY, classes: CLASSES, tensors, progress }, 'a run');
      const logits = await graphLogits(model, network);
      expect(largestDifference(logits, engineLogits(network, tensors))).toBeLessThan(1e-5);
      // They tell something: other places and lines have other logits.
      expect(largestDifference(logits.subarray(0, 3), logits.subarray(logits.length - 3))).toBeGreaterThan(1e-4);
    }
  });
});

describe('the model of each task', () => {
  it.each(['continue', 'fill', 'classify'] as const)(
    '%s: says in its own metadata what is needed to use it, and is refused as one of another task',
    (task) => {
      const checkpoint = checkpointOf({}, task);
      const { network, vocabulary, classes } = checkpoint;
      const model = modelOf(checkpoint, '船长 “A”');
      expect(readMetadata(model)).toEqual({
        ...{ task, network, vocabulary, name: '船长 “A”', step: 7 },
        ...(classes && { classes }),
      });
      const others = (['continue', 'fill', 'classify'] as const).filter((other) => other !== task);
      for (const other of others)
        expect(() => readMetadataFor(model, other)).toThrow(/“船长 “A”” is a model for another task/);
    },
  );

  it('does not look at the optimizer’s tensors, and is not written when a parameter of a direction is missing', () => {
    for (const task of ['fill', 'classify'] as const) {
      const checkpoint = checkpointOf({}, task);
      const parameters = checkpoint.tensors.filter(({ name }) => !/^adam|^carried/.test(name));
      expect(modelOf({ ...checkpoint, tensors: parameters }, 'a')).toEqual(modelOf(checkpoint, 'a'));
      const tensors = parameters.filter(({ name }) => name !== 'rnn.bias_hh_l1_reverse');
      expect(() => modelOf({ ...checkpoint, tensors }, 'a')).toThrow(/rnn.bias_hh_l1_reverse is missing/);
    }
  });
});

import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../src/engine/rng.ts';
import { readMetadata } from '../../../../src/formats/onnx/metadata.ts';
import { reorderGates } from '../../../../src/formats/onnx/recurrent.ts';
import { encodeModel } from '../../../../src/formats/onnx/messages.ts';
import { stepGraph } from '../../../../src/formats/onnx/step-graph.ts';
import type { NamedTensor, NetworkConfiguration, NetworkShape } from '../../../../src/shared/network.ts';
import { createNetwork, lanesOf, REFERENCE_32 } from '../../engine/support.ts';
import { networkOf, randomParameters, VOCABULARY } from '../fixtures.ts';
import { referenceStep, zeroState } from '../reference-step.ts';

ort.env.wasm.numThreads = 1;

const STEPS = 200;

/** Symbol ids [T, B]. */
function randomIds(vocabulary: number, lanes: number): Int32Array {
  const random = new RandomStream(99, 1);
  return Int32Array.from({ length: STEPS * lanes }, () => Math.floor(random.uniform() * vocabulary));
}

/** Logits [T, B, V] of the exported graph, its states fed back in at every step. */
async function graphLogits(model: Uint8Array, network: NetworkConfiguration, ids: Int32Array, lanes: number) {
  const session = await ort.InferenceSession.create(model);
  const names = network.cell === 'lstm' ? ['h', 'c'] : ['h'];
  const shape = [network.layers, lanes, network.hidden];
  const zeros = () => new ort.Tensor('float32', new Float32Array(shape.reduce((a, b) => a * b)), shape);
  let states = Object.fromEntries(names.map((name) => [name, zeros()]));
  const logits: number[] = [];
  for (let t = 0; t < STEPS; t++) {
    const symbols = BigInt64Array.from(ids.subarray(t * lanes, (t + 1) * lanes), BigInt);
    const results = await session.run({ symbol: new ort.Tensor('int64', symbols, [lanes]), ...states });
    expect(results['logits'].dims).toEqual([lanes, network.vocabulary]);
    logits.push(...(results['logits'].data as Float32Array));
    states = Object.fromEntries(names.map((name) => [name, results[`${name}_next`] as (typeof states)[string]]));
  }
  await session.release();
  return logits;
}

/** Logits [T, B, V] of the engine that trains. */
function engineLogits(configuration: NetworkConfiguration, tensors: NamedTensor[], ids: Int32Array, lanes: number) {
  const { network, kernels } = createNetwork(REFERENCE_32, configuration, { lanes, steps: STEPS });
  for (const { name, data } of tensors) kernels.floats.set(data, network.space.value(name));
  kernels.integers.set(ids, network.inputs);
  network.pack(kernels);
  network.forward(kernels, lanesOf(network), STEPS, null);
  return kernels.floats.subarray(network.logits, network.logits + STEPS * lanes * configuration.vocabulary);
}

/** Logits [T, B, V] in float64, from the formulas alone. */
function formulaLogits(network: NetworkConfiguration, tensors: NamedTensor[], ids: Int32Array, lanes: number) {
  const logits: number[] = [];
  const states = Array.from({ length: lanes }, () => zeroState(network));
  for (let t = 0; t < STEPS; t++) {
    for (let lane = 0; lane < lanes; lane++) {
      const step = referenceStep(network, tensors, ids[t * lanes + lane], states[lane]);
      states[lane] = step.state;
      logits.push(...step.logits);
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

const cells: Partial<NetworkShape>[] = [
  { cell: 'rnn', nonlinearity: 'tanh' },
  { cell: 'rnn', nonlinearity: 'relu' },
  { cell: 'lstm' },
  { cell: 'gru' },
];
const inputs: NetworkConfiguration['input'][] = [{ kind: 'one-hot' }, { kind: 'embedding', width: 5 }];
const networks = cells.flatMap((cell) =>
  inputs.flatMap((input) => [1, 2, 3].map((layers) => networkOf({ ...cell, input, layers, hidden: 20 }))),
);

describe.each(networks)('the step graph of $cell ($nonlinearity), $layers layers, $input.kind', (network) => {
  it.each([1, 3])(
    'has the engine’s logits to 1e-5 over 200 steps, and those of the formulas, in batches of %i',
    async (lanes) => {
      const tensors = randomParameters(network, 5);
      const ids = randomIds(network.vocabulary, lanes);
      const model = encodeModel(stepGraph({ network, vocabulary: VOCABULARY, tensors, name: 'a run', step: 1 }));
      const logits = await graphLogits(model, network, ids, lanes);
      expect(largestDifference(logits, engineLogits(network, tensors, ids, lanes))).toBeLessThan(1e-5);
      expect(largestDifference(logits, formulaLogits(network, tensors, ids, lanes))).toBeLessThan(1e-5);
    },
  );
});

describe('the step graph', () => {
  const network = networkOf({ layers: 2 });
  const source = {
    network,
    vocabulary: VOCABULARY,
    tensors: randomParameters(network, 1),
    name: '船长 “A”',
    step: 1234,
  };

  it('says in its own metadata what is needed to write: symbols, network, name and step', () => {
    const { tensors, ...said } = source;
    expect(readMetadata(encodeModel(stepGraph({ ...said, tensors })))).toEqual({ task: 'continue', ...said });
  });

  it('does not look at the optimizer’s tensors: the same bytes with and without them', () => {
    const moment = { name: 'adam.m.head.bias', shape: [7], data: new Float32Array(7) };
    expect(encodeModel(stepGraph({ ...source, tensors: [...source.tensors, moment] }))).toEqual(
      encodeModel(stepGraph(source)),
    );
  });

  it('is not written when a parameter is missing', () => {
    const tensors = source.tensors.filter(({ name }) => name !== 'rnn.bias_hh_l1');
    expect(() => encodeModel(stepGraph({ ...source, tensors }))).toThrow(/rnn.bias_hh_l1 is missing/);
  });

  it('orders gate blocks as ONNX does: LSTM i,f,g,o to i,o,f,g; GRU r,z,n to z,r,n', () => {
    expect(Array.from(reorderGates('lstm', Float32Array.of(1, 1, 2, 2, 3, 3, 4, 4)))).toEqual([1, 1, 4, 4, 2, 2, 3, 3]);
    expect(Array.from(reorderGates('gru', Float32Array.of(1, 2, 3)))).toEqual([2, 1, 3]);
  });
});

describe('readMetadata', () => {
  const network = networkOf();
  const model = encodeModel(
    stepGraph({
      network,
      vocabulary: VOCABULARY,
      tensors: randomParameters(network, 1),
      name: 'a',
      step: 1,
    }),
  );

  it('refuses what is not an ONNX model of ours with a FormatError', () => {
    const cut = model.subarray(0, model.length - 5);
    for (const bytes of [Uint8Array.of(0xff, 0xff, 0xff), cut]) {
      expect(() => readMetadata(bytes)).toThrow(/not an ONNX model, or it is cut off/);
    }
    expect(() => readMetadata(new Uint8Array(0))).toThrow(/not an ONNX model that Unroll wrote/);
    // The version is the entry after the format; 2 stands where 1 was.
    const text = new TextDecoder('latin1').decode(model);
    const newer = model.slice();
    newer[text.indexOf('1', text.indexOf('version'))] = 0x32;
    expect(() => readMetadata(newer)).toThrow(/of version 2; this app reads version 1/);
  });
});

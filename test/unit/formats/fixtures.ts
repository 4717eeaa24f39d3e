/** Networks, tensors and checkpoints for the tests of the formats. */
import { parameterTable } from '../../../src/engine/parameters.ts';
import { PURPOSE, RandomStream } from '../../../src/engine/rng.ts';
import type {
  Directions,
  NamedTensor,
  NetworkConfiguration,
  NetworkFor,
  NetworkShape,
  Pooling,
  VocabularyData,
} from '../../../src/shared/network.ts';
import type { Checkpoint } from '../../../src/shared/run.ts';
import { DEFAULT_SETTINGS, networkFor, type Settings } from '../../../src/shared/settings.ts';

export const VOCABULARY: VocabularyData = { symbols: ['\n', ' ', 'a', 'é', '学', '🙂', '\uFFFD'], rare: 6 };

const SHAPE: NetworkShape = networkFor({ ...DEFAULT_SETTINGS, layers: 1, hidden: 16 }, VOCABULARY.symbols.length);

/** One that writes on. */
export function networkOf(changes: Partial<NetworkShape> = {}): NetworkFor<'continue'> {
  return { ...SHAPE, task: { kind: 'continue' }, directions: 1, ...changes };
}

/** One that fills in, a quarter of all steps. */
export function fillerOf(directions: Directions, changes: Partial<NetworkShape> = {}): NetworkFor<'fill'> {
  return { ...SHAPE, ...changes, task: { kind: 'fill', share: 0.25 }, directions };
}

/** One that tells three classes apart. */
export function classifierOf(
  directions: Directions,
  pooling: Pooling = 'last',
  changes: Partial<NetworkShape> = {},
): NetworkFor<'classify'> {
  return { ...SHAPE, ...changes, task: { kind: 'classify', classes: 3, pooling }, directions };
}

/** Every parameter uniform in ±`bound`, the same for the same seed. */
export function randomParameters(network: NetworkConfiguration, seed: number, bound = 0.25): NamedTensor[] {
  const random = new RandomStream(seed, PURPOSE.initialisation);
  return parameterTable(network).entries.map(({ name, shape, length }) => ({
    name,
    shape,
    data: Float32Array.from({ length }, () => bound * (2 * random.uniform() - 1)),
  }));
}

/** A small checkpoint with everything a real one has. */
export function checkpointOf(changes: Partial<Checkpoint> = {}, task: Settings['task'] = 'continue'): Checkpoint {
  const settings = { ...DEFAULT_SETTINGS, task, layers: 2, hidden: 16, lanes: 3 };
  const classes = task === 'classify' ? ['female', 'male', '\ttab'] : undefined;
  const network = networkFor(settings, VOCABULARY.symbols.length, classes?.length);
  const parameters = randomParameters(network, 1);
  const moments = (prefix: string, seed: number): NamedTensor[] =>
    randomParameters(network, seed).map((tensor) => ({ ...tensor, name: prefix + tensor.name }));
  const carried = (name: string): NamedTensor => ({ name, shape: [2, 3, 16], data: new Float32Array(96).fill(0.5) });
  return {
    network,
    vocabulary: VOCABULARY,
    ...(classes && { classes }),
    settings,
    text: { name: '日记.txt', hash: 'ab'.repeat(32), characters: 12_345 },
    progress: {
      step: 7,
      totalSteps: 100,
      cursor: 350,
      pass: 0,
      seconds: 1.5,
      learningRate: 0.003,
      history: {
        training: [{ step: 1, nats: 1.9 }],
        validation: [{ step: 7, nats: 1.7, ...(task !== 'continue' && { accuracy: 0.5 }) }],
      },
      sample: { step: 7, temperature: 0.7, text: '学 a🙂\n' },
    },
    tensors: [
      ...parameters,
      ...moments('adam.m.', 2),
      ...moments('adam.v.', 3),
      ...(task === 'classify' ? [] : [carried('carried.h'), carried('carried.c')]),
    ],
    ...changes,
  };
}

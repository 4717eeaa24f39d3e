/** A checkpoint is a safetensors file: the tensors by name, and everything else as JSON in its metadata. */
import { files } from '../messages/files.ts';
import * as v from 'valibot';
import { parameterTable } from '../engine/parameters.ts';
import { FormatError } from '../shared/errors.ts';
import type { NetworkConfiguration } from '../shared/network.ts';
import { atOnce, within, type Piecework } from '../shared/piecework.ts';
import type { Checkpoint } from '../shared/run.ts';
import { checkSettings, networkFor, type Settings } from '../shared/settings.ts';
import { UNSAID } from '../shared/task-settings.ts';
import { readingSafetensors, writeSafetensors, type Safetensors } from './safetensors.ts';
import {
  checkVocabularySize,
  damaged,
  NETWORK,
  NGRAM_NATS,
  ORIGIN,
  PROGRESS,
  readClasses,
  readEntry,
  SAMPLES,
  TEXT,
  VOCABULARY,
} from './schemas.ts';

export const CHECKPOINT_FORMAT = 'unroll-checkpoint';
export const CHECKPOINT_VERSION = '1';

/** Prefixes of the optimizer's tensors: one of each for every parameter, in its shape. */
const MOMENTS = ['adam.m.', 'adam.v.'] as const;

/** The whole file. Tensors are copied, so views of the training memory may be handed in. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const { network, vocabulary, classes, settings, text, origin, progress, ngramNats, samples, tensors } = checkpoint;
  return writeSafetensors(tensors, {
    format: CHECKPOINT_FORMAT,
    version: CHECKPOINT_VERSION,
    network: JSON.stringify(network),
    vocabulary: JSON.stringify(vocabulary),
    ...(classes === undefined ? {} : { classes: JSON.stringify(classes) }),
    settings: JSON.stringify(settings),
    text: JSON.stringify(text),
    ...(origin === undefined ? {} : { origin: JSON.stringify(origin) }),
    progress: JSON.stringify(progress),
    ...(ngramNats === undefined ? {} : { ngramNats: JSON.stringify(ngramNats) }),
    ...(samples === undefined ? {} : { samples: JSON.stringify(samples) }),
  });
}

/**
 * Reads and checks a checkpoint. Nothing of a file that does not fit is returned.
 * @throws FormatError saying what is wrong with the file and what to do.
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  return atOnce(decodingCheckpoint(bytes));
}

/** The same, a tensor at a time. */
export function* decodingCheckpoint(bytes: Uint8Array): Piecework<Checkpoint> {
  const { tensors, metadata } = yield* within(0, 0.5, readingSafetensors(bytes));
  checkIdentity(metadata);
  const network = readEntry(metadata, 'network', NETWORK);
  const vocabulary = readEntry(metadata, 'vocabulary', VOCABULARY);
  checkVocabularySize(network, vocabulary);
  const named = network.task.kind === 'classify' ? { classes: readClasses(metadata, network.task) } : {};
  const settings = readSettings(metadata);
  checkAgreement(settings, network);
  const text = readEntry(metadata, 'text', TEXT);
  const progress = readEntry(metadata, 'progress', PROGRESS);
  const from = metadata.has('origin') ? { origin: readEntry(metadata, 'origin', ORIGIN) } : {};
  // Not known before it was worked out, nor in the first files.
  const compared = metadata.has('ngramNats') ? { ngramNats: readEntry(metadata, 'ngramNats', NGRAM_NATS) } : {};
  const written = metadata.has('samples') ? { samples: readEntry(metadata, 'samples', SAMPLES) } : {};
  yield* within(0.5, 1, checkingTensors(tensors, expectedShapes(network)));
  return {
    network,
    vocabulary,
    ...named,
    settings,
    text,
    ...from,
    progress,
    ...compared,
    ...written,
    tensors: [...tensors.values()],
  };
}

function checkIdentity(metadata: ReadonlyMap<string, string>): void {
  const format = metadata.get('format');
  if (format !== CHECKPOINT_FORMAT) {
    throw new FormatError(files.foreign);
  }
  const version = metadata.get('version');
  if (version !== CHECKPOINT_VERSION) {
    throw new FormatError(files.otherVersion(version ?? files.unknownVersion, CHECKPOINT_VERSION));
  }
}

function readSettings(metadata: ReadonlyMap<string, string>): Settings {
  const values = readEntry(metadata, 'settings', v.record(v.string(), v.unknown()));
  try {
    return checkSettings({ ...UNSAID, ...values });
  } catch (cause) {
    throw damaged(
      cause instanceof Error ? `its settings do not fit: ${cause.message}` : 'its settings do not fit',
      cause,
    );
  }
}

function checkAgreement(settings: Settings, network: NetworkConfiguration): void {
  const { task, vocabulary } = network;
  const described = networkFor(settings, vocabulary, task.kind === 'classify' ? task.classes : 0);
  for (const key of Object.keys(described) as (keyof NetworkConfiguration)[]) {
    const [inSettings, inNetwork] = [JSON.stringify(described[key]), JSON.stringify(network[key])];
    if (inSettings !== inNetwork) {
      throw damaged(`its settings describe a network with ${key} ${inSettings}, and its network has ${inNetwork}`);
    }
  }
}

/** Sizes a tensor must have; null leaves one open. */
type Shape = readonly (number | null)[];

function expectedShapes(network: NetworkConfiguration): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const { name, shape } of parameterTable(network).entries) {
    shapes.set(name, shape);
    for (const prefix of MOMENTS) shapes.set(prefix + name, shape);
  }
  // Lines begin with a state of zeros.
  if (network.task.kind === 'classify') return shapes;
  // [L, B, H]: a short text is read in fewer lanes than the settings ask for; only forward there is one that goes on.
  const carried = [network.layers, null, network.hidden];
  shapes.set('carried.h', carried);
  if (network.cell === 'lstm') shapes.set('carried.c', carried);
  return shapes;
}

function* checkingTensors(tensors: Safetensors['tensors'], expected: ReadonlyMap<string, Shape>): Piecework<void> {
  let checked = 0;
  for (const [name, wanted] of expected) {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw damaged(`the tensor “${name}” is missing`);
    const { shape, data } = tensor;
    if (shape.length !== wanted.length || wanted.some((size, axis) => size !== null && size !== shape[axis])) {
      const needed = wanted.map((size) => size ?? 'any').join(', ');
      throw damaged(`the tensor “${name}” has shape [${shape.join(', ')}] where [${needed}] is needed`);
    }
    const bad = data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw damaged(`the tensor “${name}” has ${data[bad]} as its number ${bad}`);
    yield ++checked / expected.size;
  }
  for (const name of tensors.keys()) {
    if (!expected.has(name)) throw damaged(`it has a tensor “${name}” that such a network does not have`);
  }
}

/** What an exported model says about itself in `metadata_props`: enough to use it without any other file. */
import { files } from '../../messages/files.ts';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { FormatError } from '../../shared/errors.ts';
import { isFor, type NetworkFor, type TaskKind, type VocabularyData } from '../../shared/network.ts';
import { checkVocabularySize, damaged, NETWORK, readClasses, readEntry, VOCABULARY } from '../schemas.ts';

/** What the model does, by the task of its network: one step of it, or a whole sequence. */
export const ONNX_FORMATS: Readonly<Record<TaskKind, string>> = {
  continue: 'unroll-step',
  fill: 'unroll-fill',
  classify: 'unroll-classify',
};
export const ONNX_VERSION = '1';

interface Said<Kind extends TaskKind> {
  readonly task: Kind;
  readonly network: NetworkFor<Kind>;
  readonly vocabulary: VocabularyData;
  /** What the run is called. */
  readonly name: string;
  /** Optimizer steps behind these weights. */
  readonly step: number;
}

export type StepMetadata = Said<'continue'>;
export type FillMetadata = Said<'fill'>;
export interface ClassifyMetadata extends Said<'classify'> {
  /** The names of the classes, by number. */
  readonly classes: readonly string[];
}

export type ModelMetadata = StepMetadata | FillMetadata | ClassifyMetadata;
export type MetadataFor<Kind extends TaskKind> = Extract<ModelMetadata, { readonly task: Kind }>;

export function metadataEntries(said: ModelMetadata): Record<string, string> {
  return {
    format: ONNX_FORMATS[said.task],
    version: ONNX_VERSION,
    name: said.name,
    step: String(said.step),
    network: JSON.stringify(said.network),
    vocabulary: JSON.stringify(said.vocabulary),
    ...(said.task === 'classify' ? { classes: JSON.stringify(said.classes) } : {}),
  };
}

/** @throws FormatError when the model is not one of ours, or damaged. */
export function readMetadata(model: Uint8Array): ModelMetadata {
  const entries = readProperties(model);
  const format = entries.get('format');
  if (!Object.values(ONNX_FORMATS).includes(format ?? '')) {
    throw new FormatError(files.foreignOnnx);
  }
  const version = entries.get('version');
  if (version !== ONNX_VERSION) {
    throw new FormatError(files.otherOnnxVersion(version ?? files.unknownVersion, ONNX_VERSION));
  }
  const network = readEntry(entries, 'network', NETWORK);
  if (ONNX_FORMATS[network.task.kind] !== format) {
    throw damaged(`its format is “${format ?? ''}”, and the task of its network “${network.task.kind}”`);
  }
  const vocabulary = readEntry(entries, 'vocabulary', VOCABULARY);
  checkVocabularySize(network, vocabulary);
  const step = Number(entries.get('step'));
  if (!Number.isSafeInteger(step) || step < 0) throw damaged(`its step is “${entries.get('step') ?? ''}”, not a count`);
  const said = { vocabulary, name: entries.get('name') ?? '', step };
  if (isFor(network, 'continue')) return { task: 'continue', network, ...said };
  if (isFor(network, 'fill')) return { task: 'fill', network, ...said };
  return { task: 'classify', network, classes: readClasses(entries, network.task), ...said };
}

/** @throws FormatError when the model is not one of ours, damaged, or made for another task. */
export function readMetadataFor<Kind extends TaskKind>(model: Uint8Array, task: Kind): MetadataFor<Kind> {
  const metadata = readMetadata(model);
  if (isMetadataFor(metadata, task)) return metadata;
  throw new FormatError(files.otherOnnxTask(metadata.name));
}

function isMetadataFor<Kind extends TaskKind>(metadata: ModelMetadata, task: Kind): metadata is MetadataFor<Kind> {
  return metadata.task === task;
}

/** ModelProto.metadata_props, field 14: messages of a key (1) and a value (2). The graph is stepped over. */
function readProperties(model: Uint8Array): Map<string, string> {
  const entries = new Map<string, string>();
  try {
    const reader = new BinaryReader(model);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field === 14 && wireType === WireType.LengthDelimited) {
        const [key, value] = readProperty(reader.bytes());
        entries.set(key, value);
      } else reader.skip(wireType, field);
    }
  } catch (cause) {
    throw new FormatError(files.onnxCutOff, { cause });
  }
  return entries;
}

function readProperty(bytes: Uint8Array): [key: string, value: string] {
  let [key, value] = ['', ''];
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1) key = reader.string(true);
    else if (field === 2) value = reader.string(true);
    else reader.skip(wireType, field);
  }
  return [key, value];
}

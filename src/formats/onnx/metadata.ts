/** What an exported model says about itself in `metadata_props`: enough to write text without any other file. */
import { files } from '../../messages/files.ts';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { FormatError } from '../../shared/errors.ts';
import type { NetworkConfiguration, VocabularyData } from '../../shared/network.ts';
import { checkVocabularySize, damaged, NETWORK, readEntry, VOCABULARY } from '../schemas.ts';

export const ONNX_FORMAT = 'unroll-step';
export const ONNX_VERSION = '1';

export interface StepMetadata {
  readonly network: NetworkConfiguration;
  readonly vocabulary: VocabularyData;
  readonly name: string;
  readonly step: number;
}

export function stepMetadata({ network, vocabulary, name, step }: StepMetadata): Record<string, string> {
  return {
    format: ONNX_FORMAT,
    version: ONNX_VERSION,
    name,
    step: String(step),
    network: JSON.stringify(network),
    vocabulary: JSON.stringify(vocabulary),
  };
}

/** @throws FormatError when the model is not one of ours, or damaged. */
export function readStepMetadata(model: Uint8Array): StepMetadata {
  const entries = readProperties(model);
  if (entries.get('format') !== ONNX_FORMAT) {
    throw new FormatError(files.foreignOnnx);
  }
  const version = entries.get('version');
  if (version !== ONNX_VERSION) {
    throw new FormatError(files.otherOnnxVersion(version ?? files.unknownVersion, ONNX_VERSION));
  }
  const network = readEntry(entries, 'network', NETWORK);
  const vocabulary = readEntry(entries, 'vocabulary', VOCABULARY);
  checkVocabularySize(network, vocabulary);
  const step = Number(entries.get('step'));
  if (!Number.isSafeInteger(step) || step < 0) throw damaged(`its step is “${entries.get('step') ?? ''}”, not a count`);
  return { network, vocabulary, name: entries.get('name') ?? '', step };
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
